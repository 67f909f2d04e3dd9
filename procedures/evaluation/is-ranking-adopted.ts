import type { Stores } from '../../db/stores.ts'

/** True once the body has adopted the act on a call's ranking: from then on a conflict changes no rank (art. 5, 8). */
export async function isRankingAdopted(stores: Stores, callId: string): Promise<boolean> {
  const ranking = await stores.evaluation.rankingOf(callId)
  if (ranking === null || ranking.provisionalId === null) return false
  return (await stores.acts.openOn('RANKING_APPROVAL', ranking.id)) === null
}
