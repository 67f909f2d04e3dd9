import { defineProcess, flag, id, instant } from './contract.ts'

/** The guidance document: draft, comments of the network, vote, adoption (art. 6, 8). */
export const guidance = defineProcess({
  id: 'guidance',
  variables: {
    cycleId: id,
    guidanceDocumentId: id,
    commentsDueAt: instant,
    meetingId: id,
    approved: flag,
    deferred: flag,
    actProposalId: id,
  },
  inputs: ['cycleId'],
  messages: {},
})
