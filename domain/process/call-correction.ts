import { defineProcess, id } from './contract.ts'

/** A correction of a published call: its act, and only then the new version; or it is taken back before (art. 8; L. 241/1990 art. 12). */
export const callCorrection = defineProcess({
  id: 'call-correction',
  variables: { cycleId: id, callCorrectionId: id, actProposalId: id },
  inputs: ['cycleId', 'callCorrectionId'],
  messages: {
    CallCorrectionProposed: {
      correlation: 'callCorrectionId',
      carries: ['cycleId', 'callCorrectionId'],
      starts: true,
    },
    CallCorrectionWithdrawn: { correlation: 'callCorrectionId', carries: [] },
  },
})
