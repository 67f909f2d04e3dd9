import { defineProcess, flag, id, instant } from './contract.ts'

/** A public call, from its configuration to its closing (art. 8). */
export const call = defineProcess({
  id: 'call',
  variables: {
    cycleId: id,
    callId: id,
    actProposalId: id,
    callOpensAt: instant,
    callClosesAt: instant,
    callClosed: flag,
    callDeserted: flag,
  },
  inputs: ['cycleId'],
  outputs: ['callId', 'callDeserted'],
  messages: {},
})
