import type { Clock } from '../domain/shared/ports.ts'

/** Legal time: the system's clock, moved forwards by what the demo has added. */
export function createClock(offsetMs: () => number): Clock {
  return { now: () => new Date(Date.now() + offsetMs()) }
}
