import { DateTime } from 'luxon'
import { z } from 'zod'
import { addDays, localDate, localDateSchema } from './local-date.ts'
import type { LocalDate } from './local-date.ts'

/** A patron's day, `MM-DD`: a holiday of the network's own place. A leap day would be missing in most years. */
export const patronDaySchema = z
  .string()
  .refine(
    (day) => localDateSchema.safeParse(`2027-${day}`).success,
    'Giorno del patrono non valido: serve la forma MM-GG, come 12-07.',
  )
  .brand<'PatronDay'>()
export type PatronDay = z.infer<typeof patronDaySchema>

const FIXED: readonly (readonly [day: string, name: string, firstYear: number])[] = [
  ['01-01', 'Capodanno', 0],
  ['01-06', 'Epifania', 1986],
  ['04-25', 'Festa della Liberazione', 0],
  ['05-01', 'Festa del Lavoro', 0],
  ['06-02', 'Festa della Repubblica', 2001],
  ['08-15', 'Assunzione', 0],
  ['10-04', 'San Francesco d’Assisi', 2026],
  ['11-01', 'Ognissanti', 0],
  ['12-08', 'Immacolata Concezione', 0],
  ['12-25', 'Natale', 0],
  ['12-26', 'Santo Stefano', 0],
]

/** Easter Sunday of a year of the Gregorian calendar. */
export function easterSunday(year: number): LocalDate {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const ofCentury = year % 100
  const shift = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25)
  const epact = (19 * golden + shift + 15) % 30
  const moon = epact - Math.floor((golden + 11 * epact) / 319)
  const weekday = (2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - (ofCentury % 4) - moon + 32) % 7
  const day = moon + weekday
  const month = Math.floor((day + 90) / 25)
  return localDate(`${pad(year, 4)}-${pad(month, 2)}-${pad((day + month + 19) % 32, 2)}`)
}

function pad(value: number, size: number): string {
  return String(value).padStart(size, '0')
}

/** Public holidays of a year with their Italian names, by day: L. 260/1949 and what changed it (4 October is one again
 * from 2026, L. 151/2025), and the patron's day when the network has one. */
export function holidaysOf(year: number, patron?: PatronDay): ReadonlyMap<LocalDate, string> {
  const easter = easterSunday(year)
  const days: [LocalDate, string][] = FIXED.filter(([, , first]) => year >= first).map(([day, name]) => [
    localDate(`${pad(year, 4)}-${day}`),
    name,
  ])
  days.push([easter, 'Pasqua'], [addDays(easter, 1), 'Lunedì dell’Angelo'])
  if (patron !== undefined) days.push([localDate(`${pad(year, 4)}-${patron}`), 'Santo patrono'])
  return new Map(days.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** True from Monday to Friday, but for public holidays. */
export function isWorkingDay(date: LocalDate, patron?: PatronDay): boolean {
  const day = DateTime.fromISO(date, { zone: 'utc' })
  return day.weekday <= 5 && !holidaysOf(day.year, patron).has(date)
}

/** The day itself when it is a working day, otherwise the first working day after it. */
export function nextWorkingDay(date: LocalDate, patron?: PatronDay): LocalDate {
  return isWorkingDay(date, patron) ? date : nextWorkingDay(addDays(date, 1), patron)
}
