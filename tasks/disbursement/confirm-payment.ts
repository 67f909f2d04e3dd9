import { z } from 'zod'
import { disbursement } from '../../domain/process/disbursement.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { formatEuro, formatInstant } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import { checkDay } from '../../procedures/act/check-day.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineTask } from '../task.ts'
import { payeeOf } from '../../procedures/disbursement/payee.ts'

const input = z.strictObject({ mandateNumber: plainText({ max: 50 }), paidOn: localDateSchema })

/** Records the mandate by which the accounting system paid an order (art. 8), not before the order was issued. */
export const confirmPayment = defineTask({
  element: 'Task_ConfirmPayment',
  process: disbursement,
  title: 'Conferma il pagamento',
  form: 'confirm-payment',
  role: 'FINANCE',
  subject: 'paymentId',
  decides: 'PROJECT',
  needs: ['projectId'],
  input,

  async load(context, item) {
    const payment = await context.stores.payments.get(item.subjectId)
    const project = await context.stores.projects.get(payment.projectId)
    const order = await issuedOrder(context, payment.id)
    return {
      code: project.code,
      title: project.title,
      tranche: payment.trancheLabel,
      payee: (await payeeOf(context, project)).name,
      iban: payment.iban,
      net: formatEuro(payment.amountCents - payment.withholdingCents),
      withholding: formatEuro(payment.withholdingCents),
      orderedAt: formatInstant(order.issuedAt),
      documentId: order.documentId,
    }
  },

  async complete(context, item, { mandateNumber, paidOn }) {
    const order = await issuedOrder(context, item.subjectId)
    const earliest = { day: localDateOf(order.issuedAt), what: 'dell’ordine di pagamento' }
    checkDay(paidOn, { path: 'paidOn', earliest, today: localDateOf(context.now) })
    if (!(await context.stores.payments.confirm(item.subjectId, { number: mandateNumber, paidOn })))
      throw new BusinessError('WORK_ITEM_NOT_OPEN', {})
    return {}
  },
})

async function issuedOrder({ stores }: StepContext, paymentId: string) {
  const order = await stores.orders.find(paymentId)
  if (order === null) throw new Error(`payment ${paymentId} has no order`)
  return order
}
