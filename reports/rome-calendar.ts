import ical from 'ical-generator'
import type { ICalCalendar, ICalCalendarMethod } from 'ical-generator'
import { DateTime } from 'luxon'

export const ROME = 'Europe/Rome'

/** Summer and winter time of Rome, as calendars that do not know the zone's name need it (RFC 5545, 3.6.5). */
const ROME_ZONE = [
  'BEGIN:VTIMEZONE',
  `TZID:${ROME}`,
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n')

/** An instant as an hour of Rome. */
export const rome = (instant: Date) => DateTime.fromJSDate(instant, { zone: ROME })

/** An empty calendar with hours of Rome. */
export const romeCalendar = (product: string, method: ICalCalendarMethod): ICalCalendar =>
  ical({
    prodId: { company: 'Concilia', product, language: 'IT' },
    method,
    timezone: { name: ROME, generator: () => ROME_ZONE },
  })

/** The calendar's file, all of it stamped with one instant: the same calendar gives the same bytes. */
export function bytesOf(calendar: ICalCalendar, stampedAt: Date): Buffer {
  /* The library writes the stamp without its Z when the event has a zone; RFC 5545 (3.8.7.2) wants it in UTC. */
  const stamp = DateTime.fromJSDate(stampedAt, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmmss'Z'")
  return Buffer.from(calendar.toString().replaceAll(/^DTSTAMP:.*$/gm, `DTSTAMP:${stamp}`), 'utf8')
}
