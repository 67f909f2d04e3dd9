import { z } from 'zod'
import type { Aggregation, CallRules } from '../call/configuration.ts'
import { addFractions, compareFractions, fraction, pointsOf } from '../shared/fraction.ts'
import type { Fraction } from '../shared/fraction.ts'
import type { Problem } from '../shared/problem.ts'

type Criterion = CallRules['evaluation']['criteria'][number]

/** One evaluator's points for one criterion, in centipoints. */
export const scoreSchema = z.strictObject({
  criterionId: z.string().min(1).max(40),
  centipoints: z
    .int('I punti sono in centesimi interi (1500 = 15 punti).')
    .min(0, 'I punti non possono essere negativi.'),
})
export type Score = z.infer<typeof scoreSchema>

/** A score sheet as an evaluator gives it: points with their reasons, one line per criterion. */
export interface ScoreSheet {
  scores: readonly (Score & { reason: string })[]
}

function scoreProblem(
  { centipoints }: Score,
  criterion: Criterion | undefined,
  step: number,
): [string, string] | null {
  if (criterion === undefined) return ['CRITERION_UNKNOWN', 'L’avviso non prevede questo criterio.']
  if (centipoints > criterion.maxCentipoints) {
    return ['ABOVE_MAXIMUM', `"${criterion.label}": il massimo è {${criterion.maxCentipoints}:points} punti.`]
  }
  const steps = `"${criterion.label}": i punti vanno di {${step}:points} in {${step}:points}.`
  return centipoints % step === 0 ? null : ['NOT_A_STEP', steps]
}

/** What is wrong with a score sheet under the frozen criteria: each criterion once, within its maximum, by the call's
 * step. Empty when it can be accepted. */
export function checkScoreSheet({ scores }: ScoreSheet, rules: CallRules['evaluation']): Problem[] {
  const lines = scores.flatMap((score, index): Problem[] => {
    const criterion = rules.criteria.find((one) => one.id === score.criterionId)
    const found = scoreProblem(score, criterion, rules.stepCentipoints)
    return found === null ? [] : [{ path: `scores[${index}].centipoints`, code: found[0], message: found[1] }]
  })
  const counts = rules.criteria.map((one) => ({
    one,
    times: scores.filter((s) => s.criterionId === one.id).length,
  }))
  const wrong = counts.filter(({ times }) => times !== 1)
  return [
    ...lines,
    ...wrong.map(({ one, times }): Problem => {
      const missing = times === 0
      const message = missing
        ? `Mancano i punti di "${one.label}".`
        : `"${one.label}" compare ${times} volte.`
      return { path: 'scores', code: missing ? 'SCORE_MISSING' : 'REPEATED', message }
    }),
  ]
}

function mean(points: readonly number[]): Fraction {
  const sum = points.reduce((before, one) => before + one, 0)
  return fraction(
    Number.isSafeInteger(sum) ? sum : points.reduce((before, one) => before + BigInt(one), 0n),
    points.length,
  )
}

function median(sorted: readonly number[]): Fraction {
  const half = Math.floor(sorted.length / 2)
  return mean(sorted.length % 2 === 1 ? sorted.slice(half, half + 1) : sorted.slice(half - 1, half + 1))
}

/** One exact value from the evaluators' points: mean; mean without one highest and one lowest (plain mean below three
 * evaluators); or median. Throws RangeError when there are no points. */
export function aggregatePoints(points: readonly number[], rule: Aggregation): Fraction {
  const sorted = points.toSorted((a, b) => a - b)
  if (rule === 'MEDIAN') return median(sorted)
  return mean(rule === 'TRIMMED_MEAN' && sorted.length >= 3 ? sorted.slice(1, -1) : sorted)
}

/** The committee's score of an application, in exact centipoints. */
export type AggregateScore = { total: Fraction; byCriterion: { criterionId: string; value: Fraction }[] }

type AggregateRules = { criteria: readonly { id: string }[]; aggregation: Aggregation }

/* Each sheet is read once, from its beginning to its end: a call has hundreds of thousands of scores. */
function pointsByCriterion(sheets: readonly (readonly Score[])[], { criteria }: AggregateRules): number[][] {
  const points = criteria.map((): number[] => [])
  const columns = new Map(criteria.map(({ id }, index) => [id, points[index]]))
  for (const [before, sheet] of sheets.entries()) {
    for (const { criterionId, centipoints } of sheet) {
      const column = columns.get(criterionId)
      if (column?.length === before) column.push(centipoints)
    }
    const missing = points.findIndex((column) => column.length === before)
    if (missing >= 0) throw new RangeError(`a score sheet has no points for ${criteria[missing]?.id ?? ''}`)
  }
  return points
}

/** Aggregates evaluators' sheets criterion by criterion with the call's rule; the total is the sum of the criteria, so
 * that what people read adds up. Null when nobody scored. Throws RangeError for a sheet without one of the criteria. */
export function aggregateScores(
  sheets: readonly (readonly Score[])[],
  rules: AggregateRules,
): AggregateScore | null {
  if (sheets.length === 0) return null
  const points = pointsByCriterion(sheets, rules)
  const byCriterion = rules.criteria.map(({ id }, index) => ({
    ...{ criterionId: id, value: aggregatePoints(points[index] ?? [], rules.aggregation) },
  }))
  return { total: addFractions(...byCriterion.map((one) => one.value)), byCriterion }
}

type Minima = {
  thresholdCentipoints: number
  criteria: readonly { id: string; minCentipoints: number | null }[]
}

/** A minimum of the call that a score does not reach: a criterion's, or the threshold of the whole (`criterionId` null). `points`
 * are those reached, with as many digits as tell them from it. */
export interface MissedMinimum {
  criterionId: string | null
  points: string
  minCentipoints: number
}

/** The minima that an aggregate does not reach: the call's threshold first, then those of its criteria. */
export function missedMinima(score: AggregateScore, rules: Minima): MissedMinimum[] {
  const valueOf = new Map(score.byCriterion.map((one) => [one.criterionId, one.value]))
  const minima = rules.criteria.map((one) => ({
    ...{ criterionId: one.id, value: valueOf.get(one.id), least: one.minCentipoints },
  }))
  const whole = { criterionId: null, value: score.total, least: rules.thresholdCentipoints }
  return [whole, ...minima].flatMap(({ criterionId, value, least }) => {
    if (value === undefined || least === null) return []
    const minimum = fraction(least)
    if (compareFractions(value, minimum) >= 0) return []
    return [{ criterionId, points: pointsOf(value, [minimum]), minCentipoints: least }]
  })
}

/** True when the aggregate reaches the call's threshold and the minimum of every criterion that has one. */
export const reachesThreshold = (score: AggregateScore, rules: Minima): boolean =>
  missedMinima(score, rules).length === 0
