import { describe, expect, it } from '@jest/globals'
import { invitationFile } from './invitation.ts'
import type { Invitation } from './invitation.ts'

const invitation: Invitation = {
  meetingId: '01JD0000000000000000000000',
  ...{ sequence: 0, cancelled: false },
  title: 'Riunione del Comitato',
  place: 'Sala riunioni, Corso Italia 52, Milano',
  convenedAt: new Date('2027-03-20T09:00:00Z'),
  startsAt: new Date('2027-03-29T08:30:00Z'),
  endsAt: new Date('2027-03-29T10:30:00Z'),
  organizer: { name: 'Responsabile del procedimento', email: 'owner@ats-milano.example' },
  attendees: [
    { name: 'Valutatore CCIAA', email: 'titular@cciaa.example', role: 'REQUIRED' },
    { name: 'Supplente CCIAA', email: 'deputy@cciaa.example', role: 'OPTIONAL' },
  ],
}
const lines = () => invitationFile(invitation).toString('utf8').replaceAll('\r\n ', '').split('\r\n')

describe('the calendar invitation of a convocation', () => {
  it('asks for presence at the hour of Rome, after the change to summer time (art. 7)', () => {
    expect(lines()).toEqual(
      expect.arrayContaining([
        'METHOD:REQUEST',
        'DTSTART;TZID=Europe/Rome:20270329T103000',
        'DTEND;TZID=Europe/Rome:20270329T123000',
        'BEGIN:VTIMEZONE',
        'LOCATION:Sala riunioni\\, Corso Italia 52\\, Milano',
      ]),
    )
  })

  it('takes its UID and its stamp from the meeting, so that sending it again is the same event', () => {
    expect(lines()).toContain('UID:01JD0000000000000000000000@concilia')
    expect(lines()).toContain('DTSTAMP:20270320T090000Z')
    expect(invitationFile(invitation)).toEqual(invitationFile(invitation))
  })

  it('requires the titular and leaves the deputy optional (art. 5)', () => {
    const attendees = lines().filter((line) => line.startsWith('ATTENDEE'))
    expect(attendees.map((line) => /ROLE=(\w+-PARTICIPANT)/.exec(line)?.[1])).toEqual([
      'REQ-PARTICIPANT',
      'OPT-PARTICIPANT',
    ])
  })
})
