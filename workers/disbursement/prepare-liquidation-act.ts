import { BusinessError } from '../../domain/shared/errors.ts'
import { disbursement } from '../../domain/process/disbursement.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

/* Art. 8: no commitment, no liquidation; the grant must be published (D.Lgs. 33/2013 art. 26) and both approvals given. */
export const prepareLiquidationAct = defineWorker({
  jobType: 'prepare-liquidation-act',
  input: variablesOf(disbursement, 'cycleId', 'paymentId'),
  output: variablesOf(disbursement, 'actProposalId'),
  async handle({ cycleId, paymentId }, context) {
    const { stores, now } = context
    const payment = await stores.payments.get(paymentId)
    const project = await stores.projects.get(payment.projectId)
    if (project.commitmentNumber === null) throw new BusinessError('COMMITMENT_MISSING')
    if (!(await stores.acts.hasEffects('GRANT', project.id)))
      throw new Error(`the grant act of project ${project.id} has no effects`)
    if (payment.officeApprovedBy === null || payment.financeApprovedBy === null)
      throw new Error(`payment ${paymentId} lacks an approval`)
    const actProposalId = await stores.acts.propose({
      id: occurrenceId(context, 'act-proposal'),
      kind: 'LIQUIDATION',
      subjectId: paymentId,
      cycleId,
      title: `Liquidazione (${payment.trancheLabel}) per il progetto ${project.code}`,
      at: now,
    })
    return { actProposalId }
  },
})
