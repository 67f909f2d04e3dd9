import { z } from 'zod'
import { variablesOf } from '../../domain/shared/process-contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8: the outcome is published; no sheet of the application is asked for any more. */
export const closeReview = defineWorker({
  jobType: 'close-review',
  input: variablesOf('cycleId', 'applicationId'),
  output: z.strictObject({}),
  async handle({ applicationId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'OutcomePublished', correlationKey: applicationId }, now)
    return {}
  },
})
