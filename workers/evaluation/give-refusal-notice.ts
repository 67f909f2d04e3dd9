import { refusalNoticeLetter } from '../../documents/evaluation/lead-request-letter.ts'
import { applicationReview } from '../../domain/process/application-review.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { sendLeadRequest } from '../../procedures/evaluation/send-lead-request.ts'
import type { RequestFacts } from '../../procedures/evaluation/send-lead-request.ts'
import { defineWorker } from '../worker.ts'

/* L. 241/1990 art. 10-bis: the lead is told the reasons against its application before it is refused. */
export const giveRefusalNotice = defineWorker({
  jobType: 'give-refusal-notice',
  input: variablesOf(applicationReview, 'cycleId', 'applicationId'),
  output: variablesOf(applicationReview, 'leadRequestId'),
  async handle(asked, context) {
    const letter = (facts: RequestFacts) => refusalNoticeLetter(facts, context.publicUrl)
    return { leadRequestId: await sendLeadRequest(context, { ...asked, kind: 'REFUSAL_NOTICE', letter }) }
  },
})
