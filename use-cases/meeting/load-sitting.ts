import { convened } from '../../documents/meeting/convocation.ts'
import { notFound } from '../../domain/shared/errors.ts'
import { localDateOf, localInstant } from '../../domain/shared/terms.ts'
import { ownWorkItem } from '../../procedures/cycle/work-item-access.ts'
import { barredFrom } from '../../procedures/evaluation/may-act.ts'
import type { UseCase } from '../../procedures/context.ts'
import { meetingOf } from '../../tasks/meeting/convene-meeting.ts'
import { recordMeeting } from '../../tasks/meeting/record-meeting.ts'
import { sittingFacts } from '../../tasks/meeting/sitting-facts.ts'
import type { SittingFacts } from '../../tasks/meeting/sitting-facts.ts'

/** What a sitting that is being recorded is read against, for who may record it: the exclusions are those of the end that is told,
 * `HH:MM`, or of the end it was convened for. Run behind the wall. Throws NOT_FOUND, also for whom a conflict bars (art. 5). */
export const loadSitting: UseCase<{ id: string; endTime: string }, SittingFacts> = async (
  context,
  { id, endTime },
) => {
  const item = await ownWorkItem(context, id)
  const { personId } = context.actor
  const barred = await barredFrom(context, item.decides, [personId])
  if (item.element !== recordMeeting.element || item.state !== 'OPEN' || barred.has(personId))
    throw notFound('WORK_ITEM', id)
  const meeting = convened(await meetingOf(context, item.subjectId))
  const told = /^\d{2}:\d{2}$/.test(endTime) ? localInstant(localDateOf(meeting.startsAt), endTime) : null
  const end = told ?? meeting.endsAt
  return sittingFacts(context, meeting, end < context.now ? end : context.now)
}
