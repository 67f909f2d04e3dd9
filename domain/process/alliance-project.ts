import { z } from 'zod'
import { defineProcess, id } from './contract.ts'

/** A funded project: agreement, codes, grant, tranches, results, closing (art. 9, 10). */
export const allianceProject = defineProcess({
  id: 'alliance-project',
  variables: {
    cycleId: id,
    projectId: id,
    actProposalId: id,
    tranche: z.enum(['ADVANCE', 'BALANCE']),
    statementId: id,
  },
  inputs: ['cycleId', 'projectId'],
  messages: {
    ProjectApproved: { correlation: 'projectId', carries: ['cycleId', 'projectId'], starts: true },
  },
})
