import { addDays } from '../shared/local-date.ts'
import { localDateOf, startOfDay } from '../shared/terms.ts'

/** When whoever has sheets to hand in is reminded: as the day begins that lies so many days before that of the term (art. 6). Where the
 * call reminds nobody the process has nothing to wait for but the term itself, at which nobody is reminded. */
export const reminderAt = (dueAt: Date, days: number | null): Date =>
  days === null ? dueAt : startOfDay(addDays(localDateOf(dueAt), -days))
