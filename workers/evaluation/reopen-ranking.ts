import { z } from 'zod'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { prepareTelling, tellConvened } from '../../documents/meeting/tell-convened.ts'
import type { Telling } from '../../documents/meeting/tell-convened.ts'
import { defineLongWorker } from '../worker.ts'

/* Art. 5, 7: the process has left the meeting or the act of a ranking that a decided late conflict reopened. A task that opened
   while it was on its way is nobody's to do. Everybody convened to a meeting that is off with it is told. */
export const reopenRanking = defineLongWorker({
  jobType: 'reopen-ranking',
  input: variablesOf(evaluation, 'cycleId', 'callId', 'rankingId'),
  output: z.strictObject({}),
  async prepare({ cycleId, callId, rankingId }, outside) {
    const off = await outside.read(({ stores }) => stores.meetings.cancelledOn(callId))
    const tellings: Telling[] = []
    for (const { id, untold } of off) if (untold) tellings.push(await prepareTelling(outside, id))
    return async (context) => {
      const { stores, now } = context
      const withdrawn = { action: 'withdraw' as const, at: now }
      const proposals = await stores.acts.withdrawnOn('RANKING_APPROVAL', rankingId)
      await stores.workItems.endAllFor('Task_RecordAct', proposals, withdrawn)
      const cancelled = (await stores.meetings.cancelledOn(callId)).map(({ id }) => id)
      await stores.workItems.endAllFor('Task_ConveneMeeting', cancelled, withdrawn)
      await stores.workItems.endAllFor('Task_RecordMeeting', cancelled, withdrawn)
      await stores.outbox.markReceived({ name: 'RankingReopened', correlationKey: rankingId }, now)
      for (const telling of tellings) await tellConvened(context, cycleId, telling)
      return {}
    }
  },
})
