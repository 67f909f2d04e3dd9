import { DateTime } from 'luxon'
import { nextWorkingDay } from './holidays.ts'
import { addDays, daysBetween, ROME } from './local-date.ts'
import type { PatronDay } from './holidays.ts'
import type { LocalDate } from './local-date.ts'

/* Days that a DURC stays valid from its issue. */
const DURC_VALID_DAYS = 120

/* Swedes write a day as ISO 8601 does. */
const romeDay = new Intl.DateTimeFormat('sv-SE', { timeZone: ROME })

/** The day on which an instant falls in Rome. */
export function localDateOf(instant: Date): LocalDate {
  return romeDay.format(instant) as LocalDate
}

function romeTime(date: LocalDate, time: string): DateTime {
  return DateTime.fromISO(`${date}T${time}`, { zone: ROME })
}

function laterOfTwo(moment: DateTime): Date {
  const possible = moment.getPossibleOffsets().map((one) => one.toMillis())
  return new Date(Math.max(...possible))
}

/** The instant of an hour in Rome (`HH:mm` or `HH:mm:ss`). Null when the clock skips that hour or it is no hour; when it
 * comes twice it is the later one, so that nobody loses a right by daylight saving. */
export function localInstant(date: LocalDate, time: string): Date | null {
  const moment = romeTime(date, time)
  const form = time.length === 5 ? 'HH:mm' : 'HH:mm:ss'
  if (!moment.isValid || moment.toFormat(form) !== time) return null
  return laterOfTwo(moment)
}

/* To look an hour up in the zone's rules takes longer than to show a row: pages tell the terms of the same few days. */
const MOST_KEPT = 1_000
const ends = new Map<LocalDate, number>()

/** 23:59:59 of a day in Rome: the last second in which a term of that day can be kept. */
export function endOfDay(date: LocalDate): Date {
  const known = ends.get(date)
  if (known !== undefined) return new Date(known)
  const end = laterOfTwo(romeTime(date, '23:59:59'))
  if (ends.size < MOST_KEPT) ends.set(date, end.getTime())
  return end
}

/** 00:00 of a day in Rome. */
export function startOfDay(date: LocalDate): Date {
  return laterOfTwo(romeTime(date, '00:00'))
}

/** End of a term of calendar days counted from a day that is not counted; a last day that is no working day moves to
 * the next one. Ends at 23:59:59 in Rome. */
export function termEnd(from: LocalDate, days: number, patron?: PatronDay): Date {
  return endOfDay(nextWorkingDay(addDays(from, days), patron))
}

/** The same hour in Rome some calendar days later, across daylight saving; the later one when it comes twice. */
export function addCalendarDays(instant: Date, days: number): Date {
  return laterOfTwo(DateTime.fromJSDate(instant, { zone: ROME }).plus({ days }))
}

/** Days of notice that a convocation gives: calendar days in Rome, the day of sending not counted (art. 4, 7). */
export function noticeDays(sentAt: Date, meetingStart: Date): number {
  return daysBetween(localDateOf(sentAt), localDateOf(meetingStart))
}

/** True when a convocation sent then gives a meeting the days of notice that the network's regulation asks for (art. 4, 7). */
export function isNoticeSufficient(notice: { sentAt: Date; meetingStart: Date; days: number }): boolean {
  return noticeDays(notice.sentAt, notice.meetingStart) >= notice.days
}

/** The last day on which a meeting can still be convened with so many days of notice (art. 4, 7). */
export function latestConvocationDay(meetingStart: Date, days: number): LocalDate {
  return addDays(localDateOf(meetingStart), -days)
}

/** True on the day a DURC was issued and for 120 days after it. */
export function isDurcValid(issuedOn: LocalDate, on: LocalDate): boolean {
  const age = daysBetween(issuedOn, on)
  return age >= 0 && age <= DURC_VALID_DAYS
}

/** An instant as the engine's timers take it: ISO 8601 in UTC with Z, never a zone name. */
export function toEngineInstant(instant: Date): string {
  return instant.toISOString()
}
