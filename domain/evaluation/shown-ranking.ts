import { fraction, pointsOf } from '../shared/fraction.ts'
import type { Fraction } from '../shared/fraction.ts'
import type { RankingEntry, RankingSeal } from './ranking-input.ts'
import { missedMinima } from './scoring.ts'
import type { MissedMinimum } from './scoring.ts'

/** How people read an entry of a ranking: its points as decimal text with a point (null without a score), in all and by criterion, with
 * as many digits as tell them from the threshold or the minimum and from the entries before and after it, and the minima that it does
 * not reach. */
export interface ShownEntry {
  points: string | null
  criteria: { criterionId: string; points: string }[]
  missed: MissedMinimum[]
}

/** The entries of a ranking as people read them, in their order: no rounding hides why one stands where it does (art. 6, 7). */
export function shownEntries({
  entries,
  input: { rules },
}: Pick<RankingSeal, 'entries' | 'input'>): (RankingEntry & ShownEntry)[] {
  const threshold = fraction(rules.thresholdCentipoints)
  return entries.map((entry, index) => {
    const { aggregate, byCriterion } = entry
    if (aggregate === null) return { ...entry, points: null, criteria: [], missed: [] }
    const beside = [entries[index - 1], entries[index + 1]].flatMap((one) => one ?? [])
    return {
      ...entry,
      points: pointsOf(aggregate, [threshold, ...beside.flatMap((one) => one.aggregate ?? [])]),
      criteria: byCriterion.map(({ criterionId, value }) => ({
        criterionId,
        points: pointsOf(value, [...minimumOf(criterionId, rules), ...beside.flatMap(givenFor(criterionId))]),
      })),
      missed: missedMinima({ total: aggregate, byCriterion }, rules),
    }
  })
}

const minimumOf = (criterionId: string, { criteria }: RankingSeal['input']['rules']): Fraction[] =>
  criteria.flatMap(({ id, minCentipoints: least }) =>
    id === criterionId && least !== null ? [fraction(least)] : [],
  )
const givenFor =
  (criterionId: string) =>
  ({ byCriterion }: RankingEntry): Fraction[] =>
    byCriterion.flatMap((one) => (one.criterionId === criterionId ? [one.value] : []))
