import type { CallRules } from '../domain/call/configuration.ts'
import { formatPoints } from '../words/formats.ts'
import { decimal } from './forms/fields.ts'

type Rules = CallRules['evaluation']

/* What was typed for a criterion; points as text where nobody could read them yet. */
interface TypedScore {
  criterionId?: unknown
  points?: unknown
  reason?: unknown
}

/** The rows of a sheet in what was typed into its form, whatever a program has sent. */
export const typedScores = (scores: unknown): readonly TypedScore[] =>
  (Array.isArray(scores) ? (scores as unknown[]) : []).filter(
    (one): one is TypedScore => typeof one === 'object' && one !== null,
  )

/* Centipoints; null where no points are there, or nobody can read them. */
function centipointsOf({ points }: TypedScore): number | null {
  const value = typeof points === 'string' ? decimal(2)(points) : { value: points }
  return 'value' in value && typeof value.value === 'number' ? Math.round(value.value * 100) : null
}

/** A sheet so far: the points of each criterion beside its minimum, their sum beside the threshold, and what is still missing. The
 * threshold and the minima are the call's for the score of the whole committee: of one sheet they bar nothing (art. 6). */
export function sheetSoFar(
  scores: readonly TypedScore[],
  { criteria, thresholdCentipoints, maxCentipoints }: Rules,
) {
  const rows = criteria.map(({ id, label, maxCentipoints: most, minCentipoints: least }) => {
    const typed = scores.find((one) => one.criterionId === id) ?? {}
    const points = centipointsOf(typed)
    return {
      ...{ label, points, most, least, below: points !== null && least !== null && points < least },
      whole: points !== null && typeof typed.reason === 'string' && typed.reason.trim() !== '',
    }
  })
  const total = rows.reduce((sum, { points }) => sum + (points ?? 0), 0)
  return {
    rows,
    ...{ total, threshold: thresholdCentipoints, most: maxCentipoints, below: total < thresholdCentipoints },
    under: rows.some(({ below }) => below),
    missing: rows.filter(({ whole }) => !whole).length,
  }
}

/** How far a sheet that is kept for later has come, in words. */
export function draftWords(typed: unknown, rules: Rules): string {
  const { total, missing, rows } = sheetSoFar(
    typedScores((typed as { scores?: unknown } | null)?.scores),
    rules,
  )
  return `${rows.length - missing} criteri su ${rows.length}, ${formatPoints(total)} punti finora`
}
