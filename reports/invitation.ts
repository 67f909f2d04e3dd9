import { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { bytesOf, rome, ROME, romeCalendar } from './rome-calendar.ts'

/** What a calendar is told of a meeting; `convenedAt` becomes its stamp, so the same meeting gives the same bytes. A higher
 * `sequence` under the same id takes the place of what was told before (RFC 5545, 5546). */
export interface Invitation {
  meetingId: string
  sequence: number
  cancelled: boolean
  title: string
  place: string
  convenedAt: Date
  startsAt: Date
  endsAt: Date
  organizer: { name: string; email: string }
  attendees: readonly { name: string; email: string; role: 'REQUIRED' | 'OPTIONAL' }[]
}

const methodOf = ({ cancelled }: Pick<Invitation, 'cancelled'>) =>
  cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST

/** The media type of an invitation, which says its method. */
export const invitationMediaType = (invitation: Pick<Invitation, 'cancelled'>): string =>
  `text/calendar; method=${methodOf(invitation)}; charset=utf-8`

/** The calendar invitation of a meeting (`.ics`, method REQUEST, or CANCEL once it is called off; hours in Rome): titulars required,
 * deputies optional. */
export function invitationFile(invitation: Invitation): Buffer {
  const calendar = romeCalendar('convocazioni', methodOf(invitation))
  calendar.createEvent({
    id: `${invitation.meetingId}@concilia`,
    sequence: invitation.sequence,
    stamp: invitation.convenedAt,
    start: rome(invitation.startsAt),
    end: rome(invitation.endsAt),
    timezone: ROME,
    summary: invitation.title,
    location: invitation.place,
    status: invitation.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: invitation.organizer,
    attendees: invitation.attendees.map(({ name, email, role }) => ({
      name,
      email,
      role: role === 'REQUIRED' ? ICalAttendeeRole.REQ : ICalAttendeeRole.OPT,
      rsvp: !invitation.cancelled,
      status: ICalAttendeeStatus.NEEDSACTION,
    })),
  })
  return bytesOf(calendar, invitation.convenedAt)
}
