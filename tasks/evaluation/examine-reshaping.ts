import { z } from 'zod'
import { reshapingExaminedLetter } from '../../documents/evaluation/cut-grant-letters.ts'
import { reshapingOutcomeSchema } from '../../domain/evaluation/reshaping.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { Reshaping } from '../../db/evaluation/reshaping-store.ts'
import type { Stores } from '../../db/stores.ts'
import { leadAddresses } from '../../procedures/call/lead-addresses.ts'
import { reshapableOf } from '../../procedures/evaluation/reshapable.ts'
import { wordOf } from '../../words/codes.ts'
import { formatEuro, formatInstant } from '../../words/formats.ts'
import { reshapingRows } from './reshaping-view.ts'
import { defineTask } from '../task.ts'

async function reshapingOf(stores: Stores, requestId: string): Promise<Reshaping> {
  const reshaping = await stores.reshapings.find(requestId)
  if (reshaping === null) throw new Error(`no reshaping of request ${requestId}`)
  return reshaping
}

/** The officer examines what no rule can check of a project that its lead reshapes to a cut grant: that it is still the one that was
 * evaluated (art. 6, 8). It is approved or not, once: what follows from a refusal its lead has said. Throws WORK_ITEM_NOT_OPEN. */
export const examineReshaping = defineTask({
  element: 'Task_ExamineReshaping',
  process: evaluation,
  title: 'Esamina la rimodulazione',
  form: 'examine-reshaping',
  role: 'CASE_OFFICER',
  subject: 'leadRequestId',
  async decides({ stores }, { leadRequestId }) {
    const { applicationId } = await stores.leadRequests.get(leadRequestId)
    return { matter: 'EVALUATION', subjectId: applicationId }
  },
  async assign({ stores }, { leadRequestId }) {
    const { applicationId } = await stores.leadRequests.get(leadRequestId)
    return { applicationId }
  },
  input: z.strictObject({
    outcome: z.enum(reshapingOutcomeSchema.options, 'Di’ se la rimodulazione è approvata.'),
    reasons: plainText({ max: 2000, multiline: true }),
  }),

  async load({ stores }, item) {
    const { applicationId, content, ifRefused } = await reshapingOf(stores, item.subjectId)
    const { code, title } = await stores.applications.getSubmitted(applicationId)
    const { answer } = await stores.leadRequests.get(item.subjectId)
    const { presented, rules, grantCents } = await reshapableOf(stores, { applicationId })
    return {
      ...{ code, title, grant: formatEuro(grantCents) },
      ...{ answered: answer && formatInstant(answer.at), answer: answer?.text },
      ifRefused: wordOf('cutGrantAnswer', ifRefused),
      ...reshapingRows(presented, content, rules),
    }
  },

  async complete({ stores, actor, now }, item, { outcome, reasons }) {
    const { applicationId, ifRefused } = await reshapingOf(stores, item.subjectId)
    const application = await stores.applications.getSubmitted(applicationId)
    await stores.calls.hold(application.callId)
    const examined = { outcome, reasons, by: actor.personId, at: now }
    if (!(await stores.reshapings.examine(item.subjectId, examined)))
      throw new BusinessError('WORK_ITEM_NOT_OPEN')
    const to = (await leadAddresses(stores, [application], localDateOf(now)))(application)
    await stores.outbox.mail({
      ...{ cycleId: item.cycleId, to, attachments: [] },
      ...reshapingExaminedLetter(application, { outcome, reasons, ifRefused }),
    })
    return {}
  },
})
