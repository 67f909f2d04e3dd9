import type { AggregatedScore } from '../../db/evaluation/ranking-store.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { aggregateScores } from '../../domain/evaluation/scoring.ts'
import type { Score } from '../../domain/evaluation/scoring.ts'

/** The exact aggregates of an application's sheets, by criterion and in total, with the call's rule; none without sheets. */
export function aggregateApplication(
  sheets: readonly { scores: Score[] }[],
  rules: CallRules['evaluation'],
): Omit<AggregatedScore, 'applicationId'>[] {
  const score = aggregateScores(
    sheets.map((sheet) => sheet.scores),
    rules,
  )
  return score === null ? [] : [...score.byCriterion, { criterionId: 'TOTAL', value: score.total }]
}
