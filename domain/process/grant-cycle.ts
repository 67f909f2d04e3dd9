import { defineProcess, flag, id } from './contract.ts'

/** The parent of a cycle, from its opening to the final regional submission (art. 8). */
export const grantCycle = defineProcess({
  id: 'grant-cycle',
  variables: {
    cycleId: id,
    callId: id,
    callDeserted: flag,
    projectsToFund: flag,
    rankingCorrected: flag,
    planVersionId: id,
    allProjectsClosed: flag,
  },
  inputs: ['cycleId'],
  messages: {
    CycleOpened: { correlation: 'cycleId', carries: ['cycleId'], starts: true },
    RankingCorrected: { correlation: 'callId', carries: [] },
    AllProjectsClosed: { correlation: 'cycleId', carries: [] },
  },
})
