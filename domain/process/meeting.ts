import { defineProcess, flag, id, instant } from './contract.ts'

/** A meeting: convocation, attendance, votes, minutes (art. 4, 5, 7). The committee's is called for by who wants its vote; one of the
 * network, or on an agenda of the committee's own, begins by its convocation. */
export const meeting = defineProcess({
  id: 'meeting',
  variables: {
    cycleId: id,
    meetingId: id,
    meetingStartsAt: instant,
    approved: flag,
    deferred: flag,
    minutesSigned: flag,
    meetingCancelled: flag,
    ofNetwork: flag,
  },
  inputs: ['cycleId', 'meetingId'],
  outputs: ['approved', 'deferred'],
  messages: {
    MeetingConvened: { correlation: 'meetingId', carries: ['cycleId', 'meetingId'], starts: true },
    MeetingChanged: { correlation: 'meetingId', carries: [] },
  },
})
