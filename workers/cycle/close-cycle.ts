import { z } from 'zod'
import { grantCycle } from '../../domain/process/grant-cycle.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* art. 8: the cycle ends when the Region has received the final return; a repetition finds it closed. */
export const closeCycle = defineWorker({
  jobType: 'close-cycle',
  input: variablesOf(grantCycle, 'cycleId'),
  output: z.strictObject({}),
  async handle({ cycleId }, { stores, now, log }) {
    const closed = await stores.cycles.close(cycleId, now)
    if (!closed) log.info({ cycleId }, 'cycle was closed before')
    return {}
  },
})
