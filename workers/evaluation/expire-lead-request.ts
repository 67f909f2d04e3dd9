import { waitEnds } from '../../domain/evaluation/lead-request.ts'
import { applicationReview } from '../../domain/process/application-review.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { toEngineInstant } from '../../domain/shared/terms.ts'
import { defineWorker } from '../worker.ts'

/* L. 241/1990 art. 6, 10-bis: the term has passed; without an answer it is the officer's turn, on what there is. A term that moved on with
   a receipt of delivery is waited for again (DPR 68/2005 art. 6). */
export const expireLeadRequest = defineWorker({
  jobType: 'expire-lead-request',
  input: variablesOf(applicationReview, 'cycleId', 'leadRequestId'),
  output: variablesOf(applicationReview, 'answerMissing', 'termMoved', 'answerDueAt').partial({
    answerDueAt: true,
  }),
  async handle({ leadRequestId }, { stores, now }) {
    const { status, dueAt } = await stores.leadRequests.get(leadRequestId)
    if (status === 'RECEIVED' && dueAt !== null && now < waitEnds(dueAt))
      return { answerMissing: false, termMoved: true, answerDueAt: toEngineInstant(waitEnds(dueAt)) }
    return { answerMissing: await stores.leadRequests.expire(leadRequestId), termMoved: false }
  },
})
