import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'

/** A project of the plan: no grant without agreement and CUP, no start without commitment (art. 8, 9, 10). */
export const projectLifecycle = lifecycle('project', [
  [null, 'approve', 'APPROVED', 'PROCESS'],
  ['APPROVED', 'agree', 'AGREED', 'ALLIANCE_LEAD'],
  ['AGREED', 'recordCup', 'AGREED', 'CASE_OFFICER'],
  ['AGREED', 'commit', 'GRANTED', 'FINANCE'],
  ['GRANTED', 'start', 'RUNNING', 'PROCESS'],
  ['RUNNING', 'report', 'REPORTED', 'PROCESS'],
  ['REPORTED', 'close', 'CLOSED', 'PROCESS'],
])
export type ProjectStatus = StateOf<typeof projectLifecycle>
