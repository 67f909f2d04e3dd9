import { waitEnds } from '../../domain/evaluation/lead-request.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { toEngineInstant } from '../../domain/shared/terms.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8: whether the request was delivered, and until when a cut grant may be taken; asked again where a receipt told otherwise (DPR
   68/2005 art. 6, 8), and then with a task of its own. */
export const beginAcceptanceTerm = defineWorker({
  jobType: 'begin-acceptance-term',
  input: variablesOf(evaluation, 'cycleId', 'leadRequestId'),
  output: variablesOf(evaluation, 'requestReceived', 'answerDueAt'),
  async handle({ leadRequestId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'LeadRequestSettled', correlationKey: leadRequestId }, now)
    await stores.workItems.endAllFor('Task_AcceptCutGrant', [leadRequestId], { action: 'withdraw', at: now })
    const { dueAt } = await stores.leadRequests.get(leadRequestId)
    return {
      requestReceived: dueAt !== null,
      /* Nobody waits for an answer to what was not delivered. */
      answerDueAt: toEngineInstant(dueAt === null ? now : waitEnds(dueAt)),
    }
  },
})
