import { cents, minCents, percentOf, subtractCents, ZERO } from '../shared/money.ts'
import type { Cents } from '../shared/money.ts'
import type {
  RankedApplication,
  RankingEntry,
  RankingInput,
  RankingOutcome,
  RankingRules,
  RankingStage,
} from './ranking-input.ts'
import { aggregateScores, reachesThreshold } from './scoring.ts'
import { orderBy } from './tie-breaks.ts'
import type { Scored } from './tie-breaks.ts'

/** The grant that the rules give, before the budget line: the least of request, maximum, and share of the eligible cost
 * rounded half up. In cents. */
export function grantFor(facts: {
  eligibleCostCents: number
  requestedGrantCents: number
  grant: Pick<RankingRules['grant'], 'maxShareBasisPoints' | 'maxAmountCents'>
}): Cents {
  const share = percentOf(facts.eligibleCostCents, facts.grant.maxShareBasisPoints)
  return minCents(share, facts.requestedGrantCents, facts.grant.maxAmountCents ?? share)
}

/* What comes of an application’s entitlement; the grant in cents. */
type Funding = { outcome: RankingOutcome; grantCents: Cents }

function cutFunding(available: Cents, rules: RankingRules): Funding {
  const enough = available > 0 && available >= (rules.grant.minAmountCents ?? 0)
  if (!rules.partialFunding || !enough) return { outcome: 'ADMITTED_NOT_FUNDED', grantCents: ZERO }
  return { outcome: 'PARTIALLY_FUNDED', grantCents: available }
}

/** What the budget line gives to those in order, by what each is entitled to: it closes at the first grant that it does not cover. */
export function fundInOrder(entitled: readonly Cents[], rules: RankingRules): Funding[] {
  let available = cents(rules.budgetLineCents)
  let open = true
  return entitled.map((grantCents) => {
    if (!open) return { outcome: 'ADMITTED_NOT_FUNDED', grantCents: ZERO }
    if (grantCents > available) {
      open = false
      return cutFunding(available, rules)
    }
    available = subtractCents(available, grantCents)
    return { outcome: 'FUNDED', grantCents }
  })
}

function isInRanking({ admissible, committee }: RankedApplication, stage: RankingStage): boolean {
  return admissible && (stage === 'PROVISIONAL' || committee === 'CONFIRMED')
}

function notAdmitted({ applicationId }: RankedApplication): RankingEntry {
  return {
    applicationId,
    position: null,
    aggregate: null,
    byCriterion: [],
    tieBreak: null,
    outcome: 'NOT_ADMITTED',
    entitledCents: ZERO,
    grantCents: ZERO,
  }
}

function entriesOf(scored: readonly Scored[], input: RankingInput): RankingEntry[] {
  const order = orderBy({ tieBreaks: input.rules.tieBreaks, drawSeed: input.drawSeed })
  const ordered = order.inOrder(scored)
  const { above = [], below = [] } = Object.groupBy(ordered, ({ score }) =>
    reachesThreshold(score, input.rules) ? 'above' : 'below',
  )
  const entitled = above.map(({ application }) => grantFor({ ...application, grant: input.rules.grant }))
  const funded = fundInOrder(entitled, input.rules)
  const ranked = above.map((placed, index): RankingEntry => ({
    applicationId: placed.application.applicationId,
    position: index + 1,
    aggregate: placed.score.total,
    byCriterion: placed.score.byCriterion,
    tieBreak: index === 0 ? null : order.tieBreakOf(above[index - 1] ?? placed, placed),
    entitledCents: entitled[index] ?? ZERO,
    ...(funded[index] ?? { outcome: 'ADMITTED_NOT_FUNDED', grantCents: ZERO }),
  }))
  const lower = below.map(({ application, score }): RankingEntry => ({
    ...notAdmitted(application),
    aggregate: score.total,
    byCriterion: score.byCriterion,
    outcome: 'BELOW_THRESHOLD',
  }))
  return [...ranked, ...lower]
}

/** The ranking of a call: those above the threshold in order, then those below it, then those not admitted; the same for
 * any order of the input. The budget line is spent from the top and closes at the first grant that it does not cover,
 * which gets the rest when the call funds in part. Throws RangeError when an application of it has no scores. */
export function rank(input: RankingInput): RankingEntry[] {
  const scored = input.applications
    .filter((one) => isInRanking(one, input.stage))
    .map((application): Scored => {
      const score = aggregateScores(
        application.evaluations.map((one) => one.scores),
        input.rules,
      )
      if (score === null) throw new RangeError(`no scores for application ${application.applicationId}`)
      return { application, score }
    })
  const others = input.applications.filter((one) => !isInRanking(one, input.stage))
  const out = others.toSorted((a, b) => (a.applicationId < b.applicationId ? -1 : 1))
  return [...entriesOf(scored, input), ...out.map(notAdmitted)]
}
