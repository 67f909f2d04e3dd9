import { localInstant } from '../shared/terms.ts'
import type { CallRules } from './configuration.ts'

/* When a call takes applications: from `opensAt`, to before `closesAt`. */
type CallWindow = { opensAt: Date; closesAt: Date }

/** The instants of a call's window. Null when one of its hours does not exist on its day. */
export function callWindow(window: CallRules['window']): CallWindow | null {
  const opensAt = localInstant(window.opens.date, window.opens.time)
  const closesAt = localInstant(window.closes.date, window.closes.time)
  return opensAt === null || closesAt === null ? null : { opensAt, closesAt }
}

/** How long after the hour a call is closed: longer than a request that came in time may wait for a connection and for
 * locks, so that none arrived before the hour finds it closed (art. 10). What arrives meanwhile is late all the same. */
const CLOSING_GRACE_MS = 30_000

/** When a call is closed, once the last request in time has been dealt with. */
export function closedAt({ closesAt }: Pick<CallWindow, 'closesAt'>): Date {
  return new Date(closesAt.getTime() + CLOSING_GRACE_MS)
}

/** True from the opening instant to the last millisecond before the closing one: what arrives at the closing hour
 * arrives too late (art. 8, the call's terms). */
export function isOpen(at: Date, window: CallWindow): boolean {
  return window.opensAt <= at && at < window.closesAt
}
