import { defineProcess, flag, id } from './contract.ts'

/** A funded project: agreement, codes, grant, tranches, results, closing (art. 9, 10). */
export const allianceProject = defineProcess({
  id: 'alliance-project',
  variables: {
    cycleId: id,
    projectId: id,
    actProposalId: id,
    statementDue: flag,
    resultsDue: flag,
    paymentDue: flag,
    trancheId: id,
    statementId: id,
  },
  inputs: ['cycleId', 'projectId'],
  messages: {
    ProjectApproved: { correlation: 'projectId', carries: ['cycleId', 'projectId'], starts: true },
  },
})
