import { applicationReview } from '../../domain/process/application-review.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* L. 241/1990 art. 6, 10-bis: the term has passed; without an answer it is the officer's turn, on what there is. */
export const expireLeadRequest = defineWorker({
  jobType: 'expire-lead-request',
  input: variablesOf(applicationReview, 'cycleId', 'leadRequestId'),
  output: variablesOf(applicationReview, 'answerMissing'),
  async handle({ leadRequestId }, { stores }) {
    return { answerMissing: await stores.leadRequests.expire(leadRequestId) }
  },
})
