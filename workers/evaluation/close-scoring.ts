import { z } from 'zod'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 6: the term of a round has passed; sheets not handed in expire, and who let them expire is not asked again. The
   reviews take their tasks away; a completion that came as the term ended waits for nobody any more. */
export const closeScoring = defineWorker({
  jobType: 'close-scoring',
  input: variablesOf(evaluation, 'cycleId', 'callId', 'scoringRoundId'),
  output: z.strictObject({}),
  async handle({ cycleId, scoringRoundId }, { stores, now }) {
    const round = await stores.evaluation.lockRound(scoringRoundId)
    if (round === null) throw new Error(`no scoring round ${scoringRoundId}`)
    await stores.evaluation.moveRound(scoringRoundId, 'close')
    const expired = await stores.evaluation.expireScorings(scoringRoundId)
    await stores.workItems.endAllFor('Task_ScoreApplication', expired, { action: 'expire', at: now })
    await stores.outbox.publishMessages({
      cycleId,
      name: 'ScoringWithdrawn',
      to: expired.map((id) => ({ correlationKey: id, variables: {} })),
    })
    await stores.outbox.endWaits('ScoringsCompleted', [round.id])
    return {}
  },
})
