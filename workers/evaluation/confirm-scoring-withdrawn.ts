import { z } from 'zod'
import { variablesOf } from '../../domain/shared/process-contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 5: the task of a sheet that was taken away is gone from the process too. */
export const confirmScoringWithdrawn = defineWorker({
  jobType: 'confirm-scoring-withdrawn',
  input: variablesOf('cycleId', 'scoringId'),
  output: z.strictObject({}),
  async handle({ scoringId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'ScoringWithdrawn', correlationKey: scoringId }, now)
    return {}
  },
})
