import { z } from 'zod'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 5, 7: the process has left the meeting or the act of a ranking that a decided late conflict reopened. A task that opened
   while it was on its way is nobody's to do. */
export const reopenRanking = defineWorker({
  jobType: 'reopen-ranking',
  input: variablesOf(evaluation, 'cycleId', 'callId', 'rankingId'),
  output: z.strictObject({}),
  async handle({ callId, rankingId }, { stores, now }) {
    const withdrawn = { action: 'withdraw' as const, at: now }
    const proposals = await stores.acts.withdrawnOn('RANKING_APPROVAL', rankingId)
    await stores.workItems.endAllFor('Task_RecordAct', proposals, withdrawn)
    const cancelled = await stores.meetings.cancelledOn(callId)
    await stores.workItems.endAllFor('Task_ConveneMeeting', cancelled, withdrawn)
    await stores.workItems.endAllFor('Task_RecordMeeting', cancelled, withdrawn)
    await stores.outbox.markReceived({ name: 'RankingReopened', correlationKey: rankingId }, now)
    return {}
  },
})
