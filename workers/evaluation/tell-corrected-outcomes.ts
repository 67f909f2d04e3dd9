import { z } from 'zod'
import type { Call } from '../../db/call/call-store.ts'
import type { RankingCorrection } from '../../db/evaluation/ranking-correction-store.ts'
import { correctedOutcomeIntro } from '../../documents/evaluation/ranking-correction-letters.ts'
import { rankingCorrection } from '../../domain/process/ranking-correction.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { withdrawPlan } from '../../procedures/approval/withdraw-plan.ts'
import { defineWorker } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'
import { tellOutcomes } from './notify-outcomes.ts'

/* Art. 8; L. 241/1990 art. 21-nonies: the act has put the corrected ranking in the place of the other. Each lead is told its outcome anew, from
   which its terms run anew; the plan that rested on the other is taken back, and the cycle goes on from the answers on cut grants. */
export const tellCorrectedOutcomes = defineWorker({
  jobType: 'tell-corrected-outcomes',
  input: variablesOf(rankingCorrection, 'cycleId', 'rankingCorrectionId'),
  output: z.strictObject({}),
  async handle({ cycleId, rankingCorrectionId: id }, context) {
    const { stores } = context
    const correction = await stores.rankingCorrections.get(id)
    const call = await stores.calls.get(correction.callId, 'update')
    if (!(await withdrawPlan(context, correction.rankingId))) return {}
    await tellAnew(context, call, correction)
    await stores.outbox.publishMessage({
      ...{ cycleId, name: 'RankingCorrected', correlationKey: call.id },
      variables: {},
    })
    return {}
  },
})

async function tellAnew(context: WorkerContext, call: Call, correction: RankingCorrection): Promise<void> {
  const { stores } = context
  const ranking = await stores.evaluation.adoptedRanking(call.id)
  if (ranking === null || ranking.id !== correction.successorId)
    throw new Error(`the act on the correction ${correction.id} has no effect yet`)
  await tellOutcomes(context, {
    ranking,
    lines: await stores.evaluation.linesOf(ranking.id),
    submitted: await stores.applications.submittedOf(call.id),
    intro: `${correctedOutcomeIntro({ correction, callTitle: call.title })}\n\n`,
  })
}
