import { z } from 'zod'
import { callCorrection } from '../../domain/process/call-correction.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8: the process has left the act of a correction that was taken back. A task that opened while it was on its way is nobody's to do. */
export const confirmCorrectionWithdrawn = defineWorker({
  jobType: 'confirm-correction-withdrawn',
  input: variablesOf(callCorrection, 'cycleId', 'callCorrectionId'),
  output: z.strictObject({}),
  async handle({ callCorrectionId }, { stores, now }) {
    const proposals = await stores.acts.withdrawnOn('CALL_NOTICE', callCorrectionId)
    await stores.workItems.endAllFor('Task_RecordAct', proposals, { action: 'withdraw', at: now })
    await stores.outbox.markReceived(
      { name: 'CallCorrectionWithdrawn', correlationKey: callCorrectionId },
      now,
    )
    return {}
  },
})
