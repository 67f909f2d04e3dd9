import type { Stores } from '../../db/stores.ts'
import type { Score } from '../../domain/evaluation/scoring.ts'

/** The sheets handed in for the applications of a call: for each application, the points of each evaluator. */
export async function readSheets(
  stores: Stores,
  callId: string,
): Promise<Map<string, { personId: string; scores: Score[] }[]>> {
  const scores = await stores.evaluation.scoresOf(callId)
  const byApplication = Map.groupBy(scores, (score) => score.applicationId as string)
  return new Map(
    [...byApplication].map(([applicationId, lines]) => [
      applicationId,
      [...Map.groupBy(lines, (line) => line.personId)].map(([personId, own]) => ({
        personId,
        scores: own.map(({ criterionId, centipoints }) => ({ criterionId, centipoints })),
      })),
    ]),
  )
}
