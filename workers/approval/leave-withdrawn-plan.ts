import { z } from 'zod'
import { grantCycle } from '../../domain/process/grant-cycle.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8; L. 241/1990 art. 21-nonies: the process has left the plan of a ranking that was corrected. A task that opened while it was on its way
   is nobody's to do. */
export const leaveWithdrawnPlan = defineWorker({
  jobType: 'leave-withdrawn-plan',
  input: variablesOf(grantCycle, 'cycleId', 'callId'),
  output: z.strictObject({}),
  async handle({ callId }, { stores, now }) {
    const proposals = await stores.plans.withdrawnActsOf(callId)
    await stores.workItems.endAllFor('Task_RecordAct', proposals, { action: 'withdraw', at: now })
    await stores.outbox.markReceived({ name: 'RankingCorrected', correlationKey: callId }, now)
    return {}
  },
})
