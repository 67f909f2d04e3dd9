import { z } from 'zod'
import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'

/** A version of the territorial plan, up to its validation by the Region and to the version that takes its place (art. 8); one that
 * nobody adopted is taken back with the ranking that it rests on. */
export const planLifecycle = lifecycle('plan version', [
  [null, 'drawUp', 'DRAWN_UP', 'PROCESS'],
  ['DRAWN_UP', 'withdraw', 'WITHDRAWN', 'PROCESS'],
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

/** What the Region decided on a submission. Until the plan is validated the newest outcome is in force; one that comes later
 * is noted, and nothing moves by it (art. 8). */
export const outcomeLifecycle = lifecycle('regional outcome', [
  [null, 'take', 'IN_FORCE', 'PROCESS_OWNER'],
  ['IN_FORCE', 'supersede', 'SUPERSEDED', 'PROCESS_OWNER'],
  [null, 'note', 'NOTED', 'PROCESS_OWNER'],
])
export type OutcomeStatus = StateOf<typeof outcomeLifecycle>

/** What the Region may decide on a plan (art. 8). */
export const outcomeKindSchema = z.enum(['VALIDATED', 'VALIDATED_WITH_REMARKS', 'SENT_BACK', 'REJECTED'])
export type OutcomeKind = z.infer<typeof outcomeKindSchema>
