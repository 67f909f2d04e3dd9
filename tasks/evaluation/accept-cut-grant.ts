import { z } from 'zod'
import { answerHash } from '../../domain/evaluation/lead-request.ts'
import { lineKey } from '../../domain/call/application.ts'
import { reshapedHash, reshapedPart } from '../../domain/evaluation/reshaping.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import { mailReceipt, receiptAddress } from '../../procedures/call/mail-receipt.ts'
import { reshapableOf } from '../../procedures/evaluation/reshapable.ts'
import type { Reshapable } from '../../procedures/evaluation/reshapable.ts'
import { acceptanceLetter } from '../../documents/evaluation/cut-grant-letters.ts'
import { reshapingText } from '../../words/call-rules.ts'
import { titleOf, wordOf } from '../../words/codes.ts'
import { formatAmount, formatEuro } from '../../words/formats.ts'
import { requestView } from './lead-request-view.ts'
import { reshapedOf, reshapingFaults, reshapingInput } from './reshaping-input.ts'
import { lineName } from './reshaping-view.ts'
import { defineTask } from '../task.ts'

const ANSWERS = ['ACCEPTED', 'RESHAPED', 'DECLINED'] as const

const input = reshapingInput.extend({
  answer: z.enum(ANSWERS, 'Di’ se l’Alleanza accetta il contributo o vi rinuncia.'),
  note: plainText({ max: 2000, min: 0, multiline: true }).nullish(),
})

/** The lead takes the grant that the budget line cuts, for its project as it was presented or, where the call lets it, reshaped within
 * its rules; or does without: then its money goes to those that follow (art. 8, 10). After the term the row takes no answer: the notice
 * says what silence means. Throws INVALID_INPUT, WORK_ITEM_NOT_OPEN. */
export const acceptCutGrant = defineTask({
  element: 'Task_AcceptCutGrant',
  process: evaluation,
  title: 'Accetta il contributo ridotto',
  form: 'accept-cut-grant',
  role: 'ALLIANCE_LEAD',
  subject: 'leadRequestId',
  decides: { nothing: 'the lead answers for its alliance' },
  async assign({ stores }, { leadRequestId }) {
    const { applicationId } = await stores.leadRequests.get(leadRequestId)
    const { leadBodyId: bodyId } = await stores.applications.getSubmitted(applicationId)
    return { bodyId, applicationId }
  },
  async dueAt({ stores }, { leadRequestId }) {
    const { dueAt } = await stores.leadRequests.get(leadRequestId)
    if (dueAt === null) throw new Error(`request ${leadRequestId} was not delivered`)
    return dueAt
  },
  input,

  async load({ stores }, item) {
    const request = await stores.leadRequests.get(item.subjectId)
    const { code, title, callId } = await stores.applications.getSubmitted(request.applicationId)
    const { rules } = await stores.calls.get(callId)
    const { received, due } = requestView(request)
    const { cutGrantUnanswered, reshapedCostMinBasisPoints: share } = rules.evaluation
    const answers = ANSWERS.filter((answer) => share !== null || answer !== 'RESHAPED')
    return {
      ...{ code, title, received, due, reasons: request.reasons },
      silence: wordOf('cutGrantUnanswered', cutGrantUnanswered),
      isReshapable: share !== null,
      reshaping: share === null ? 'non ammessa' : reshapingText(share),
      answerOptions: answers.map((value) => ({ value, label: titleOf('cutGrantAnswer', value) })),
      ...(share === null ? NOTHING : fieldsOf(await reshapableOf(stores, request))),
    }
  },

  async complete(context, item, typed) {
    const { stores, actor, now } = context
    const to = await receiptAddress(context)
    const request = await stores.leadRequests.get(item.subjectId)
    const application = await stores.applications.getSubmitted(request.applicationId)
    await stores.calls.hold(application.callId)
    const reshaping =
      typed.answer === 'RESHAPED' ? requireReshaping(await reshapableOf(stores, request), typed) : null
    const about = [wordOf('cutGrantAnswer', typed.answer), reshaping && told(reshaping), typed.note]
    const text = about.filter(Boolean).join(': ')
    const sha256 = answerHash({ text, files: [], answeredAt: now })
    const said = { text, sha256, by: actor.personId, at: now, workItemId: item.id }
    const accepted = typed.answer !== 'DECLINED'
    if (!(await stores.leadRequests.answer(item.subjectId, { ...said, accepted })))
      throw new BusinessError('WORK_ITEM_NOT_OPEN', { state: 'EXPIRED' })
    if (reshaping !== null)
      await stores.reshapings.ask({
        ...{ requestId: item.subjectId, applicationId: application.id, ...reshaping },
      })
    await mailReceipt(context, item.cycleId, {
      to,
      ...acceptanceLetter(application, { text, sha256, at: now }),
    })
    return {}
  },
})

function requireReshaping(reshapable: Reshapable, typed: z.output<typeof reshapingInput>) {
  const problems = reshapingFaults(reshapable, typed)
  const { ifRefused } = typed
  if (problems.length > 0 || !ifRefused) throw new BusinessError('INVALID_INPUT', { problems })
  const content = reshapedPart(reshapedOf(reshapable, typed))
  return { content, contentSha256: reshapedHash(content), ifRefused }
}

const told = ({ content, contentSha256, ifRefused }: ReturnType<typeof requireReshaping>): string =>
  `costo totale ${formatEuro(content.totalCostCents)} (impronta SHA-256 ${contentSha256}); se la rimodulazione non è approvata, ${wordOf('cutGrantAnswer', ifRefused)}`

const NOTHING = { lines: [], cofinancing: [], bodyOptions: [], kindOptions: [] }

/* The budget to reshape begins as it was presented. */
const fieldsOf = ({ presented, rules }: Reshapable) => ({
  lines: presented.budgetLines.map((line) => ({
    line: lineKey(line),
    label: `${lineName(presented, line, rules)}: presentati ${formatEuro(line.costCents)}`,
    amount: formatAmount(line.costCents),
  })),
  cofinancing: presented.cofinancing.map(({ bodyTaxCode, kind, amountCents }) => ({
    ...{ bodyTaxCode, kind, amount: formatAmount(amountCents) },
  })),
  bodyOptions: presented.partners.map(({ bodyTaxCode: value, bodyName: label }) => ({ value, label })),
  kindOptions: rules.cofinancingKinds.map((value) => ({ value, label: titleOf('cofinancing', value) })),
})
