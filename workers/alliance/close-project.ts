import { z } from 'zod'
import { allianceProject } from '../../domain/process/alliance-project.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8, 10: closes a reported project. Under the cycle's lock, so that of two that end together exactly one is last and
   says that all projects are closed. */
export const closeProject = defineWorker({
  jobType: 'close-project',
  input: variablesOf(allianceProject, 'cycleId', 'projectId'),
  output: z.strictObject({}),
  async handle({ cycleId, projectId }, { stores, now, log }) {
    await stores.cycles.lock(cycleId)
    const project = await stores.projects.get(projectId)
    if (project.status === 'CLOSED') {
      log.info({ projectId }, 'project was closed before')
      return {}
    }
    if (!(await stores.projects.close(projectId, now)))
      throw new Error(`project ${projectId} is ${project.status}, not reported`)
    if ((await stores.projects.countOpen(cycleId)) === 0)
      await stores.outbox.publishMessage({
        cycleId,
        name: 'AllProjectsClosed',
        correlationKey: cycleId,
        variables: {},
      })
    return {}
  },
})
