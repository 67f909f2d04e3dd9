import { z } from 'zod'
import { variablesOf } from '../../domain/shared/process-contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 10: the review of an application has begun; from this job on its instance is known, for diagrams and links. */
export const confirmApplicationSubmitted = defineWorker({
  jobType: 'confirm-application-submitted',
  input: variablesOf('cycleId', 'applicationId'),
  output: z.strictObject({}),
  async handle({ applicationId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'ApplicationSubmitted', correlationKey: applicationId }, now)
    return {}
  },
})
