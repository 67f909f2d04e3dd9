import { addDays, localDate, yearOf } from '../shared/local-date.ts'
import type { LocalDate } from '../shared/local-date.ts'

interface Usual {
  /** How many meetings a year usually has: one of the network, two of the committee (art. 4, 7). */
  perYear: number
  /** Days of meetings held or convened. */
  days: readonly LocalDate[]
  /** From when on meetings are known. */
  since: LocalDate
  /** Calendar days of notice. */
  noticeDays: number
}

/* After a leap day, 28 February. */
const yearAfter = (day: LocalDate): LocalDate =>
  localDate(`${yearOf(day) + 1}${day.slice(4)}`.replace('-02-29', '-02-28'))

/** The last day on which the next meeting keeps a year from passing without the usual ones, and the last one to convene it with its
 * notice. A year runs from any day: so many meetings back, or from when on they are known (art. 4, 7). */
export function nextUsualMeeting({ perYear, days, since, noticeDays }: Usual): {
  heldBy: LocalDate
  convenedBy: LocalDate
} {
  const lastFirst = [...new Set(days)].sort().reverse()
  const heldBy = yearAfter(lastFirst[perYear - 1] ?? since)
  return { heldBy, convenedBy: addDays(heldBy, -noticeDays) }
}
