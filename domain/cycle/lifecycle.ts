import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'

/** A cycle, from its opening to the receipt of the final return (art. 8). */
export const cycleLifecycle = lifecycle('cycle', [
  [null, 'open', 'OPEN', 'PROCESS_OWNER'],
  ['OPEN', 'close', 'CLOSED', 'PROCESS'],
])
export type CycleStatus = StateOf<typeof cycleLifecycle>

/** A person's task; one whose reason is gone before it is asked is born ended. */
export const workItemLifecycle = lifecycle('work item', [
  [null, 'open', 'OPEN', 'PROCESS'],
  [null, 'openWithdrawn', 'WITHDRAWN', 'PROCESS'],
  [null, 'openExpired', 'EXPIRED', 'PROCESS'],
  ['OPEN', 'complete', 'COMPLETED', 'ASSIGNEE'],
  ['OPEN', 'withdraw', 'WITHDRAWN', 'PROCESS'],
  ['OPEN', 'expire', 'EXPIRED', 'PROCESS'],
])
export type WorkItemState = StateOf<typeof workItemLifecycle>

/** Whose an open task is to whoever reads it: the own, also where it is asked of that person alone; nobody's yet; somebody
 * else's. */
export const holds = ['MINE', 'FREE', 'OTHERS'] as const
export type Hold = (typeof holds)[number]

/** A row of the outbox: sent, received where somebody waits for it, or set aside until a person decides. */
export const deliveryLifecycle = lifecycle('delivery', [
  [null, 'add', 'PENDING', 'PROCESS'],
  ['PENDING', 'retryLater', 'PENDING', 'PROCESS'],
  ['PENDING', 'markSent', 'SENT', 'PROCESS'],
  ['PENDING', 'receive', 'RECEIVED', 'PROCESS'],
  ['SENT', 'receive', 'RECEIVED', 'PROCESS'],
  ['PENDING', 'park', 'PARKED', 'PROCESS'],
  ['PARKED', 'retry', 'PENDING', 'PROCESS_OWNER'],
  ['PARKED', 'discard', 'DISCARDED', 'PROCESS_OWNER'],
  ['PENDING', 'endWait', 'DISCARDED', 'PROCESS'],
  ['SENT', 'endWait', 'DISCARDED', 'PROCESS'],
  ['PARKED', 'endWait', 'DISCARDED', 'PROCESS'],
])
export type DeliveryState = StateOf<typeof deliveryLifecycle>

/** What one person proposes to do to an instance and another confirms; the engine then does it, or refuses. */
export const interventionLifecycle = lifecycle('intervention', [
  [null, 'propose', 'PROPOSED', 'PROCESS_OWNER'],
  ['PROPOSED', 'confirm', 'CONFIRMED', 'PROCESS_OWNER'],
  ['PROPOSED', 'refuse', 'REFUSED', 'PROCESS_OWNER'],
  ['PROPOSED', 'withdraw', 'WITHDRAWN', 'PROCESS_OWNER'],
  ['CONFIRMED', 'carryOut', 'DONE', 'PROCESS'],
  ['CONFIRMED', 'fail', 'NOT_DONE', 'PROCESS'],
])
export type InterventionState = StateOf<typeof interventionLifecycle>
