import type { Project } from '../../db/alliance/project-store.ts'
import type { Tranche } from '../../domain/call/configuration.ts'
import { paymentFacts } from '../../domain/disbursement/payments.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { disbursement } from '../../domain/process/disbursement.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { amountDue, missingBefore, trancheLimit } from '../../procedures/disbursement/amount-due.ts'
import { payeeFacts } from '../../procedures/disbursement/payee.ts'
import { defineWorker, occurrenceId } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'

/* Art. 8: a payment of a tranche, one that lives at a time, for what is due of it, reserved out of the cash that the Region paid in so far;
   FUNDS_NOT_AVAILABLE when that is not enough. A repetition finds the payment and its amount. */
export const openPayment = defineWorker({
  jobType: 'open-payment',
  input: variablesOf(disbursement, 'cycleId', 'projectId', 'tranche'),
  output: variablesOf(
    disbursement,
    'paymentId',
    'paymentDue',
    'payeePublic',
    'payeeEnterprise',
    'aboveCollectionThreshold',
    'aboveAntimafiaThreshold',
  ),
  raises: ['FUNDS_NOT_AVAILABLE'],
  async handle({ projectId, tranche }, context) {
    const project = await context.stores.projects.get(projectId)
    const id = occurrenceId(context, 'payment')
    const known = await context.stores.payments.find(id)
    const payment = known ?? (await open(context, project, { id, tranche }))
    const facts = paymentFacts(await payeeFacts(context, project, payment))
    return { paymentId: payment.id, paymentDue: payment.amountCents > 0, ...facts }
  },
})

async function open(
  context: WorkerContext,
  project: Project,
  { id, tranche }: { id: string; tranche: Tranche },
) {
  const { stores, now } = context
  if (project.startedOn === null) throw new BusinessError('AGREEMENT_MISSING')
  const missing = await missingBefore(context, project, tranche)
  if (missing.length > 0)
    throw new Error(`${tranche} of project ${project.id} still misses ${missing.join(', ')}`)
  const amountCents = await amountDue(context, project, tranche)
  const payment = { id, amountCents, declarations: null }
  if (amountCents === 0) return payment
  const opened = await stores.payments.open({
    id,
    projectId: project.id,
    tranche,
    trancheCents: await trancheLimit(context, project, tranche),
    amountCents,
    openedAt: now,
  })
  if (!opened) return payment
  const reserved = await stores.cash.reserve({
    cycleId: project.cycleId,
    projectId: project.id,
    paymentId: id,
    amountCents,
    at: now,
  })
  if (reserved === 'NO_CASH')
    throw new BusinessError('FUNDS_NOT_AVAILABLE', { projectId: project.id, tranche })
  if (reserved === 'ABOVE_GRANT') throw new Error(`${tranche} of project ${project.id} is above its grant`)
  return payment
}
