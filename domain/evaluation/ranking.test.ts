import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { testRules } from '../call/configuration.fixture.ts'
import { centsSchema, sumCents } from '../shared/money.ts'
import { rankedApplication, rankingInput, testRankingRules } from './ranking.fixture.ts'
import { rankingRules, rankingRulesSchema } from './ranking-input.ts'
import type { RankedApplication, RankingInput } from './ranking-input.ts'
import { grantFor, rank } from './ranking.ts'

const amount = (value: number) => centsSchema.parse(value)
const GOOD = [[4500, 4500]] as const

function outcomes(input: RankingInput): string[] {
  const titles = new Map(input.applications.map((one) => [one.applicationId, one.title]))
  return rank(input).map((one) => `${titles.get(one.applicationId) ?? ''} ${one.outcome} ${one.grantCents}`)
}

describe('the grant of an application', () => {
  it.each([
    [6_000_000, 9_999_999, 4_200_000],
    [7_142_857, 9_999_999, 5_000_000],
    [8_000_000, 9_999_999, 5_000_000],
    [6_000_000, 4_000_000, 4_000_000],
  ])(
    'on a cost of %d cents and a request of %d is %d: least of share, maximum and request',
    (cost, request, grant) => {
      const facts = { eligibleCostCents: cost, requestedGrantCents: request, grant: testRankingRules.grant }
      expect(grantFor(facts)).toBe(grant)
    },
  )

  it('has no other limit when the call sets no maximum', () => {
    const grant = { maxShareBasisPoints: 7000, maxAmountCents: null }
    expect(grantFor({ eligibleCostCents: 100_000_000, requestedGrantCents: 70_000_000, grant })).toBe(
      70_000_000,
    )
  })
})

describe('the ranking (L. 241/1990 art. 12)', () => {
  const first = rankedApplication('first', [[5000, 4500]])
  const second = rankedApplication('second', GOOD)
  const third = rankedApplication('third', [[4000, 4000]])
  const low = rankedApplication('low', [[2000, 3999]])
  const out = rankedApplication('out', [], { admissible: false, committee: null })

  it('funds from the top, gives the last the rest of the budget line, and tells the others why not', () => {
    expect(outcomes(rankingInput([out, low, third, second, first]))).toEqual([
      'first FUNDED 4200000',
      'second FUNDED 4200000',
      'third PARTIALLY_FUNDED 1600000',
      'low BELOW_THRESHOLD 0',
      'out NOT_ADMITTED 0',
    ])
  })

  it('closes at the first grant that does not fit when the call does not fund in part', () => {
    const small = rankedApplication('small', [[3500, 3500]], { requestedGrantCents: amount(100) })
    expect(outcomes(rankingInput([small, third, second, first], { partialFunding: false }))).toEqual([
      'first FUNDED 4200000',
      'second FUNDED 4200000',
      'third ADMITTED_NOT_FUNDED 0',
      'small ADMITTED_NOT_FUNDED 0',
    ])
  })

  it('does not fund in part below the smallest grant of the call', () => {
    const grant = { ...testRankingRules.grant, minAmountCents: amount(1_600_001) }
    expect(outcomes(rankingInput([third, second, first], { grant })).at(-1)).toBe(
      'third ADMITTED_NOT_FUNDED 0',
    )
  })

  it('leaves out what the committee rejected', () => {
    const rejected = { ...first, committee: 'REJECTED' as const }
    expect(outcomes(rankingInput([rejected, second]))).toEqual([
      'second FUNDED 4200000',
      'first NOT_ADMITTED 0',
    ])
  })

  it('keeps an application that misses the minimum of a criterion below the threshold, whatever its total', () => {
    const criteria = testRankingRules.criteria.map((one) => ({ ...one, minCentipoints: 4600 }))
    expect(outcomes(rankingInput([first], { criteria }))).toEqual(['first BELOW_THRESHOLD 0'])
  })

  it('does not round before deciding: a third of a centipoint decides', () => {
    const higher = rankedApplication('higher', [
      [4501, 4500],
      [4500, 4500],
      [4500, 4500],
    ])
    const lower = rankedApplication('lower', [
      [4500, 4500],
      [4500, 4500],
      [4500, 4500],
    ])
    expect(rank(rankingInput([lower, higher])).map((one) => [one.applicationId, one.tieBreak])).toEqual([
      [higher.applicationId, null],
      [lower.applicationId, null],
    ])
  })

  it.each<[string, string, Partial<RankedApplication>, [number, number]]>([
    ['a criterion', 'EFFICACIA', {}, [4600, 4400]],
    [
      'the share of co-financing',
      'COFINANCING_SHARE',
      { requestedGrantCents: amount(4_199_999) },
      [4500, 4500],
    ],
    ['the order of arrival', 'ARRIVAL', { arrivedAt: '2026-04-10T11:59:59.999+02:00' }, [4500, 4500]],
    ['the number, of two that arrived together', 'ARRIVAL', { code: 'A1-000' }, [4500, 4500]],
  ])('breaks a tie by %s and says so', (_name, tieBreak, change, points) => {
    const winner = rankedApplication('winner', [points], change)
    const entries = rank(rankingInput([second, winner]))
    expect(entries.map((one) => one.applicationId)).toEqual([winner.applicationId, second.applicationId])
    expect(entries.map((one) => one.tieBreak)).toEqual([null, tieBreak])
  })

  it('breaks a tie by a draw that anyone can repeat from the seed', () => {
    const rules = { tieBreaks: ['DRAW'] }
    const tied = ['a', 'b', 'c', 'd'].map((name) => rankedApplication(name, GOOD))
    const input = rankingInput(tied, rules)
    const order = rank(input).map((one) => one.applicationId)
    expect(
      rank({ ...input, applications: input.applications.toReversed() }).map((one) => one.applicationId),
    ).toEqual(order)
    const seeds = Array.from(
      { length: 20 },
      (_, index) => rank({ ...input, drawSeed: `s${index}` })[0]?.applicationId,
    )
    expect(new Set(seeds).size).toBeGreaterThan(1)
  })

  it('refuses to rank a confirmed application that nobody scored', () => {
    expect(() => rank(rankingInput([rankedApplication('empty', [])]))).toThrow(RangeError)
  })

  it('takes its rules from the call’s frozen configuration', () => {
    expect(rankingRulesSchema.parse(rankingRules(testRules())).tieBreaks).toEqual(
      testRules().evaluation.tieBreaks,
    )
  })
})

