import type { PlannedItem } from '../../db/meeting/meeting-plans.ts'
import type { MeetingStage } from '../../domain/meeting/lifecycle.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { UseCaseContext } from '../context.ts'

interface Convocation {
  cycleId: string
  stage: MeetingStage
  subjectId: string
  hours: { startsAt: Date; endsAt: Date }
  place: string
  notice: string | undefined
  items: readonly PlannedItem[]
}

/** Convenes a meeting that nobody planned, with its agenda: its process begins by it, and tells everybody convened (art. 4, 7). */
export async function conveneNow(
  { stores, now }: UseCaseContext,
  { cycleId, stage, subjectId, hours, place, notice, items }: Convocation,
): Promise<string> {
  const meetingId = newId<string>()
  await stores.meetings.schedule({ ...{ id: meetingId, cycleId, stage, subjectId }, items })
  await stores.meetings.convene(meetingId, { ...hours, place, notice: notice ? notice : null, at: now })
  await stores.outbox.publishMessage({
    ...{ cycleId, name: 'MeetingConvened', correlationKey: meetingId },
    variables: { cycleId, meetingId },
  })
  return meetingId
}
