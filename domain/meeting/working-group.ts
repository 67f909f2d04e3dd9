import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'
import type { LocalDate } from '../shared/local-date.ts'

/** A working group of the committee: proposed by who convenes it, constituted and dissolved by its vote (art. 5). */
export const workingGroupLifecycle = lifecycle('working group', [
  [null, 'propose', 'PROPOSED', 'PROCESS_OWNER'],
  ['PROPOSED', 'withdraw', 'WITHDRAWN', 'PROCESS_OWNER'],
  ['PROPOSED', 'constitute', 'CONSTITUTED', 'PROCESS'],
  ['PROPOSED', 'reject', 'REJECTED', 'PROCESS'],
  ['CONSTITUTED', 'dissolve', 'DISSOLVED', 'PROCESS'],
])
export type WorkingGroupStatus = StateOf<typeof workingGroupLifecycle>

/** How a group stands on a day: one that is constituted is over after its last day, without a vote. */
export const standingOn = (
  { status, endsOn }: { status: WorkingGroupStatus; endsOn: LocalDate | null },
  today: LocalDate,
): WorkingGroupStatus | 'ENDED' =>
  status === 'CONSTITUTED' && endsOn !== null && endsOn < today ? 'ENDED' : status

/** Whether its referent may report on it: once it is constituted, also when it is over (art. 5). */
export const isReportable = (status: WorkingGroupStatus): boolean =>
  status === 'CONSTITUTED' || status === 'DISSOLVED'
