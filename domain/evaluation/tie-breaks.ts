import { compareCodes } from '../shared/codes.ts'
import { sha256Hex } from '../shared/canonical-json.ts'
import { compareFractions, fraction } from '../shared/fraction.ts'
import type { Fraction } from '../shared/fraction.ts'
import type { RankedApplication } from './ranking-input.ts'
import type { AggregateScore } from './scoring.ts'

/** An application with its score, ready to be put in order. */
export type Scored = { application: RankedApplication; score: AggregateScore }

type Comparison = (a: Scored, b: Scored, drawSeed: string) => number

function criterionValue({ score }: Scored, criterionId: string): Fraction {
  return score.byCriterion.find((one) => one.criterionId === criterionId)?.value ?? fraction(0)
}

function cofinancingShare({ application }: Scored): Fraction {
  const { eligibleCostCents, requestedGrantCents } = application
  return eligibleCostCents === 0
    ? fraction(0)
    : fraction(eligibleCostCents - requestedGrantCents, eligibleCostCents)
}

function drawn({ application }: Scored, drawSeed: string): string {
  return sha256Hex(`${drawSeed}:${application.applicationId}`)
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

const RESERVED: Readonly<Record<string, Comparison>> = {
  COFINANCING_SHARE: (a, b) => compareFractions(cofinancingShare(b), cofinancingShare(a)),
  LOWER_REQUEST: (a, b) => a.application.requestedGrantCents - b.application.requestedGrantCents,
  ARRIVAL: ({ application: a }, { application: b }) =>
    Date.parse(a.arrivedAt) - Date.parse(b.arrivedAt) || compareCodes(a.code, b.code),
  DRAW: (a, b, drawSeed) => compareText(drawn(a, drawSeed), drawn(b, drawSeed)),
}

function compareBy(rule: string, drawSeed: string): (a: Scored, b: Scored) => number {
  const reserved = RESERVED[rule]
  if (reserved !== undefined) return (a, b) => reserved(a, b, drawSeed)
  return (a, b) => compareFractions(criterionValue(b, rule), criterionValue(a, rule))
}

/** The first of the call's tie-breaks that tells two applications apart; null when none does. A criterion's id compares
 * its points, higher first; two that arrived in the same millisecond are told apart by their numbers. */
export function decidingTieBreak(
  a: Scored,
  b: Scored,
  rules: { tieBreaks: readonly string[]; drawSeed: string },
) {
  return rules.tieBreaks.find((rule) => compareBy(rule, rules.drawSeed)(a, b) !== 0) ?? null
}

/** Order of two applications: higher total first, then the call's tie-breaks, then their ids. */
export function compareScored(rules: {
  tieBreaks: readonly string[]
  drawSeed: string
}): (a: Scored, b: Scored) => number {
  const comparisons = rules.tieBreaks.map((rule) => compareBy(rule, rules.drawSeed))
  return (a, b) => {
    const byTotal = compareFractions(b.score.total, a.score.total)
    if (byTotal !== 0) return byTotal
    for (const compare of comparisons) {
      const found = compare(a, b)
      if (found !== 0) return found
    }
    return compareText(a.application.applicationId, b.application.applicationId)
  }
}
