import { defineProcess, id, instant } from './contract.ts'

/** A plan version: drawn up, adopted, sent to the Region, answered (art. 8). */
export const regionalApproval = defineProcess({
  id: 'regional-approval',
  variables: {
    cycleId: id,
    callId: id,
    planVersionId: id,
    actProposalId: id,
    submissionId: id,
    regionReminderAt: instant,
  },
  inputs: ['cycleId', 'callId'],
  outputs: ['planVersionId'],
  messages: {
    RegionalReceiptReceived: { correlation: 'submissionId', carries: [] },
    RegionalOutcomeReceived: { correlation: 'submissionId', carries: [] },
  },
})
