import type { Ranking } from '../../db/evaluation/ranking-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import type { Meeting } from '../../db/meeting/meeting-store.ts'
import type { StepContext } from '../context.ts'

/* What people do of a meeting and of an act while a ranking is on its way. */
const MEETING_TASKS = ['Task_ConveneMeeting', 'Task_RecordMeeting'] as const

/* To everybody convened alike, without a word of why. */
const REOPENED = 'La graduatoria provvisoria è riaperta (art. 5).'

const TO_HOLD: readonly Meeting['status'][] = ['PLANNED', 'CONVENED']

/** Takes a provisional ranking back, and what followed from it (art. 5, 7): the meeting that was to vote on it, unless it was held,
 * or the act that was to adopt what followed. Everybody convened is told by the step that follows. The old files stay; the process draws a new one up for a new vote. The caller
 * holds the call's row. */
export async function reopenRanking(context: StepContext, call: Call, provisional: Ranking): Promise<void> {
  const { stores } = context
  const definitive = await stores.evaluation.rankingFrom(provisional.id)
  await stores.evaluation.supersedeRanking(provisional.id)
  if (definitive !== null) {
    await stores.evaluation.supersedeRanking(definitive.id)
    await withdrawAct(context, call, definitive)
    return
  }
  const meeting = await stores.meetings.latestFor('EVALUATION', call.id)
  if (meeting?.rankingId === provisional.id && TO_HOLD.includes(meeting.status))
    await cancelMeeting(context, call, meeting)
}

async function withdrawAct(
  { stores, now }: StepContext,
  call: Call,
  { id: rankingId }: Ranking,
): Promise<void> {
  const proposal = await stores.acts.openOn('RANKING_APPROVAL', rankingId)
  if (proposal === null) throw new Error(`ranking ${rankingId} has no act to withdraw`)
  await stores.acts.withdraw(proposal.id)
  await stores.workItems.endAllFor('Task_RecordAct', [proposal.id], { action: 'withdraw', at: now })
  await tellProcess(stores, call.cycleId, rankingId)
}

async function cancelMeeting({ stores, now }: StepContext, call: Call, meeting: Meeting): Promise<void> {
  await stores.meetings.cancel(meeting.id, REOPENED)
  for (const element of MEETING_TASKS)
    await stores.workItems.endAllFor(element, [meeting.id], { action: 'withdraw', at: now })
  await tellProcess(stores, call.cycleId, meeting.rankingId ?? '')
}

const tellProcess = (stores: StepContext['stores'], cycleId: string, rankingId: string) =>
  stores.outbox.publishMessage({ cycleId, name: 'RankingReopened', correlationKey: rankingId, variables: {} })
