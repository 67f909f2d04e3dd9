import { z } from 'zod'

/** Zone of every legal term of the network. */
export const ROME = 'Europe/Rome'

const DAY_MS = 86_400_000

/** A day on the calendar, `YYYY-MM-DD`, read in Europe/Rome. */
export type LocalDate = string & z.$brand<'LocalDate'>
const calendarDay = z.iso
  .date({
    abort: true,
    error: ({ input }) =>
      input === undefined ? 'La data manca: è obbligatoria.' : 'Data non valida: serve la forma AAAA-MM-GG.',
  })
  .brand<'LocalDate'>()
const FIRST_DAY = '1900-01-01'
const LAST_DAY = '2199-12-31'

/** Schema of a day that people tell: within three centuries, so that terms counted from it stay on the calendar. */
export const localDateSchema = calendarDay.refine(
  (date) => date >= FIRST_DAY && date <= LAST_DAY,
  'Data non valida: l’anno va da 1900 a 2199.',
)

/** Schema of an hour of a day that people tell, `HH:MM`; the day may not have it. */
export const localHourSchema = z
  .string({
    error: ({ input }) => (input === undefined ? 'L’ora manca: è obbligatoria.' : undefined),
  })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Ora non valida: scrivila come 12:00.')

/** Schema of a year of a cycle's money. */
export const yearSchema = z
  .int('L’anno è un numero intero.')
  .min(2000, 'Anno non valido: va da 2000 a 2100.')
  .max(2100, 'Anno non valido: va da 2000 a 2100.')

/** Marks a text as a local day. Throws TypeError when it is no day of the calendar. */
export function localDate(text: string): LocalDate {
  const read = calendarDay.safeParse(text)
  if (!read.success) throw new TypeError(`not a day: ${JSON.stringify(text.slice(0, 40))}`)
  return read.data
}

/** The calendar year of a day. */
export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4))
}

/** A day some calendar days later (or earlier, when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return localDate(new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10))
}

/** Calendar days from the first day to the second; negative when the second comes before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS
}
