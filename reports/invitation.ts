import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator'
import { DateTime } from 'luxon'

const ROME = 'Europe/Rome'

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

/** What a calendar is told of a meeting; `convenedAt` becomes its stamp, so the same meeting gives the same bytes. */
export interface Invitation {
  meetingId: string
  title: string
  place: string
  convenedAt: Date
  startsAt: Date
  endsAt: Date
  organizer: { name: string; email: string }
  attendees: readonly { name: string; email: string; role: 'REQUIRED' | 'OPTIONAL' }[]
}

export const INVITATION_MEDIA_TYPE = 'text/calendar; method=REQUEST; charset=utf-8'

/** The calendar invitation of a meeting (`.ics`, method REQUEST, hours in Rome): titulars required, deputies optional. */
export function invitationFile(invitation: Invitation): Buffer {
  const rome = (instant: Date) => DateTime.fromJSDate(instant, { zone: ROME })
  const calendar = ical({
    prodId: { company: 'Concilia', product: 'convocazioni', language: 'IT' },
    method: ICalCalendarMethod.REQUEST,
    timezone: { name: ROME, generator: () => ROME_ZONE },
  })
  calendar.createEvent({
    id: `${invitation.meetingId}@concilia`,
    sequence: 0,
    stamp: invitation.convenedAt,
    start: rome(invitation.startsAt),
    end: rome(invitation.endsAt),
    timezone: ROME,
    summary: invitation.title,
    location: invitation.place,
    status: ICalEventStatus.CONFIRMED,
    organizer: invitation.organizer,
    attendees: invitation.attendees.map(({ name, email, role }) => ({
      name,
      email,
      role: role === 'REQUIRED' ? ICalAttendeeRole.REQ : ICalAttendeeRole.OPT,
      rsvp: true,
      status: ICalAttendeeStatus.NEEDSACTION,
    })),
  })
  /* The library writes the stamp without its Z when the event has a zone; RFC 5545 (3.8.7.2) wants it in UTC. */
  const stamp = DateTime.fromJSDate(invitation.convenedAt, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmmss'Z'")
  return Buffer.from(calendar.toString().replace(/^DTSTAMP:.*$/m, `DTSTAMP:${stamp}`), 'utf8')
}
