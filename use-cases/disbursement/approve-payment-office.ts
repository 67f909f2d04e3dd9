import { z } from 'zod'
import { checksNotPassed, PAYMENT_CHECKS } from '../../domain/disbursement/payments.ts'
import type { PaymentCheck } from '../../domain/disbursement/payments.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { localDateSchema } from '../../domain/shared/holidays.ts'
import { formatEuro } from '../../domain/shared/money.ts'
import { formatDate, localDateOf } from '../../domain/shared/terms.ts'
import { plainText } from '../../domain/shared/text.ts'
import { TRANCHES } from '../call/call-notice-texts.ts'
import { defineTask } from '../task.ts'
import { refuseInput } from '../refuse-input.ts'
import { payeeOf } from './payee.ts'

const codes = Object.keys(PAYMENT_CHECKS) as [PaymentCheck, ...PaymentCheck[]]
const input = z.strictObject({
  checks: z
    .array(
      z.strictObject({
        code: z.enum(codes),
        question: z.string().optional(),
        result: z.enum(['PASSED', 'FAILED']),
        reference: plainText({ max: 200 }),
        checkedOn: localDateSchema,
      }),
    )
    .max(codes.length),
})

/** First approval of a payment: every check that it needs is there, with its evidence, and passed; a DURC is refused when it
 * is older than 120 days. Throws CHECK_FAILED with the checks that stand in the way. */
export const approvePaymentOffice = defineTask({
  element: 'Task_ApprovePaymentOffice',
  input,
  files: [],

  async load(context, item) {
    const { stores } = context
    const payment = await stores.payments.get(item.subjectId)
    const project = await stores.projects.get(payment.projectId)
    const declared = payment.declarations
    return {
      code: project.code,
      title: project.title,
      cup: project.cup,
      tranche: TRANCHES[payment.tranche],
      payee: (await payeeOf(context, project)).name,
      iban: payment.iban,
      gross: formatEuro(payment.amountCents),
      withholding: formatEuro(payment.withholdingCents),
      net: formatEuro(payment.amountCents - payment.withholdingCents),
      durcIssuedOn: declared?.durcIssuedOn ? formatDate(declared.durcIssuedOn) : 'non indicato',
      overdueDebts: declared?.overdueDebts ? 'dichiarate' : 'nessuna dichiarata',
      noChecks: (item.context.requiredChecks ?? []).length === 0,
      checks: (item.context.requiredChecks ?? []).map((code) => ({
        code,
        question: PAYMENT_CHECKS[code],
        result: null,
        reference: '',
        checkedOn: code === 'DURC' ? (declared?.durcIssuedOn ?? null) : null,
      })),
    }
  },

  async complete(context, item, { checks }) {
    const { stores, now, actor } = context
    const today = localDateOf(now)
    const required = item.context.requiredChecks ?? []
    const future = checks.findIndex((one) => one.checkedOn > today)
    if (future >= 0) refuseInput(`checks[${future}].checkedOn`, 'IN_THE_FUTURE', 'La data è nel futuro.')
    const answered = checks.map((one) => ({
      code: one.code,
      passed: one.result === 'PASSED',
      issuedOn: one.checkedOn,
    }))
    const failed = checksNotPassed(required, answered, today)
    if (failed.length > 0)
      throw new BusinessError('CHECK_FAILED', {
        checks: failed.map((code) => PAYMENT_CHECKS[code]).join('; '),
      })
    const passed = required.flatMap((code) => checks.filter((one) => one.code === code).slice(0, 1))
    const approval = { by: actor.personId, at: now, checks: passed }
    if (!(await stores.payments.approveByOffice(item.subjectId, approval)))
      throw new BusinessError('WORK_ITEM_NOT_OPEN', {})
    return {}
  },
})
