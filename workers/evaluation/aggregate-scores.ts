import type { Stores } from '../../db/stores.ts'
import { z } from 'zod'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { aggregateApplications } from '../../procedures/evaluation/aggregate-applications.ts'
import { defineWorker } from '../worker.ts'

/* Art. 6: aggregates by the call's rule, as exact fractions. The key under which the rankings will name evaluators is made
   here. */
export const aggregateScores = defineWorker({
  jobType: 'aggregate-scores',
  input: variablesOf(evaluation, 'cycleId', 'callId'),
  output: z.strictObject({}),
  async handle({ callId }, { stores, now }) {
    await receiveCompletion(stores, callId, now)
    await stores.evaluation.makeEvaluatorKey(callId)
    const call = await stores.calls.get(callId)
    const submitted = await stores.applications.submittedOf(callId)
    const admitted = submitted.filter((one) => one.status === 'ADMITTED')
    await aggregateApplications(
      stores,
      call,
      admitted.map(({ id }) => id),
    )
    return {}
  },
})

async function receiveCompletion(stores: Stores, callId: string, now: Date): Promise<void> {
  const round = await stores.evaluation.lastRound(callId)
  if (round === null) throw new Error(`no scoring round of call ${callId}`)
  await stores.outbox.markReceived({ name: 'ScoringsCompleted', correlationKey: round.id }, now)
}
