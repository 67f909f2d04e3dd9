import { z } from 'zod'
import { applicationReview } from '../../domain/process/application-review.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 10: the review of an application has begun; from this job on its instance is known, for diagrams and links. */
export const confirmApplicationSubmitted = defineWorker({
  jobType: 'confirm-application-submitted',
  input: variablesOf(applicationReview, 'cycleId', 'applicationId'),
  output: z.strictObject({}),
  async handle({ applicationId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'ApplicationSubmitted', correlationKey: applicationId }, now)
    return {}
  },
})
