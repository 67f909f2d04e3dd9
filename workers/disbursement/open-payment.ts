import type { Project } from '../../db/alliance/project-store.ts'
import { paymentFacts } from '../../domain/disbursement/payments.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { disbursement } from '../../domain/process/disbursement.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { projectNextStep } from '../../procedures/disbursement/next-step.ts'
import { payeeFacts } from '../../procedures/disbursement/payee.ts'
import { defineWorker, occurrenceId } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'

/* Art. 8: a payment of a tranche, one that lives at a time and in the call's order, for what is due of it, reserved out of the cash that the
   Region paid in so far; FUNDS_NOT_AVAILABLE when that is not enough. A repetition finds the payment and its amount. */
export const openPayment = defineWorker({
  jobType: 'open-payment',
  input: variablesOf(disbursement, 'cycleId', 'projectId', 'trancheId'),
  output: variablesOf(
    disbursement,
    'paymentId',
    'payeePublic',
    'payeeEnterprise',
    'aboveCollectionThreshold',
    'aboveAntimafiaThreshold',
  ),
  raises: ['FUNDS_NOT_AVAILABLE'],
  async handle({ projectId, trancheId }, context) {
    const project = await context.stores.projects.get(projectId)
    const id = occurrenceId(context, 'payment')
    const known = await context.stores.payments.find(id)
    const payment = known ?? (await open(context, project, { id, trancheId }))
    return { paymentId: id, ...paymentFacts(await payeeFacts(context, project, payment)) }
  },
})

async function open(
  context: WorkerContext,
  project: Project,
  { id, trancheId }: { id: string; trancheId: string },
) {
  const { stores, now } = context
  if (project.startedOn === null) throw new BusinessError('AGREEMENT_MISSING')
  const next = await projectNextStep(context, project)
  if (next.step !== 'PAYMENT' || next.tranche.id !== trancheId)
    throw new Error(`project ${project.id} does not pay ${trancheId} now, but waits for ${next.step}`)
  const amountCents = next.dueCents
  const payment = { id, amountCents, declarations: null }
  const opened = await stores.payments.open({
    ...{ id, projectId: project.id, trancheId, amountCents, openedAt: now },
    trancheCents: next.tranche.limitCents,
  })
  if (!opened) return payment
  const reserved = await stores.cash.reserve(id, { on: localDateOf(now), at: now })
  if (reserved === 'NO_CASH')
    throw new BusinessError('FUNDS_NOT_AVAILABLE', { projectId: project.id, trancheId })
  if (reserved === 'ABOVE_COMMITMENT')
    throw new Error(`${trancheId} of project ${project.id} is above what is committed of its grant`)
  return payment
}
