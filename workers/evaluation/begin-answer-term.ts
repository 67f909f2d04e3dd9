import { waitEnds } from '../../domain/evaluation/lead-request.ts'
import { applicationReview } from '../../domain/process/application-review.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { toEngineInstant } from '../../domain/shared/terms.ts'
import { defineWorker } from '../worker.ts'

/* L. 241/1990 art. 6, 10-bis: whether the request was delivered, and until when its answer is waited for. */
export const beginAnswerTerm = defineWorker({
  jobType: 'begin-answer-term',
  input: variablesOf(applicationReview, 'cycleId', 'leadRequestId'),
  output: variablesOf(applicationReview, 'requestReceived', 'answerDueAt'),
  async handle({ leadRequestId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'LeadRequestSettled', correlationKey: leadRequestId }, now)
    const { dueAt } = await stores.leadRequests.get(leadRequestId)
    return {
      requestReceived: dueAt !== null,
      /* Nobody waits for an answer to what was not delivered. */
      answerDueAt: toEngineInstant(dueAt === null ? now : waitEnds(dueAt)),
    }
  },
})
