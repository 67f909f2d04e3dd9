import { z } from 'zod'
import { answerLetter } from '../../documents/evaluation/lead-request-letter.ts'
import { answerHash, isLate } from '../../domain/evaluation/lead-request.ts'
import { applicationReview } from '../../domain/process/application-review.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import { mailReceipt, receiptAddress } from '../../procedures/call/mail-receipt.ts'
import { recountSuspension } from '../../procedures/evaluation/recount-suspension.ts'
import { silenceOf } from '../../domain/evaluation/silence.ts'
import { silenceText } from '../../words/silence.ts'
import { requestView } from './lead-request-view.ts'
import { defineTask } from '../task.ts'
import type { TaskFile } from '../task.ts'

const file = (number: number): TaskFile => ({
  ...{ kind: `DOCUMENT_${number}`, label: `Documento ${number}`, required: false },
  accepts: ['pdf', 'p7m'],
})

/** The lead answers what the officer asks: completes or explains its application, or observes on the reasons against it (L. 241/1990
 * art. 6, 10-bis). What was submitted does not change: the answer stands beside it, with its hash and its time. After the term it is
 * still taken, and marked late, until the officer goes on. */
export const answerRequest = defineTask({
  element: 'Task_AnswerRequest',
  process: applicationReview,
  title: "Rispondi all'ufficio",
  form: 'answer-request',
  role: 'ALLIANCE_LEAD',
  subject: 'leadRequestId',
  decides: { nothing: 'the lead answers for its alliance' },
  needs: ['applicationId'],
  gives: ['answerAwaited'],
  files: [1, 2, 3].map(file),
  async assign({ stores }, { applicationId }) {
    const { leadBodyId: bodyId } = await stores.applications.getSubmitted(applicationId)
    return { bodyId, applicationId }
  },
  async dueAt({ stores }, { leadRequestId }) {
    const { dueAt } = await stores.leadRequests.get(leadRequestId)
    if (dueAt === null) throw new Error(`request ${leadRequestId} was not delivered`)
    return dueAt
  },
  input: z.strictObject({ answer: plainText({ max: 8000, multiline: true }) }),

  async load({ stores, now }, item) {
    const request = await stores.leadRequests.get(item.subjectId)
    const { kind, received, due } = requestView(request)
    const { code, title } = await stores.applications.getSubmitted(request.applicationId)
    const silence = silenceOf(request.status, { isAnnulled: false })
    return {
      ...{ code, title, kind, received, due },
      silence: silenceText({ ...request, silence, unanswered: 'NOT_ASKED' }),
      isIntegration: request.kind === 'INTEGRATION',
      isNotice: request.kind === 'REFUSAL_NOTICE',
      items: request.items.map((item) => ({ item })),
      reasons: request.reasons,
      isLate: request.dueAt !== null && isLate(now, request.dueAt),
    }
  },

  async complete(context, item, { answer: text }) {
    const { stores, actor, now } = context
    const to = await receiptAddress(context)
    const application = await stores.applications.getSubmitted(item.variables.applicationId)
    await stores.calls.hold(application.callId)
    const files = await stores.workItems.files(item.id)
    const sha256 = answerHash({ text, files, answeredAt: now })
    const answer = { text, sha256, by: actor.personId, at: now, workItemId: item.id }
    const answerAwaited = await stores.leadRequests.answer(item.subjectId, answer)
    if (!answerAwaited && !(await stores.leadRequests.answerLate(item.subjectId, answer)))
      throw new BusinessError('WORK_ITEM_NOT_OPEN', { state: 'WITHDRAWN' })
    await recountSuspension(stores, application.callId)
    const { dueAt } = await stores.leadRequests.get(item.subjectId)
    const receipt = { sha256, at: now, isLate: dueAt !== null && isLate(now, dueAt) }
    await mailReceipt(context, item.cycleId, { to, ...answerLetter(application, receipt) })
    return { answerAwaited }
  },
})
