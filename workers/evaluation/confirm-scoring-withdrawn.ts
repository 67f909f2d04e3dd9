import { z } from 'zod'
import { applicationReview } from '../../domain/process/application-review.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 5: the task of a sheet that was taken away is gone from the process too. */
export const confirmScoringWithdrawn = defineWorker({
  jobType: 'confirm-scoring-withdrawn',
  input: variablesOf(applicationReview, 'cycleId', 'scoringId'),
  output: z.strictObject({}),
  async handle({ scoringId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'ScoringWithdrawn', correlationKey: scoringId }, now)
    return {}
  },
})
