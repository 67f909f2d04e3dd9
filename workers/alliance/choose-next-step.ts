import { allianceProject } from '../../domain/process/alliance-project.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { projectNextStep } from '../../procedures/disbursement/next-step.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8, 10: by the call's tranches, what a started project does next: a statement, its results, the payment of a tranche, or its
   closing. It reads what is recorded and writes nothing, so that a repetition finds the same. */
export const chooseNextStep = defineWorker({
  jobType: 'choose-next-step',
  input: variablesOf(allianceProject, 'cycleId', 'projectId'),
  output: variablesOf(allianceProject, 'statementDue', 'resultsDue', 'paymentDue', 'trancheId').partial({
    trancheId: true,
  }),
  async handle({ projectId }, context) {
    const project = await context.stores.projects.get(projectId)
    const { step, tranche } = await projectNextStep(context, project)
    return {
      statementDue: step === 'STATEMENT',
      resultsDue: step === 'RESULTS',
      paymentDue: step === 'PAYMENT',
      ...(tranche && { trancheId: tranche.id }),
    }
  },
})
