import { z } from 'zod'
import { applicationReview } from '../../domain/process/application-review.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8: the outcome is published; no sheet of the application is asked for any more. */
export const closeReview = defineWorker({
  jobType: 'close-review',
  input: variablesOf(applicationReview, 'cycleId', 'applicationId'),
  output: z.strictObject({}),
  async handle({ applicationId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'OutcomePublished', correlationKey: applicationId }, now)
    return {}
  },
})
