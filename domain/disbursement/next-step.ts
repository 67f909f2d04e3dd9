import type { TrancheRule } from '../call/configuration.ts'
import type { Cents } from '../shared/money.ts'
import { trancheDue } from './payments.ts'
import type { ProjectAccount, Tranche } from './payments.ts'

/** Where a project that runs stands: its account, its settled statements, its results, the tranches that were paid. */
export interface ProjectProgress {
  account: ProjectAccount
  settledStatements: number
  resultsReported: boolean
  paidTrancheIds: readonly string[]
}

/** What a project does next: a statement or its results, which a tranche waits for; the payment of what is due of a tranche, in
 * cents; its closing, when no tranche remains. */
export type NextStep =
  | { step: 'STATEMENT' | 'RESULTS'; tranche: Tranche }
  | { step: 'PAYMENT'; tranche: Tranche; dueCents: Cents }
  | { step: 'CLOSING'; tranche: null }

const asksStatement = ({ preconditions }: TrancheRule): boolean =>
  preconditions.includes('STATEMENT_ADMITTED')

/** How many statements a project of the call hands in: one before each tranche that asks for one (art. 10). */
export function statementsAsked(tranches: readonly TrancheRule[]): number {
  return tranches.filter(asksStatement).length
}

/** The next step of a project by the call's tranches, in their order (art. 8, 10): the first that was not paid, and of which
 * something is due, is prepared with a statement of its own where it asks for one, and then paid. Results are told before
 * the last tranche, whatever the call asks. Once started a project has its agreement, so that no tranche waits for that. */
export function nextStep(tranches: readonly Tranche[], progress: ProjectProgress): NextStep {
  for (const [index, tranche] of tranches.entries()) {
    if (progress.paidTrancheIds.includes(tranche.id)) continue
    if (progress.settledStatements < statementsAsked(tranches.slice(0, index + 1)))
      return { step: 'STATEMENT', tranche }
    if (index === tranches.length - 1 && !progress.resultsReported) return { step: 'RESULTS', tranche }
    const dueCents = trancheDue(tranche, progress.account)
    if (dueCents > 0) return { step: 'PAYMENT', tranche, dueCents }
  }
  return { step: 'CLOSING', tranche: null }
}
