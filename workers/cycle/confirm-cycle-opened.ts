import { z } from 'zod'
import { grantCycle } from '../../domain/process/grant-cycle.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8: the cycle's process has begun; from this job on its instance is known, for diagrams and links. */
export const confirmCycleOpened = defineWorker({
  jobType: 'confirm-cycle-opened',
  input: variablesOf(grantCycle, 'cycleId'),
  output: z.strictObject({}),
  async handle({ cycleId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'CycleOpened', correlationKey: cycleId }, now)
    return {}
  },
})
