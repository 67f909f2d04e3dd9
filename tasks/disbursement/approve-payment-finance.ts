import { z } from 'zod'
import { disbursement } from '../../domain/process/disbursement.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { isDurcValid, localDateOf } from '../../domain/shared/terms.ts'
import { formatDate, formatEuro } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import { titleOf } from '../../words/codes.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineTask } from '../task.ts'
import { payeeOf } from '../../procedures/disbursement/payee.ts'
import { approvedHash, paymentHash } from '../../procedures/disbursement/payment-hash.ts'
import { sendBack, sendBackInput } from '../../procedures/disbursement/send-back.ts'

const approval = z.strictObject({
  outcome: z.literal('APPROVE'),
  paymentSha256: plainText({ max: 64 }),
  confirmed: z.literal(true, 'Per approvare devi confermare di aver verificato impegno, importi e conto.'),
})
const input = z.discriminatedUnion('outcome', [approval, sendBackInput])

/** Second approval of a payment, by somebody else than who asked for it and who approved first (art. 8), while its DURC is still valid; or back to the
 * lead. Throws PAYMENT_CHANGED where it is not what was read, OFFICE_APPROVED_OTHER where the office approved something else: it goes back and is
 * approved anew; SAME_APPROVER, CHECK_FAILED. */
export const approvePaymentFinance = defineTask({
  element: 'Task_ApprovePaymentFinance',
  process: disbursement,
  title: 'Approva (ragioneria)',
  form: 'approve-payment-finance',
  role: 'FINANCE',
  subject: 'paymentId',
  decides: 'PROJECT',
  needs: ['projectId'],
  gives: ['approved'],
  input,

  async load(context, item) {
    const { stores } = context
    const payment = await stores.payments.get(item.subjectId)
    const project = await stores.projects.get(payment.projectId)
    const checks = await stores.payments.checks(payment.id)
    return {
      paymentSha256: await paymentHash(context, payment, project),
      code: project.code,
      title: project.title,
      cup: project.cup,
      tranche: payment.trancheLabel,
      payee: (await payeeOf(context, project)).name,
      iban: payment.iban,
      commitment: project.commitmentNumber,
      gross: formatEuro(payment.amountCents),
      withholding: formatEuro(payment.withholdingCents),
      net: formatEuro(payment.amountCents - payment.withholdingCents),
      checks: checks.map((one) => ({
        check: titleOf('paymentCheck', one.code),
        reference: one.reference,
        checkedOn: formatDate(one.checkedOn),
      })),
    }
  },

  async complete(context, item, told) {
    if (told.outcome === 'SEND_BACK') return sendBack(context, item, told.reason)
    const { stores, now, actor } = context
    const sha256 = await approvedHash(context, item.subjectId, told.paymentSha256)
    if ((await stores.payments.get(item.subjectId)).officeApprovedSha256 !== sha256)
      throw new BusinessError('OFFICE_APPROVED_OTHER')
    await requireValidDurc(context, item.subjectId)
    await stores.payments.approveByFinance(item.subjectId, { by: actor.personId, at: now, sha256 })
    return { approved: true }
  },
})

/* Days may pass between the two approvals: a DURC of 120 days then is none today. */
async function requireValidDurc({ stores, now }: StepContext, paymentId: string): Promise<void> {
  const durc = (await stores.payments.checks(paymentId)).find((one) => one.code === 'DURC')
  if (durc !== undefined && !isDurcValid(durc.checkedOn, localDateOf(now)))
    throw new BusinessError('CHECK_FAILED', { checks: ['DURC'] })
}
