import { z } from 'zod'
import type { CallRules } from '../call/configuration.ts'
import { shareOf } from '../shared/money.ts'
import type { Problem } from '../shared/problem.ts'
import { plainText } from '../shared/text.ts'

/** What a project reached of one indicator: a count, never a person (D.Lgs. 33/2013 art. 26 c. 4). */
export const achievedResultSchema = z.strictObject({
  id: z.string().min(1).max(40),
  achieved: z.int().min(0).max(100_000_000),
  note: plainText({ max: 2000, multiline: true }),
})

/** An indicator, expected and achieved; `basisPoints` is null when nothing was expected. */
export type ResultComparison = { id: string; expected: number; achieved: number; basisPoints: number | null }

type Expected = { id: string; expected: number }
type Achieved = { id: string; achieved: number }

/** What is wrong with a project's results: each indicator of the call once, and no other (art. 8). */
export function checkResults(results: readonly Achieved[], indicators: CallRules['indicators']): Problem[] {
  const unknown = results.filter((one) => !indicators.some((known) => known.id === one.id))
  const wrong = indicators.filter((known) => results.filter((one) => one.id === known.id).length !== 1)
  return [
    ...unknown.map((one) => ({
      path: 'results',
      code: 'INDICATOR_UNKNOWN',
      message: `L’avviso non prevede "${one.id}".`,
    })),
    ...wrong.map(({ label }) => {
      const message = `Il risultato di "${label}" va indicato una volta.`
      return { path: 'results', code: 'INDICATOR_NOT_ONCE', message }
    }),
  ]
}

/** Expected against achieved, indicator by indicator, sorted by id; what is missing on a side counts zero. */
export function compareResults(
  expected: readonly Expected[],
  achieved: readonly Achieved[],
): ResultComparison[] {
  const ids = [...new Set([...expected, ...achieved].map((one) => one.id))].toSorted()
  return ids.map((id) => {
    const want = expected.filter((one) => one.id === id).reduce((sum, one) => sum + one.expected, 0)
    const have = achieved.filter((one) => one.id === id).reduce((sum, one) => sum + one.achieved, 0)
    return { id, expected: want, achieved: have, basisPoints: shareOf(have, want) }
  })
}

/** The same over many projects: counts add up, and the share is of the sums, not the mean of shares (art. 6, 8). */
export function sumResults(projects: readonly (readonly ResultComparison[])[]): ResultComparison[] {
  const all = projects.flat()
  return compareResults(all, all)
}
