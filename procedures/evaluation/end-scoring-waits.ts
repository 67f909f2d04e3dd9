import type { Stores } from '../../db/stores.ts'
import type { ScoringRound } from '../../db/evaluation/scoring-store.ts'

/** The process has left a round's scope: what it had not received by then (its last sheet may be handed in as the term ends)
 * waits for nobody any more. */
export async function endScoringWaits(stores: Stores, round: ScoringRound): Promise<void> {
  const sheets = await stores.evaluation.scoringsOf(round.callId)
  const ofRound = sheets.filter((sheet) => sheet.roundId === round.id).map((sheet) => sheet.id)
  await stores.outbox.endWaits('ScoringRequested', [round.id])
  await stores.outbox.endWaits('ScoringsCompleted', [round.id])
  await stores.outbox.endWaits('ScoringWithdrawn', ofRound)
}
