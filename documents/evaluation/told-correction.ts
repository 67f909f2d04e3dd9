import type { RankingCorrection } from '../../db/evaluation/ranking-correction-store.ts'
import type { Stores } from '../../db/stores.ts'
import { correctedText } from '../../words/ranking-correction.ts'

/** What a correction changes of its application, in a sentence. */
export async function toldCorrection(
  stores: Stores,
  { corrected, rankedCostCents }: RankingCorrection,
): Promise<string> {
  const { code, title } = await stores.applications.getSubmitted(corrected.applicationId)
  return correctedText(corrected, { code, title, rankedCostCents })
}
