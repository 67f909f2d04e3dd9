import { z } from 'zod'
import { defineProcess, flag, id, instant } from './contract.ts'

/** One application, from its submission to its withdrawal or the publication of the outcome: admissibility, with what is asked of its
 * lead before it is decided, and sheets (art. 5, 6, 10). */
export const applicationReview = defineProcess({
  id: 'application-review',
  variables: {
    cycleId: id,
    applicationId: id,
    blockingReasons: z.number().int(),
    curableReasons: z.number().int(),
    admissibilityRoute: z.enum(['PROPOSE_ADMISSION', 'PROPOSE_CLARIFICATION', 'PROPOSE_EXCLUSION']),
    integrationAsked: flag,
    refusalNoticed: flag,
    leadRequestId: id,
    requestReceived: flag,
    answerDueAt: instant,
    answerAwaited: flag,
    answerMissing: flag,
    termMoved: flag,
    closedRequestId: id,
    requestUndelivered: flag,
    scoringId: id,
    scoringDueAt: instant,
  },
  inputs: ['cycleId', 'applicationId'],
  messages: {
    ApplicationSubmitted: {
      correlation: 'applicationId',
      carries: ['cycleId', 'applicationId'],
      starts: true,
    },
    ApplicationWithdrawn: { correlation: 'applicationId', carries: [] },
    AdmissibilityOpened: { correlation: 'applicationId', carries: [] },
    LeadRequestSettled: { correlation: 'leadRequestId', carries: [] },
    LeadRequestClosed: { correlation: 'leadRequestId', carries: ['closedRequestId', 'requestUndelivered'] },
    ScoringRequested: { correlation: 'applicationId', carries: ['scoringId', 'scoringDueAt'] },
    ScoringWithdrawn: { correlation: 'scoringId', carries: [] },
    OutcomePublished: { correlation: 'applicationId', carries: [] },
  },
})
