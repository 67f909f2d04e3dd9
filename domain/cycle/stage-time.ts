const TENTH_SECONDS = 8_640

/* Time in seconds, each moment counted once. */
interface TimeParts {
  working: number
  waiting: number
  late: number
}

/** Seconds as tenths of a day of 24 hours, to the nearest. */
export const tenthsOf = (seconds: number): number => Math.round(seconds / TENTH_SECONDS)

/** The parts of a time and their total, in tenths of a day: the total is the sum of the parts as they are read. */
export function inTenths({ working, waiting, late }: TimeParts): TimeParts & { total: number } {
  const parts = { working: tenthsOf(working), waiting: tenthsOf(waiting), late: tenthsOf(late) }
  return { ...parts, total: parts.working + parts.waiting + parts.late }
}
