import { ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { bytesOf, rome, ROME, romeCalendar } from './rome-calendar.ts'

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
  const calendar = romeCalendar('convocazioni', ICalCalendarMethod.REQUEST)
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
  return bytesOf(calendar, invitation.convenedAt)
}
