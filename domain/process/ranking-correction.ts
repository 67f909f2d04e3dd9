import { defineProcess, id, instant } from './contract.ts'

/** A correction of an adopted ranking: those concerned are told and heard, then its act, and only then the corrected ranking takes the
 * place of the other; or it is taken back before (art. 8; L. 241/1990 art. 7, 10, 21-nonies). */
export const rankingCorrection = defineProcess({
  id: 'ranking-correction',
  variables: { cycleId: id, rankingCorrectionId: id, hearingEndsAt: instant, actProposalId: id },
  inputs: ['cycleId', 'rankingCorrectionId'],
  messages: {
    RankingCorrectionProposed: {
      correlation: 'rankingCorrectionId',
      carries: ['cycleId', 'rankingCorrectionId'],
      starts: true,
    },
    RankingCorrectionWithdrawn: { correlation: 'rankingCorrectionId', carries: [] },
  },
})
