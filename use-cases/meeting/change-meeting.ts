import { z } from 'zod'
import type { Meeting } from '../../db/meeting/meeting-store.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { hoursOf, whenAndWhere } from '../../tasks/meeting/convene-meeting.ts'

const reason = plainText({ max: 1000, multiline: true })
export const moveMeetingSchema = whenAndWhere.extend({ reason })
export const cancelMeetingSchema = z.strictObject({ reason })

/** Puts a convened meeting that has not begun on another day, hour or place, with the same notice as a new one; everybody convened is
 * told, and asked again (art. 4, 7). Throws NOT_ALLOWED, NOT_FOUND, MOVE_NOT_POSSIBLE, MEETING_NOT_CONVENED, MEETING_BEGUN,
 * NOTICE_TOO_SHORT, INVALID_INPUT. */
export const moveMeeting: UseCase<
  z.output<typeof moveMeetingSchema> & { meetingId: string },
  { meetingId: string }
> = async (context, { meetingId, ...to }) => {
  const hours = await hoursOf(context, await changing(context, meetingId), to)
  const { place, reason } = to
  await context.stores.meetings.move(meetingId, { ...hours, place, reason, at: context.now })
  return tell(context, meetingId, { action: 'move-meeting', facts: { ...to } })
}

/** Calls such a meeting off; everybody convened is told, and it is convened again (art. 4, 7). Throws NOT_ALLOWED, NOT_FOUND,
 * MOVE_NOT_POSSIBLE, MEETING_NOT_CONVENED, MEETING_BEGUN. */
export const cancelMeeting: UseCase<
  z.output<typeof cancelMeetingSchema> & { meetingId: string },
  { meetingId: string }
> = async (context, { meetingId, reason }) => {
  await changing(context, meetingId)
  await context.stores.meetings.cancel(meetingId, reason)
  return tell(context, meetingId, { action: 'cancel-meeting', facts: { reason } })
}

/* What was said and voted in a meeting that has begun is recorded, whatever came of it. */
async function changing({ stores, actor, now }: UseCaseContext, meetingId: string): Promise<Meeting> {
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const meeting = found('MEETING', meetingId, await stores.meetings.find(meetingId))
  if (meeting.status === 'CONVENED' && meeting.startsAt !== null && meeting.startsAt <= now)
    throw new BusinessError('MEETING_BEGUN', { startsAt: meeting.startsAt })
  if (meeting.status === 'PLANNED') throw new BusinessError('MEETING_NOT_CONVENED')
  return meeting
}

async function tell(
  { stores, record }: UseCaseContext,
  meetingId: string,
  done: { action: string; facts: Record<string, string> },
): Promise<{ meetingId: string }> {
  const { cycleId } = found('MEETING', meetingId, await stores.meetings.find(meetingId))
  await stores.outbox.publishMessage({
    ...{ cycleId, name: 'MeetingChanged', correlationKey: meetingId, variables: {} },
  })
  await record({ cycleId, subjectId: meetingId, ...done })
  return { meetingId }
}
