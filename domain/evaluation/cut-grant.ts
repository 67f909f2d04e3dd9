import { rankingOutcomeSchema } from './ranking-input.ts'
import type { RankingEntry, RankingRules } from './ranking-input.ts'
import { z } from 'zod'
import type { ApplicationId } from '../shared/ids.ts'
import { ZERO } from '../shared/money.ts'
import type { Cents } from '../shared/money.ts'
import { fundInOrder } from './ranking.ts'

/** How an application stands once leads have answered on the grants that were cut: as it was ranked, or without a grant because its
 * lead does without. */
export const standingOutcomeSchema = z.enum([...rankingOutcomeSchema.options, 'DECLINED'])
export type StandingOutcome = z.infer<typeof standingOutcomeSchema>

/** What an application has in the end; the grant in cents. */
export interface StandingGrant {
  applicationId: ApplicationId
  outcome: StandingOutcome
  grantCents: Cents
}

type Ranked = Pick<RankingEntry, 'applicationId' | 'position' | 'entitledCents'>

/** The grants of a ranking's positions when some of their leads do without: their money goes to those that follow, in the ranking's
 * order, by the rule that cut them (art. 8). With nobody who does without it is what the ranking says. */
export function standingGrants(
  entries: readonly Ranked[],
  declined: ReadonlySet<string>,
  rules: RankingRules,
): StandingGrant[] {
  const positioned = entries.filter(({ position }) => position !== null)
  const taking = positioned.filter(({ applicationId }) => !declined.has(applicationId))
  const funding = fundInOrder(
    taking.map(({ entitledCents }) => entitledCents),
    rules,
  )
  const given = new Map(taking.map(({ applicationId }, index) => [applicationId, funding[index]]))
  return positioned.map(({ applicationId }) => ({
    applicationId,
    ...(given.get(applicationId) ?? { outcome: 'DECLINED', grantCents: ZERO }),
  }))
}

/** The application whose grant is cut, null where none is: the budget line cuts one at most. */
export const cutGrantOf = (grants: readonly StandingGrant[]): StandingGrant | null =>
  grants.find(({ outcome }) => outcome === 'PARTIALLY_FUNDED') ?? null

/** The grants that an answer changes. */
export function changedGrants(
  before: readonly StandingGrant[],
  after: readonly StandingGrant[],
): StandingGrant[] {
  const old = new Map(before.map((one) => [one.applicationId, one]))
  return after.filter(({ applicationId, outcome, grantCents }) => {
    const was = old.get(applicationId)
    return was?.outcome !== outcome || was.grantCents !== grantCents
  })
}
