import { ICalCalendarMethod } from 'ical-generator'
import { bytesOf, rome, ROME, romeCalendar } from './rome-calendar.ts'

/** Something that falls due, or takes place: what stands in a calendar. */
export interface CalendarTerm {
  /** Which it is, the same as long as it lasts: a calendar that reads it again keeps one. */
  id: string
  /** No name and no code of an application: calendars are kept by others. */
  title: string
  url: string
  startsAt: Date
  /** Null for a term. */
  endsAt: Date | null
}

/** A calendar that others subscribe to (`.ics`, method PUBLISH, hours in Rome), as it is at an instant. */
export function termsCalendar(name: string, terms: readonly CalendarTerm[], at: Date): Buffer {
  const calendar = romeCalendar('scadenze', ICalCalendarMethod.PUBLISH)
  calendar.name(name)
  for (const { id, title, url, startsAt, endsAt } of terms)
    calendar.createEvent({
      ...{ id: `${id}@concilia`, summary: title, url, timezone: ROME },
      ...{ start: rome(startsAt), end: rome(endsAt ?? startsAt) },
    })
  return bytesOf(calendar, at)
}