const half = fc.integer({ min: 0, max: 100 }).map((steps) => steps * 50)
const anyApplication = fc.record({
  points: fc.array(fc.tuple(half, half), { minLength: 1, maxLength: 5 }),
  admissible: fc.boolean(),
  cost: fc.integer({ min: 1, max: 20_000_000 }),
  request: fc.integer({ min: 1, max: 6_000_000 }),
  minute: fc.integer({ min: 0, max: 3 }),
})
const anyRanking = fc
  .tuple(
    fc.array(anyApplication, { maxLength: 12 }),
    fc.constantFrom('MEAN' as const, 'TRIMMED_MEAN' as const, 'MEDIAN' as const),
    fc.boolean(),
    fc.integer({ min: 0, max: 20_000_000 }),
  )
  .map(([list, aggregation, partialFunding, budget]) => {
    const applications = list.map((one, index) =>
      rankedApplication(`any-${index}`, one.points, {
        admissible: one.admissible,
        eligibleCostCents: amount(one.cost),
        requestedGrantCents: amount(one.request),
        arrivedAt: `2026-04-10T10:0${one.minute}:00Z`,
      }),
    )
    return rankingInput(applications, { aggregation, partialFunding, budgetLineCents: amount(budget) })
  })

describe('any ranking', () => {
  it('is the same whatever the order of applications, evaluators and scores', () => {
    fc.assert(
      fc.property(anyRanking, (input) => {
        const turned = {
          ...input,
          applications: input.applications.toReversed().map((one) => ({
            ...one,
            evaluations: one.evaluations
              .toReversed()
              .map((each) => ({ ...each, scores: each.scores.toReversed() })),
          })),
        }
        expect(rank(turned)).toEqual(rank(input))
      }),
    )
  })

  it('holds each application once, spends at most the budget line, and grants at most what is due', () => {
    fc.assert(
      fc.property(anyRanking, (input) => {
        const entries = rank(input)
        expect(entries.map((one) => one.applicationId).toSorted()).toEqual(
          input.applications.map((one) => one.applicationId).toSorted(),
        )
        expect(sumCents(entries.map((one) => one.grantCents))).toBeLessThanOrEqual(
          input.rules.budgetLineCents,
        )
        expect(entries.every((one) => one.grantCents <= one.entitledCents)).toBe(true)
        expect(entries.filter((one) => one.outcome === 'PARTIALLY_FUNDED').length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('never funds an application after one that it left without its whole grant', () => {
    fc.assert(
      fc.property(anyRanking, (input) => {
        const ranked = rank(input).filter((one) => one.position !== null)
        const cut = ranked.findIndex((one) => one.outcome !== 'FUNDED')
        expect(ranked.slice(cut === -1 ? ranked.length : cut + 1).every((one) => one.grantCents === 0)).toBe(
          true,
        )
        expect(ranked.map((one) => one.position)).toEqual(ranked.map((_, index) => index + 1))
      }),
    )
  })
})
