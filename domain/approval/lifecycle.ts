import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'

/** A version of the territorial plan, up to its validation by the Region and to the version that takes its place (art. 8). */
export const planLifecycle = lifecycle('plan version', [
  [null, 'drawUp', 'DRAWN_UP', 'PROCESS'],
  ['DRAWN_UP', 'adopt', 'ADOPTED', 'PROCESS'],
  ['ADOPTED', 'send', 'SENT', 'PROCESS'],
  ['SENT', 'validate', 'VALIDATED', 'PROCESS'],
  ['VALIDATED', 'supersede', 'SUPERSEDED', 'PROCESS'],
])
export type PlanStatus = StateOf<typeof planLifecycle>

/** What goes to the Region: there when its receipt is, not when it was sent (art. 8). */
export const submissionLifecycle = lifecycle('submission', [
  [null, 'prepare', 'PREPARED', 'PROCESS'],
  ['PREPARED', 'send', 'SENT', 'PROCESS'],
  ['SENT', 'receive', 'RECEIVED', 'PROCESS'],
  ['RECEIVED', 'validate', 'VALIDATED', 'PROCESS'],
])
export type SubmissionStatus = StateOf<typeof submissionLifecycle>
