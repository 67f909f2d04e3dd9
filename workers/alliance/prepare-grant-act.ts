import { BusinessError } from '../../domain/shared/errors.ts'
import { allianceProject } from '../../domain/process/alliance-project.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

/* Art. 8, DL 76/2020 art. 41: a grant without CUP is void, so none is proposed; nor without the agreement (art. 9). */
export const prepareGrantAct = defineWorker({
  jobType: 'prepare-grant-act',
  input: variablesOf(allianceProject, 'cycleId', 'projectId'),
  output: variablesOf(allianceProject, 'actProposalId'),
  async handle({ cycleId, projectId }, context) {
    const { stores, now } = context
    const project = await stores.projects.get(projectId)
    if (project.agreementSignedOn === null) throw new BusinessError('AGREEMENT_MISSING')
    if (project.cup === null) throw new BusinessError('CUP_MISSING')
    const actProposalId = await stores.acts.propose({
      id: occurrenceId(context, 'act-proposal'),
      kind: 'GRANT',
      subjectId: projectId,
      cycleId,
      title: `Concessione del contributo al progetto ${project.code}`,
      at: now,
    })
    return { actProposalId }
  },
})
