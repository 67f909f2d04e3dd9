import { defineProcess, flag, id, instant } from './contract.ts'

/** A meeting: convocation, attendance, votes, minutes (art. 4, 5, 7). */
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
  },
  inputs: ['cycleId', 'meetingId'],
  outputs: ['approved', 'deferred'],
  messages: {
    MeetingChanged: { correlation: 'meetingId', carries: [] },
  },
})
