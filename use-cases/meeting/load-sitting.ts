import type { Completion } from '../../db/cycle/work-item-store.ts'
import { convened } from '../../documents/meeting/convocation.ts'
import type { ConvenedMeeting } from '../../documents/meeting/convocation.ts'
import type { TypedSoFar } from '../../domain/cycle/task-draft.ts'
import { notFound } from '../../domain/shared/errors.ts'
import { ownWorkItem } from '../../procedures/cycle/work-item-access.ts'
import { barredFrom } from '../../procedures/evaluation/may-act.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { meetingOf } from '../../tasks/meeting/convene-meeting.ts'
import { recordMeeting } from '../../tasks/meeting/record-meeting.ts'
import { endSoFar, sittingFacts } from '../../tasks/meeting/sitting-facts.ts'
import type { SittingFacts } from '../../tasks/meeting/sitting-facts.ts'

/** What a sitting that is being recorded is read against, for who may record it: the exclusions are those of the end that is told,
 * `HH:MM`, or of the end it was convened for. Run behind the wall. Throws NOT_FOUND, also for whom a conflict bars (art. 5). */
export const loadSitting: UseCase<{ id: string; endTime: string }, SittingFacts> = async (
  context,
  { id, endTime },
) => {
  const meeting = await sittingToRecord(context, id)
  return sittingFacts(context, meeting, endSoFar(meeting, endTime, context.now))
}

/** What its reader has typed of a sitting that is being recorded and has saved, for who may record it; `callId` where it is on a call.
 * Run behind the wall. Throws NOT_FOUND, also for whom a conflict bars (art. 5). */
export const loadSittingDraft: UseCase<{ id: string }, SittingDraft> = async (context, { id }) => {
  const { id: meetingId, stage, subjectId } = await sittingToRecord(context, id)
  const { personId, displayName, role, standsFor } = context.actor
  const draft = await context.stores.taskDrafts.find({ workItemId: id, personId })
  const by = { personId, displayName, role, standsFor }
  return { meetingId, callId: stage === 'EVALUATION' ? subjectId : null, typed: draft?.typed ?? {}, by }
}

/** A sitting as its recorder has typed it so far; `by` keeps its minutes. */
export interface SittingDraft {
  meetingId: string
  callId: string | null
  typed: TypedSoFar
  by: Completion
}

async function sittingToRecord(context: UseCaseContext, id: string): Promise<ConvenedMeeting> {
  const item = await ownWorkItem(context, id)
  const { personId } = context.actor
  const barred = await barredFrom(context, item.decides, [personId])
  if (item.element !== recordMeeting.element || item.state !== 'OPEN' || barred.has(personId))
    throw notFound('WORK_ITEM', id)
  return convened(await meetingOf(context, item.subjectId))
}
