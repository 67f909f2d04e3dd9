import { z } from 'zod'
import { disbursement } from '../../domain/process/disbursement.ts'
import type { PassedCheck } from '../../db/disbursement/payment-store.ts'
import { checksNotPassed, paymentCheckSchema } from '../../domain/disbursement/payments.ts'
import type { PaymentCheck } from '../../domain/disbursement/payments.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { formatDate, formatEuro } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import { titleOf } from '../../words/codes.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineTask } from '../task.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { payeeOf } from '../../procedures/disbursement/payee.ts'
import { approvedHash, paymentHash } from '../../procedures/disbursement/payment-hash.ts'
import { sendBack, sendBackInput } from '../../procedures/disbursement/send-back.ts'

const approval = z.strictObject({
  outcome: z.literal('APPROVE'),
  paymentSha256: plainText({ max: 64 }),
  checks: z
    .array(
      z.strictObject({
        code: paymentCheckSchema,
        result: z.enum(['PASSED', 'FAILED']),
        reference: plainText({ max: 200 }),
        checkedOn: localDateSchema,
      }),
    )
    .max(paymentCheckSchema.options.length),
})
const input = z.discriminatedUnion('outcome', [approval, sendBackInput])

/** First approval of a payment: every check that it needs is there, with its evidence, and passed; a DURC is refused when it
 * is older than 120 days. What must not be paid so goes back to the lead. Throws PAYMENT_CHANGED where it is not what was read, SAME_APPROVER to who asked for it, CHECK_FAILED with the checks that stand in the way. */
export const approvePaymentOffice = defineTask({
  element: 'Task_ApprovePaymentOffice',
  process: disbursement,
  title: 'Verifica e approva (ufficio)',
  form: 'approve-payment-office',
  role: 'CASE_OFFICER',
  subject: 'paymentId',
  decides: 'PROJECT',
  needs: ['projectId', 'requiredChecks'],
  gives: ['approved'],
  input,

  async load(context, item) {
    const { stores } = context
    const payment = await stores.payments.get(item.subjectId)
    const project = await stores.projects.get(payment.projectId)
    const declared = payment.declarations
    return {
      paymentSha256: await paymentHash(context, payment, project),
      code: project.code,
      title: project.title,
      cup: project.cup,
      tranche: payment.trancheLabel,
      payee: (await payeeOf(context, project)).name,
      iban: payment.iban,
      gross: formatEuro(payment.amountCents),
      withholding: formatEuro(payment.withholdingCents),
      net: formatEuro(payment.amountCents - payment.withholdingCents),
      durcIssuedOn: declared?.durcIssuedOn ? formatDate(declared.durcIssuedOn) : 'non indicato',
      overdueDebts: declared?.overdueDebts ? 'dichiarate' : 'nessuna dichiarata',
      noChecks: item.variables.requiredChecks.length === 0,
      checks: item.variables.requiredChecks.map((code) => ({
        code,
        question: titleOf('paymentCheck', code),
        result: null,
        reference: '',
        checkedOn: code === 'DURC' ? (declared?.durcIssuedOn ?? null) : null,
      })),
    }
  },

  async complete(context, item, told) {
    if (told.outcome === 'SEND_BACK') return sendBack(context, item, told.reason)
    const sha256 = await approvedHash(context, item.subjectId, told.paymentSha256)
    const passed = passedChecks(context, item.variables.requiredChecks, told.checks)
    const given = { by: context.actor.personId, at: context.now, sha256, checks: passed }
    await context.stores.payments.approveByOffice(item.subjectId, given)
    return { approved: true }
  },
})

function passedChecks(
  { now }: StepContext,
  required: readonly PaymentCheck[],
  checks: z.output<typeof approval>['checks'],
): PassedCheck[] {
  const today = localDateOf(now)
  const future = checks.findIndex((one) => one.checkedOn > today)
  if (future >= 0) refuseInput(`checks[${future}].checkedOn`, 'IN_THE_FUTURE', 'La data è nel futuro.')
  const answered = checks.map((one) => ({
    code: one.code,
    passed: one.result === 'PASSED',
    issuedOn: one.checkedOn,
  }))
  const failed = checksNotPassed(required, answered, today)
  if (failed.length > 0) throw new BusinessError('CHECK_FAILED', { checks: failed })
  return required.flatMap((code) => checks.filter((one) => one.code === code).slice(0, 1))
}
