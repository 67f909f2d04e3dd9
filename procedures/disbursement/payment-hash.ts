import type { Project } from '../../db/alliance/project-store.ts'
import type { Payment } from '../../db/disbursement/payment-store.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { StepContext } from '../context.ts'
import { payeeOf } from './payee.ts'

/** SHA-256 of what is approved of a payment: to whom and on which account, how much of which tranche of which project, and on what was
 * declared (art. 8, 10). */
export async function paymentHash(context: StepContext, payment: Payment, project: Project): Promise<string> {
  const { name, taxCode } = await payeeOf(context, project)
  const { id, trancheId, amountCents, withholdingCents, iban, declarations } = payment
  const { code, cup } = project
  return hashOf({
    ...{ id, code, cup, payee: { name, taxCode }, iban },
    ...{ trancheId, amountCents, withholdingCents, declarations },
  })
}

/** The same of a payment as it stands, which must be what was read. Throws PAYMENT_CHANGED: it is to be approved anew. */
export async function approvedHash(context: StepContext, paymentId: string, read: string): Promise<string> {
  const payment = await context.stores.payments.get(paymentId)
  const project = await context.stores.projects.get(payment.projectId)
  const sha256 = await paymentHash(context, payment, project)
  if (sha256 !== read) throw new BusinessError('PAYMENT_CHANGED')
  return sha256
}
