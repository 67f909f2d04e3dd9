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
import { defineWorker } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'

/* Art. 8: the order for the accounting system, in its layout, only once the liquidation is adopted and published. An ATS
   pays by the electronic order that its accounting system makes of this row; a repetition finds the order issued. */
export const issuePaymentOrder = defineWorker({
  jobType: 'issue-payment-order',
  input: variablesOf(disbursement, 'cycleId', 'paymentId'),
  output: z.strictObject({}),
  async handle({ paymentId }, context) {
    const { stores, now } = context
    const payment = await stores.payments.get(paymentId)
    if (payment.status === 'ORDERED' || payment.status === 'PAID') return {}
    const project = await stores.projects.get(payment.projectId)
    const layout = await stores.orders.layout()
    const act = await stores.acts.inForce('LIQUIDATION', payment.id)
    if (!act?.effectiveAt) throw new Error(`the liquidation of payment ${payment.id} has no effects`)
    const row = await orderRow(context, { project, payment, layout, act })
    const documentId = await keepOrder(context, { project, payment, layout, row })
    const ordered = await stores.orders.issue(paymentId, { layout: layout.name, row, documentId, at: now })
    if (!ordered) throw new Error(`payment ${paymentId} is ${payment.status}, not approved`)
    await stores.cash.liquidate(paymentId, { on: act.adoptedOn, at: now })
    return {}
  },
})

interface Ordered {
  project: Project
  payment: Payment
  layout: OrderLayout
}

async function orderRow(
  context: WorkerContext,
  { project, payment, layout, act }: Ordered & { act: Act },
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

async function keepOrder(
  { stores, files, now }: WorkerContext,
  { project, payment, layout, row }: Ordered & { row: OrderRow },
): Promise<string> {
  const header = layout.columns.map((column) => column.header)
  return stores.documents.record({
    ...(await files.put(toCsv(header, [orderCells(row, layout)]))),
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
