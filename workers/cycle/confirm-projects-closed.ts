import { grantCycle } from '../../domain/process/grant-cycle.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8: the first step after the wait for the projects; asks the rows again, because a message only wakes. */
export const confirmProjectsClosed = defineWorker({
  jobType: 'confirm-projects-closed',
  input: variablesOf(grantCycle, 'cycleId'),
  output: variablesOf(grantCycle, 'allProjectsClosed'),
  async handle({ cycleId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'AllProjectsClosed', correlationKey: cycleId }, now)
    return { allProjectsClosed: (await stores.projects.countOpen(cycleId)) === 0 }
  },
})
