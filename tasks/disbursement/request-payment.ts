import { z } from 'zod'
import { formatEuro } from '../../words/formats.ts'
import { disbursement } from '../../domain/process/disbursement.ts'
import type { PaymentDeclarations } from '../../db/disbursement/payment-store.ts'
import { paymentFacts, withholdingOf } from '../../domain/disbursement/payments.ts'
import { isPublicBody } from '../../domain/network/network.ts'
import { ibanSchema } from '../../domain/shared/codes.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { isDurcValid, localDateOf } from '../../domain/shared/terms.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { ofLead } from '../../procedures/alliance/lead-of-project.ts'
import { defineTask } from '../task.ts'
import { payeeFacts, payeeOf } from '../../procedures/disbursement/payee.ts'

const input = z.strictObject({
  iban: ibanSchema,
  durcIssuedOn: localDateSchema.nullish().transform((day) => day ?? null),
  commercialActivity: z.boolean(),
  capitalGoods: z.boolean(),
  overdueDebts: z.boolean(),
})

/** The lead asks for a tranche, with its account and the declarations that checks and withholding depend on (art. 10;
 * DPR 600/1973 art. 28). The net amount is computed here; the declarations decide which checks follow. A request that
 * was sent back is shown again as it was, with the reason. */
export const requestPayment = defineTask({
  element: 'Task_RequestPayment',
  process: disbursement,
  title: 'Chiedi il pagamento',
  form: 'request-payment',
  role: 'ALLIANCE_LEAD',
  subject: 'paymentId',
  decides: { nothing: 'the lead asks for its alliance' },
  needs: ['projectId'],
  gives: ['payeePublic', 'payeeEnterprise', 'aboveCollectionThreshold', 'aboveAntimafiaThreshold'],
  assign: ofLead,
  input,

  async load(context, item) {
    const { stores } = context
    const payment = await stores.payments.get(item.subjectId)
    const project = await stores.projects.get(payment.projectId)
    const payee = await payeeOf(context, project)
    const earlier = (await stores.payments.ofProject(project.id)).find((one) => one.iban !== null)
    return {
      code: project.code,
      title: project.title,
      tranche: payment.trancheLabel,
      amount: formatEuro(payment.amountCents),
      payee: payee.name,
      durcNeeded: !isPublicBody(payee.kind),
      sentBack: payment.sentBackReason !== null,
      sentBackReason: payment.sentBackReason,
      iban: payment.iban ?? earlier?.iban ?? '',
      ...(payment.declarations ?? {
        ...{ durcIssuedOn: null, capitalGoods: false, overdueDebts: false },
        commercialActivity: payee.kind === 'ENTERPRISE',
      }),
    }
  },

  async complete(context, item, { iban, ...declarations }) {
    const { stores, now, actor } = context
    const payment = await stores.payments.get(item.subjectId)
    const project = await stores.projects.get(payment.projectId)
    const payee = await payeeFacts(context, project, { ...payment, declarations })
    checkDurc(declarations, { isPublic: isPublicBody(payee.kind), today: localDateOf(now) })
    const { withholdingCents } = withholdingOf(payee)
    const asked = { iban, withholdingCents, declarations, by: actor.personId, at: now }
    await stores.payments.request(payment.id, asked)
    return paymentFacts(payee)
  },
})

function checkDurc(
  { durcIssuedOn }: PaymentDeclarations,
  { isPublic, today }: { isPublic: boolean; today: LocalDate },
): void {
  if (durcIssuedOn === null && !isPublic)
    refuseInput(
      'durcIssuedOn',
      'DURC_MISSING',
      'Indica la data del DURC: non è dovuto solo dagli enti pubblici.',
    )
  if (durcIssuedOn === null) return
  if (durcIssuedOn > today) refuseInput('durcIssuedOn', 'IN_THE_FUTURE', 'La data del DURC è nel futuro.')
  if (!isDurcValid(durcIssuedOn, today))
    refuseInput(
      'durcIssuedOn',
      'EXPIRED',
      'Questo DURC non vale più: dura 120 giorni dal rilascio. Chiedine uno nuovo e indica la sua data.',
    )
}
