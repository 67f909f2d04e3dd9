import { z } from 'zod'
import { answerHash } from '../../domain/evaluation/lead-request.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import { mailReceipt, receiptAddress } from '../../procedures/call/mail-receipt.ts'
import { acceptanceLetter } from '../../documents/evaluation/cut-grant-letters.ts'
import { wordOf } from '../../words/codes.ts'
import { requestView } from './lead-request-view.ts'
import { defineTask } from '../task.ts'

/** The lead takes the grant that the budget line cuts, or does without: then its money goes to those that follow (art. 8). After the
 * term the row takes no answer: the notice says what silence means. Throws WORK_ITEM_NOT_OPEN. */
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
  input: z.strictObject({
    answer: z.enum(['ACCEPTED', 'DECLINED'], 'Di’ se l’Alleanza accetta il contributo o vi rinuncia.'),
    note: plainText({ max: 2000, min: 0, multiline: true }).nullish(),
  }),

  async load({ stores }, item) {
    const request = await stores.leadRequests.get(item.subjectId)
    const { code, title, callId } = await stores.applications.getSubmitted(request.applicationId)
    const { rules } = await stores.calls.get(callId)
    const { received, due } = requestView(request)
    const silence = wordOf('cutGrantUnanswered', rules.evaluation.cutGrantUnanswered)
    return { code, title, received, due, reasons: request.reasons, silence }
  },

  async complete(context, item, { answer, note }) {
    const { stores, actor, now } = context
    const to = await receiptAddress(context)
    const { applicationId } = await stores.leadRequests.get(item.subjectId)
    const application = await stores.applications.getSubmitted(applicationId)
    await stores.calls.hold(application.callId)
    const text = [wordOf('cutGrantAnswer', answer), note].filter(Boolean).join(': ')
    const sha256 = answerHash({ text, files: [], answeredAt: now })
    const said = { text, sha256, by: actor.personId, at: now, workItemId: item.id }
    if (!(await stores.leadRequests.answer(item.subjectId, { ...said, accepted: answer === 'ACCEPTED' })))
      throw new BusinessError('WORK_ITEM_NOT_OPEN', { state: 'EXPIRED' })
    await mailReceipt(context, item.cycleId, {
      to,
      ...acceptanceLetter(application, { text, sha256, at: now }),
    })
    return {}
  },
})
