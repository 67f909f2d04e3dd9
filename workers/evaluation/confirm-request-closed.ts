import { z } from 'zod'
import { applicationReview } from '../../domain/process/application-review.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* L. 241/1990 art. 6, 10-bis: the officer has gone on, or what was asked was never delivered, and the task to answer is gone from the
   process too. */
export const confirmRequestClosed = defineWorker({
  jobType: 'confirm-request-closed',
  input: variablesOf(applicationReview, 'cycleId', 'closedRequestId'),
  output: z.strictObject({}),
  async handle({ closedRequestId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'LeadRequestClosed', correlationKey: closedRequestId }, now)
    await stores.workItems.endAllFor('Task_AnswerRequest', [closedRequestId], { action: 'withdraw', at: now })
    return {}
  },
})
