import { defineProcess, id } from './contract.ts'

/** An act: our proposal, its adoption and publication by the body, and only then its effects (art. 8, 11). */
export const actAdoption = defineProcess({
  id: 'act-adoption',
  variables: { cycleId: id, actProposalId: id },
  inputs: ['cycleId', 'actProposalId'],
  messages: {},
})
