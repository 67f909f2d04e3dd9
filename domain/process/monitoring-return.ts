import { defineProcess, id } from './contract.ts'

/** The final report and its return to the Region (art. 6, 8). */
export const monitoringReturn = defineProcess({
  id: 'monitoring-return',
  variables: { cycleId: id, planVersionId: id, submissionId: id, actProposalId: id },
  inputs: ['cycleId', 'planVersionId'],
  messages: { RegionalReceiptReceived: { correlation: 'submissionId', carries: [] } },
})
