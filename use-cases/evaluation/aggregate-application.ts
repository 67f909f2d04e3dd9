import type { AggregatedScore } from '../../db/ranking-store.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { aggregateScores } from '../../domain/evaluation/scoring.ts'
import type { Score } from '../../domain/evaluation/scoring.ts'
import type { ApplicationId } from '../../domain/shared/ids.ts'

/** The exact aggregates of an application, by criterion and in total, with the call's rule; none without sheets. */
export function aggregateApplication(
  applicationId: ApplicationId,
  sheets: readonly Score[][],
  rules: CallRules['evaluation'],
): AggregatedScore[] {
  const score = aggregateScores(sheets, rules)
  if (score === null) return []
  const total = { applicationId, criterionId: 'TOTAL', value: score.total }
  return [...score.byCriterion.map((one) => ({ applicationId, ...one })), total]
}
