import { z } from 'zod'
import { defineProcess, id, instant } from './contract.ts'

/** One application, from its submission to its withdrawal or the publication of the outcome: admissibility and sheets
 * (art. 5, 6, 10). */
export const applicationReview = defineProcess({
  id: 'application-review',
  variables: {
    cycleId: id,
    applicationId: id,
    blockingReasons: z.number().int(),
    curableReasons: z.number().int(),
    admissibilityRoute: z.enum(['PROPOSE_ADMISSION', 'PROPOSE_CLARIFICATION', 'PROPOSE_EXCLUSION']),
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
    ScoringRequested: { correlation: 'applicationId', carries: ['scoringId', 'scoringDueAt'] },
    ScoringWithdrawn: { correlation: 'scoringId', carries: [] },
    OutcomePublished: { correlation: 'applicationId', carries: [] },
  },
})
