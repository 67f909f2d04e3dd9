import { z } from 'zod'
import { BusinessError } from '../../domain/shared/errors.ts'
import { allianceProject } from '../../domain/process/alliance-project.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { defineWorker } from '../worker.ts'

/* Art. 9: no start without the agreement; nor without a grant that has effects and its commitment. It starts on the day
   that the agreement says, and not before today. */
export const startProject = defineWorker({
  jobType: 'start-project',
  input: variablesOf(allianceProject, 'cycleId', 'projectId'),
  output: z.strictObject({}),
  async handle({ projectId }, { stores, now, log }) {
    const project = await stores.projects.get(projectId)
    if (project.agreementSignedOn === null || project.startsOn === null)
      throw new BusinessError('AGREEMENT_MISSING')
    if (!(await stores.acts.hasEffects('GRANT', projectId)))
      throw new Error(`the grant act of project ${projectId} has no effects`)
    if (project.commitmentNumber === null) throw new BusinessError('COMMITMENT_MISSING')
    const today = localDateOf(now)
    const begun = await stores.projects.begin(projectId, project.startsOn > today ? project.startsOn : today)
    if (!begun) log.info({ projectId }, 'project was started before')
    return {}
  },
})
