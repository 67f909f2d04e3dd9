import type { Stores } from '../../db/stores.ts'
import type { ScoringRound } from '../../db/evaluation/round-store.ts'

/** Ends a round whose row the caller has locked, when no sheet of it is open any more, and says so to the process: of two
 * who hand in the last sheets at once, exactly one does it. */
export async function completeScoringRound(stores: Stores, round: ScoringRound): Promise<void> {
  if (await stores.evaluation.hasOpen(round.id)) return
  const completed = await stores.evaluation.moveRound(round.id, 'complete')
  if (!completed) return
  await stores.outbox.publishMessage({
    cycleId: (await stores.calls.get(round.callId)).cycleId,
    name: 'ScoringsCompleted',
    correlationKey: round.id,
    variables: {},
  })
}
