import type { Stores } from '../../db/stores.ts'
import type { Application } from '../../domain/call/application.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { withoutPartners } from '../../domain/call/partner-decisions.ts'

/** What a project is reshaped from: as it was presented, without partners that were dropped, and its cut grant in cents. */
export interface Reshapable {
  presented: Application
  rules: CallRules
  grantCents: number
}

/** What a project whose grant is cut is reshaped from (art. 8). */
export async function reshapableOf(
  stores: Stores,
  { applicationId }: { applicationId: string },
): Promise<Reshapable> {
  const application = await stores.applications.getSubmitted(applicationId)
  const { rules } = await stores.calls.get(application.callId)
  const decisions = await stores.admissibility.partnerDecisionsOf(applicationId)
  const dropped = [...decisions].flatMap(([code, decision]) => (decision === 'DROPPED' ? [code] : []))
  const left = withoutPartners(application.content, dropped)
  return {
    rules,
    presented: { ...left, budgetLines: left.budgetLines.filter(({ costCents }) => costCents > 0) },
    grantCents: await stores.evaluation.publishedGrantOf(applicationId),
  }
}
