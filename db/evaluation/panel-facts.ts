import type { Knex } from 'knex'
import type { PanelFacts } from '../../domain/evaluation/possible-evaluators.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import type { ApplicationId } from '../../domain/shared/ids.ts'
import { createConflictStore } from './conflict-store.ts'
import { createNetworkStore } from '../network/network-store.ts'
import { createScoringStore } from './scoring-store.ts'
import { createReadingStore } from './reading-store.ts'
import type { Scoring } from './scoring-store.ts'

/** What decides who can evaluate the admitted applications of a call, or those of it that are named, with the committee of a
 * day (art. 5), on one transaction. */
export async function readPanelFacts(
  tx: Knex,
  { callId, on, of }: { callId: string; on: LocalDate; of?: readonly ApplicationId[] },
): Promise<PanelFacts & { sheets: Scoring[] }> {
  const conflicts = createConflictStore(tx)
  const scorings = createScoringStore(tx)
  const declared = await conflicts.declaredConflictsOf(callId, of)
  return {
    applicationIds: of ?? (await admittedTo(tx, callId)),
    seats: await createNetworkStore(tx).seats(on),
    kept: await conflicts.keptFrom(callId, of),
    waived: declared.filter((one) => one.decision === 'NOT_EXCLUDED'),
    declarations: await conflicts.declarationsOf(callId),
    appointments: await scorings.appointmentsOf(callId, of),
    sheets: await scorings.scoringsOf(callId, of),
    readers: await createReadingStore(tx).readersOf(callId),
  }
}

const admittedTo = (tx: Knex, callId: string): Promise<ApplicationId[]> =>
  tx('applications').where({ call_id: callId, status: 'ADMITTED' }).orderBy('id').pluck<ApplicationId[]>('id')
