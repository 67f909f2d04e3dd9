import { atOnce } from '../../domain/shared/at-once.ts'
import type { Knex } from 'knex'
import type { PanelFacts } from '../../domain/evaluation/possible-evaluators.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import type { ApplicationId } from '../../domain/shared/ids.ts'
import { createConflictStore } from './conflict-store.ts'
import { createNetworkStore } from '../network/network-store.ts'
import { createScoringStore } from './scoring-store.ts'
import { createReadingStore } from './reading-store.ts'
import type { Scoring } from './scoring-store.ts'

interface Asked {
  callId: string
  on: LocalDate
  of?: readonly ApplicationId[]
}

type Facts = PanelFacts & { sheets: Scoring[] }

/** What decides who can evaluate the admitted applications of a call, or those of it that are named, with the committee of a
 * day (art. 5), on one transaction. */
export async function readPanelFacts(tx: Knex, asked: Asked): Promise<Facts> {
  const read = factsOf(tx, asked)
  return {
    applicationIds: await read.applicationIds(),
    seats: await read.seats(),
    kept: await read.kept(),
    waived: await read.waived(),
    declarations: await read.declarations(),
    appointments: await read.appointments(),
    sheets: await read.sheets(),
    readers: await read.readers(),
  }
}

/** The same for a viewer, whose reads are asked at once. */
export function lookAtPanelFacts(tx: Knex, asked: Asked): Promise<Facts> {
  const read = factsOf(tx, asked)
  return atOnce({
    applicationIds: read.applicationIds(),
    seats: read.seats(),
    kept: read.kept(),
    waived: read.waived(),
    declarations: read.declarations(),
    appointments: read.appointments(),
    sheets: read.sheets(),
    readers: read.readers(),
  })
}

function factsOf(tx: Knex, { callId, on, of }: Asked) {
  const conflicts = createConflictStore(tx)
  const scorings = createScoringStore(tx)
  return {
    applicationIds: async () => of ?? admittedTo(tx, callId),
    seats: () => createNetworkStore(tx).seats(on),
    kept: () => conflicts.keptFrom(callId, of),
    waived: async () =>
      (await conflicts.declaredConflictsOf(callId, of)).filter((one) => one.decision === 'NOT_EXCLUDED'),
    declarations: () => conflicts.declarationsOf(callId),
    appointments: () => scorings.appointmentsOf(callId, of),
    sheets: () => scorings.scoringsOf(callId, of),
    readers: () => createReadingStore(tx).readersOf(callId),
  }
}

const admittedTo = (tx: Knex, callId: string): Promise<ApplicationId[]> =>
  tx('applications').where({ call_id: callId, status: 'ADMITTED' }).orderBy('id').pluck<ApplicationId[]>('id')
