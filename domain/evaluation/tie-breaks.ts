import { compareCodes } from '../shared/codes.ts'
import { sha256Hex } from '../shared/canonical-json.ts'
import { comparable, compareExactly, fraction } from '../shared/fraction.ts'
import type { Comparable, Fraction } from '../shared/fraction.ts'
import type { RankedApplication } from './ranking-input.ts'
import type { AggregateScore } from './scoring.ts'

/** An application with its score, ready to be put in order. */
export type Scored = { application: RankedApplication; score: AggregateScore }

/* A rule: what it asks of each application, once, and how two answers compare. */
interface Rule<K> {
  keyOf: (one: Scored) => K
  compare: (a: K, b: K) => number
}
type Comparison = Rule<unknown>

const ruleOf = <K>(keyOf: Rule<K>['keyOf'], compare: Rule<K>['compare']): Comparison =>
  ({ keyOf, compare }) as Comparison

const highestFirst = (a: Comparable, b: Comparable): number => compareExactly(b, a)

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

const arrivalOf = ({ application: { arrivedAt, code } }: Scored) => ({ at: Date.parse(arrivedAt), code })

interface Rules {
  tieBreaks: readonly string[]
  drawSeed: string
}

/* A criterion's id compares its points, higher first; two that arrived in the same millisecond are told apart by their numbers. */
function comparisonBy(rule: string, drawSeed: string): Comparison {
  switch (rule) {
    case 'COFINANCING_SHARE':
      return ruleOf((one) => comparable(cofinancingShare(one)), highestFirst)
    case 'LOWER_REQUEST':
      return ruleOf(
        ({ application }) => application.requestedGrantCents,
        (a, b) => a - b,
      )
    case 'ARRIVAL':
      return ruleOf(arrivalOf, (a, b) => a.at - b.at || compareCodes(a.code, b.code))
    case 'DRAW':
      return ruleOf((one) => drawn(one, drawSeed), compareText)
    default:
      return ruleOf((one) => comparable(criterionValue(one, rule)), highestFirst)
  }
}

/** An application in its place; what each rule asks of it is worked out when it is first compared by it. */
interface Placed extends Scored {
  keys: unknown[]
}

/** The order of a call's applications, and what told two of them apart. */
export function orderBy({ tieBreaks, drawSeed }: Rules) {
  const rules = [
    ruleOf(({ score }) => comparable(score.total), highestFirst),
    ...tieBreaks.map((rule) => comparisonBy(rule, drawSeed)),
    ruleOf(({ application }) => application.applicationId, compareText),
  ]
  const compare = (a: Placed, b: Placed, index: number): number => {
    const { keyOf, compare } = rules[index] as Comparison
    return compare((a.keys[index] ??= keyOf(a)), (b.keys[index] ??= keyOf(b)))
  }
  const byRules = (a: Placed, b: Placed): number => {
    for (let index = 0; index < rules.length; index += 1) {
      const found = compare(a, b, index)
      if (found !== 0) return found
    }
    return 0
  }
  const deciding = (a: Placed, b: Placed): number => rules.findIndex((_, index) => compare(a, b, index) !== 0)
  return {
    /** Higher total first, then the call's tie-breaks, then their ids. */
    inOrder: (scored: readonly Scored[]): Placed[] =>
      scored.map((one): Placed => ({ ...one, keys: [] })).toSorted(byRules),

    /** The first of the call's tie-breaks that tells two with the same total apart; null of any others, and when none does. */
    tieBreakOf: (a: Placed, b: Placed): string | null => tieBreaks[deciding(a, b) - 1] ?? null,
  }
}
