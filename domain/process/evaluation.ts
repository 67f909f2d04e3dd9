import { z } from 'zod'
import { defineProcess, flag, id, instant } from './contract.ts'

/** The evaluation of a call: who may evaluate what, the meeting, the ranking, the outcome notices (art. 5, 6, 7). */
export const evaluation = defineProcess({
  id: 'evaluation',
  variables: {
    cycleId: id,
    callId: id,
    rankingCorrected: flag,
    declarationIds: z.array(id),
    declarationId: id,
    declarationsDueAt: instant,
    conflictsDeclared: flag,
    panelsSufficient: flag,
    scoringRoundId: id,
    scoringDueAt: instant,
    sheetReminderAt: instant,
    sheetsSufficient: flag,
    rankingId: id,
    meetingId: id,
    lateConflictId: id,
    approved: flag,
    rankingDrawnUp: flag,
    deferred: flag,
    actProposalId: id,
    projectsToFund: flag,
    grantCut: flag,
    leadRequestId: id,
    requestReceived: flag,
    answerDueAt: instant,
    reshapingAsked: flag,
  },
  inputs: ['cycleId', 'callId', 'rankingCorrected'],
  outputs: ['projectsToFund'],
  messages: {
    AdmissibilityDecided: { correlation: 'callId', carries: [] },
    ScoringsCompleted: { correlation: 'scoringRoundId', carries: [] },
    LateConflictTold: { correlation: 'callId', carries: ['lateConflictId'] },
    RankingReopened: { correlation: 'rankingId', carries: [] },
    LeadRequestSettled: { correlation: 'leadRequestId', carries: [] },
  },
})
