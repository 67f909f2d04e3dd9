/** Time that is moved from outside and, as a broker's, is the system's again after a restart. */
export interface MovedClock {
  now: () => Date
  /** Moves it forwards by milliseconds. */
  add: (offsetMs: number) => void
}

export function createMovedClock(): MovedClock {
  let offsetMs = 0
  return {
    now: () => new Date(Date.now() + offsetMs),
    add: (more) => void (offsetMs += more),
  }
}
