import type { Call } from '../../db/call/call-store.ts'
import type { AggregatedScore } from '../../db/evaluation/aggregate-store.ts'
import type { Stores } from '../../db/stores.ts'
import { aggregateScores } from '../../domain/evaluation/scoring.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { ApplicationId } from '../../domain/shared/ids.ts'
import { readSheets } from './read-sheets.ts'

/** Aggregates the sheets of applications by criterion and in total, as exact fractions, with the call's rule (art. 6); an
 * application without sheets has no aggregate. */
export async function aggregateApplications(
  stores: Stores,
  call: Call,
  applicationIds: readonly string[],
): Promise<void> {
  const sheets = await readSheets(stores, call.id)
  const aggregates = applicationIds.flatMap((id): AggregatedScore[] => {
    const given = (sheets.get(id) ?? []).map((sheet) => sheet.scores)
    const score = aggregateScores(given, call.rules.evaluation)
    if (score === null) return []
    const applicationId = asId<ApplicationId>(id)
    return [...score.byCriterion, { criterionId: 'TOTAL', value: score.total }].map((one) => ({
      applicationId,
      ...one,
    }))
  })
  await stores.evaluation.putAggregates(applicationIds, aggregates)
}
