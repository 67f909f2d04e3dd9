import { localInstant } from '../shared/terms.ts'
import type { CallRules } from './configuration.ts'

/** When a call takes applications: from `opensAt`, to before `closesAt`. */
export type CallWindow = { opensAt: Date; closesAt: Date }

/** The instants of a call's window. Null when one of its hours does not exist on its day. */
export function callWindow(window: CallRules['window']): CallWindow | null {
  const opensAt = localInstant(window.opens.date, window.opens.time)
  const closesAt = localInstant(window.closes.date, window.closes.time)
  return opensAt === null || closesAt === null ? null : { opensAt, closesAt }
}

/** True from the opening instant to the last millisecond before the closing one: what arrives at the closing hour
 * arrives too late (art. 8, the call's terms). */
export function isOpen(at: Date, window: CallWindow): boolean {
  return window.opensAt <= at && at < window.closesAt
}
