import { integrationLetter } from '../../documents/evaluation/lead-request-letter.ts'
import { applicationReview } from '../../domain/process/application-review.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { sendLeadRequest } from '../../procedures/evaluation/send-lead-request.ts'
import type { RequestFacts } from '../../procedures/evaluation/send-lead-request.ts'
import { defineWorker } from '../worker.ts'

/* L. 241/1990 art. 6: the lead is asked to complete or explain its application. */
export const askIntegration = defineWorker({
  jobType: 'ask-integration',
  input: variablesOf(applicationReview, 'cycleId', 'applicationId'),
  output: variablesOf(applicationReview, 'leadRequestId'),
  async handle(asked, context) {
    const letter = (facts: RequestFacts) => integrationLetter(facts, context.publicUrl)
    return { leadRequestId: await sendLeadRequest(context, { ...asked, kind: 'INTEGRATION', letter }) }
  },
})
