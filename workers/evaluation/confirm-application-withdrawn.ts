import { z } from 'zod'
import { applicationReview } from '../../domain/process/application-review.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 10: the review of a withdrawn application is over. A withdrawal may end the review before its beginning was
   confirmed: then this job tells of both. */
export const confirmApplicationWithdrawn = defineWorker({
  jobType: 'confirm-application-withdrawn',
  input: variablesOf(applicationReview, 'cycleId', 'applicationId'),
  output: z.strictObject({}),
  async handle({ applicationId }, { stores, now }) {
    for (const name of ['ApplicationSubmitted', 'ApplicationWithdrawn'] as const)
      await stores.outbox.markReceived({ name, correlationKey: applicationId }, now)
    return {}
  },
})
