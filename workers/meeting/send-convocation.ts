import { meeting } from '../../domain/process/meeting.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { toEngineInstant } from '../../domain/shared/terms.ts'
import type { ConvenedMeeting } from '../../documents/meeting/convocation.ts'
import { defineLongWorker } from '../worker.ts'
import { isCancelled, prepareTelling, tellConvened } from '../../documents/meeting/tell-convened.ts'

/* What follows: the hour of the meeting, or, where it was called off, that nothing was decided and all comes back. */
const whatFollows = (meeting: ConvenedMeeting) =>
  isCancelled(meeting)
    ? { meetingCancelled: true, approved: false, deferred: true }
    : {
        meetingCancelled: false,
        ofNetwork: meeting.stage === 'NETWORK',
        meetingStartsAt: toEngineInstant(meeting.startsAt),
      }

/* art. 4: the bodies of the network get agenda, place and calendar part. art. 5, 7: titulars and deputies get agenda, place and calendar invitation once, and leads of alliances as consultants,
   without the items of evaluation; an excluded person reads no title of what is excluded. They are told once of each time that
   the meeting is moved, or that it is called off: the row says which, whatever woke the process. */
export const sendConvocation = defineLongWorker({
  jobType: 'send-convocation',
  input: variablesOf(meeting, 'cycleId', 'meetingId'),
  output: variablesOf(
    meeting,
    ...(['meetingStartsAt', 'ofNetwork', 'meetingCancelled', 'approved', 'deferred'] as const),
  ).partial({
    meetingStartsAt: true,
    ofNetwork: true,
    approved: true,
    deferred: true,
  }),
  async prepare({ cycleId, meetingId }, outside) {
    const telling = await prepareTelling(outside, meetingId)
    return async (context) => {
      for (const name of ['MeetingConvened', 'MeetingChanged'] as const)
        await context.stores.outbox.markReceived({ name, correlationKey: meetingId }, context.now)
      await tellConvened(context, cycleId, telling)
      return whatFollows(telling.meeting)
    }
  },
})
