import type { CallRules } from '../call/configuration.ts'
import type { Problem } from '../shared/problem.ts'

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
