import { z } from 'zod'
import type { Act } from '../../db/act/act-store.ts'
import { orderCells } from '../../documents/disbursement/order-cells.ts'
import type { Payment } from '../../db/disbursement/payment-store.ts'
import type { Project } from '../../db/alliance/project-store.ts'
import type { OrderLayout, OrderRow } from '../../domain/disbursement/order.ts'
import { isPublicBody } from '../../domain/network/network.ts'
import { disbursement } from '../../domain/process/disbursement.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { toCsv } from '../../reports/csv.ts'
import { payeeOf } from '../../procedures/disbursement/payee.ts'
import type { KeptFile } from '../../documents/outside.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineLongWorker } from '../worker.ts'

/* Art. 8: the order for the accounting system, in its layout, only once the liquidation is adopted and published. An ATS
   pays by the electronic order that its accounting system makes of this row; a repetition finds the order issued. */
export const issuePaymentOrder = defineLongWorker({
  jobType: 'issue-payment-order',
  input: variablesOf(disbursement, 'cycleId', 'paymentId'),
  output: z.strictObject({}),
  async prepare({ paymentId }, outside) {
    const order = await outside.read((context) => orderOf(context, paymentId))
    const { columns } = order.layout
    const header = columns.map((column) => column.header)
    const file = await outside.keep(toCsv(header, [orderCells(order.row, order.layout)]))
    return async (context) => {
      const { stores, now } = context
      const payment = await stores.payments.get(paymentId)
      if (payment.status === 'ORDERED' || payment.status === 'PAID') return {}
      const documentId = await recordOrder(context, order, file)
      const { layout, row, act } = order
      const ordered = await stores.orders.issue(paymentId, { layout: layout.name, row, documentId, at: now })
      if (!ordered) throw new Error(`payment ${paymentId} is ${payment.status}, not approved`)
      await stores.cash.liquidate(paymentId, { on: act.adoptedOn, at: now })
      return {}
    }
  },
})

/* What is ordered, and the row that says it to the accounting system. */
interface Order {
  project: Project
  payment: Payment
  layout: OrderLayout
  act: Act
  row: OrderRow
}

async function orderOf(context: StepContext, paymentId: string): Promise<Order> {
  const { stores } = context
  const payment = await stores.payments.get(paymentId)
  const project = await stores.projects.get(payment.projectId)
  const act = await stores.acts.inForce('LIQUIDATION', payment.id)
  if (!act?.effectiveAt) throw new Error(`the liquidation of payment ${payment.id} has no effects`)
  const order = { project, payment, layout: await stores.orders.layout(), act }
  return { ...order, row: await orderRow(context, order) }
}

async function orderRow(
  context: StepContext,
  { project, payment, layout, act }: Omit<Order, 'row'>,
): Promise<OrderRow> {
  const { cup, commitmentNumber, commitmentOn } = project
  if (cup === null || commitmentNumber === null || commitmentOn === null || payment.iban === null)
    throw new Error(`payment ${payment.id} has no CUP, commitment or account`)
  const payee = await payeeOf(context, project)
  return {
    orderId: payment.id,
    payeeName: payee.name,
    payeeTaxCode: payee.taxCode,
    iban: payment.iban,
    commitmentNumber,
    commitmentOn,
    actNumber: act.number,
    actOn: act.adoptedOn,
    siopeCode: isPublicBody(payee.kind) ? layout.siopePublic : layout.siopePrivate,
    cup,
    cig: null,
    reason: `${payment.trancheLabel} del contributo al progetto ${project.code}, CUP ${cup}`,
    grossCents: payment.amountCents,
    withholdingCents: payment.withholdingCents,
    netCents: payment.amountCents - payment.withholdingCents,
  }
}

function recordOrder(
  { stores, now }: StepContext,
  { project, payment }: Order,
  file: KeptFile,
): Promise<string> {
  return stores.documents.record({
    ...file,
    cycleId: project.cycleId,
    applicationId: project.applicationId,
    kind: 'payment-order',
    subjectId: payment.id,
    title: `Ordine di pagamento (${payment.trancheLabel}) del progetto ${project.code}`,
    fileName: `ordine-${project.code}-${payment.trancheId.toLowerCase()}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    signature: 'NONE',
    createdAt: now,
  })
}
