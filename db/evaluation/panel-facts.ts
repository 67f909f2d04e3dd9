import type { Knex } from 'knex'
import type { PanelFacts } from '../../domain/evaluation/possible-evaluators.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import type { ApplicationId } from '../../domain/shared/ids.ts'
import { createConflictStore } from './conflict-store.ts'
import { createNetworkStore } from '../network/network-store.ts'
import { createScoringStore } from './scoring-store.ts'

/** What decides who can evaluate the admitted applications of a call (art. 5) with the committee of a day, on one
 * transaction. */
export async function readPanelFacts(tx: Knex, callId: string, on: LocalDate): Promise<PanelFacts> {
  const conflicts = createConflictStore(tx)
  const scorings = createScoringStore(tx)
  const declared = await conflicts.declaredConflictsOf(callId)
  const admitted = await tx('applications')
    .where({ call_id: callId, status: 'ADMITTED' })
    .orderBy('id')
    .select<{ id: ApplicationId }[]>('id')
  return {
    applicationIds: admitted.map((one) => one.id),
    seats: await createNetworkStore(tx).seats(on),
    kept: await conflicts.keptFrom(callId),
    waived: declared.filter((one) => one.decision === 'NOT_EXCLUDED'),
    declarations: await conflicts.declarationsOf(callId),
    appointments: await scorings.appointmentsOf(callId),
    sheets: await scorings.scoringsOf(callId),
  }
}
