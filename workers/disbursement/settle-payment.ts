import { z } from 'zod'
import type { Payment } from '../../db/disbursement/payment-store.ts'
import type { Project } from '../../db/alliance/project-store.ts'
import { disbursement } from '../../domain/process/disbursement.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { paymentLetter } from '../../documents/disbursement/payment-letter.ts'
import { defineWorker } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'

/* Art. 8: a confirmed mandate is entered once in the book of money, and the lead is told; a repetition changes nothing. */
export const settlePayment = defineWorker({
  jobType: 'settle-payment',
  input: variablesOf(disbursement, 'cycleId', 'paymentId'),
  output: z.strictObject({}),
  async handle({ paymentId }, context) {
    const { stores, now, log } = context
    const payment = await stores.payments.get(paymentId)
    if (payment.status === 'PAID') {
      log.info({ paymentId }, 'payment was settled before')
      return {}
    }
    const { mandateNumber, paidOn } = payment
    if (mandateNumber === null || paidOn === null || !(await stores.payments.settle(paymentId)))
      throw new Error(`payment ${paymentId} is ${payment.status} and has no mandate`)
    await stores.cash.pay(paymentId, { on: paidOn, at: now })
    await tellLead(context, await stores.projects.get(payment.projectId), payment)
    return {}
  },
})

async function tellLead({ stores, now }: WorkerContext, project: Project, payment: Payment): Promise<void> {
  const leads = await stores.network.personsWithRole('ALLIANCE_LEAD', localDateOf(now), project.leadBodyId)
  const letter = paymentLetter(project, payment)
  await stores.outbox.mails(
    project.cycleId,
    leads.map(({ email }) => ({ to: [email], ...letter, attachments: [] })),
  )
}
