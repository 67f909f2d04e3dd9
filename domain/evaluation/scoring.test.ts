import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { testRules } from '../call/configuration.fixture.ts'
import type { Aggregation } from '../call/configuration.ts'
import { compareFractions, fraction } from '../shared/fraction.ts'
import {
  aggregatePoints,
  aggregateScores,
  checkScoreSheet,
  missedMinima,
  reachesThreshold,
} from './scoring.ts'
import type { ScoreSheet } from './scoring.ts'

const rules = testRules().evaluation
const RULES: Aggregation[] = ['MEAN', 'TRIMMED_MEAN', 'MEDIAN']

function sheet(change: Record<string, number | undefined> = {}): ScoreSheet {
  const points: Record<string, number | undefined> = {
    INNOVAZIONE: 1200,
    CONCRETEZZA: 2000,
    EFFICACIA: 2000,
    ECONOMICITA: 1500,
    SOSTENIBILITA: 950,
    ...change,
  }
  const given = Object.entries(points).flatMap(([criterionId, centipoints]) =>
    centipoints === undefined ? [] : [{ criterionId, centipoints, reason: 'Coerente' }],
  )
  return { scores: given }
}

describe('a score sheet (art. 6)', () => {
  it.each<[string, ScoreSheet, string[]]>([
    ['within maxima and steps is accepted', sheet(), []],
    ['above the maximum is refused', sheet({ INNOVAZIONE: 1550 }), ['ABOVE_MAXIMUM']],
    ['between two steps is refused', sheet({ INNOVAZIONE: 1225 }), ['NOT_A_STEP']],
    ['without a criterion is refused', sheet({ EFFICACIA: undefined }), ['SCORE_MISSING']],
    ['with a criterion that the call does not have is refused', sheet({ ALTRO: 100 }), ['CRITERION_UNKNOWN']],
    [
      'with a criterion twice is refused',
      { scores: [...sheet().scores, ...sheet().scores.slice(0, 1)] },
      ['REPEATED'],
    ],
  ])('%s', (_name, given, codes) => {
    expect(checkScoreSheet(given, rules).map((one) => one.code)).toEqual(codes)
  })
})

describe('aggregation of evaluators’ points', () => {
  it.each<[Aggregation, number[], [number, number]]>([
    ['MEAN', [1000, 1000, 1001], [3001, 3]],
    ['TRIMMED_MEAN', [0, 1000, 1001, 1500], [2001, 2]],
    ['TRIMMED_MEAN', [1000, 1000, 1500], [1000, 1]],
    ['TRIMMED_MEAN', [1000, 1500], [1250, 1]],
    ['MEDIAN', [1500, 0, 1000], [1000, 1]],
    ['MEDIAN', [1500, 0, 1000, 1001], [2001, 2]],
  ])('by %s of %j is exact', (rule, points, [num, den]) => {
    expect(aggregatePoints(points, rule)).toEqual(fraction(num, den))
  })

  it('is the same in any order, and never outside the points given', () => {
    const points = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 15 })
    fc.assert(
      fc.property(points, fc.constantFrom(...RULES), (given, rule) => {
        const value = aggregatePoints(given, rule)
        expect(aggregatePoints(given.toReversed(), rule)).toEqual(value)
        expect(compareFractions(value, fraction(Math.min(...given)))).not.toBe(-1)
        expect(compareFractions(value, fraction(Math.max(...given)))).not.toBe(1)
      }),
    )
  })

  it('sums the criteria into the total', () => {
    const score = aggregateScores([sheet().scores, sheet({ EFFICACIA: 1950 }).scores, sheet().scores], rules)
    expect(score?.total).toEqual(fraction(3 * 7650 - 50, 3))
  })

  it('gives nothing when nobody scored, and refuses a sheet without a criterion', () => {
    expect(aggregateScores([], rules)).toBeNull()
    expect(() => aggregateScores([sheet({ EFFICACIA: undefined }).scores], rules)).toThrow(RangeError)
  })
})

describe('the threshold', () => {
  const score = (efficacy: number) => ({
    total: fraction(6000),
    byCriterion: [{ criterionId: 'EFFICACIA', value: fraction(efficacy, 3) }],
  })
  const criteria = [{ id: 'EFFICACIA', minCentipoints: 1000 }]

  it.each([
    [3000, 6000, true],
    [2999, 6000, false],
    [3000, 6001, false],
  ])(
    'is reached with %d thirds of a criterion and a threshold of %d: %s',
    (efficacy, thresholdCentipoints, reached) => {
      expect(reachesThreshold(score(efficacy), { thresholdCentipoints, criteria })).toBe(reached)
    },
  )

  it('names each minimum that is not reached, with the points that show it (art. 6)', () => {
    expect(missedMinima(score(2999), { thresholdCentipoints: 6001, criteria })).toEqual([
      { criterionId: null, points: '60.00', minCentipoints: 6001 },
      { criterionId: 'EFFICACIA', points: '9.997', minCentipoints: 1000 },
    ])
    expect(missedMinima(score(3000), { thresholdCentipoints: 6000, criteria })).toEqual([])
  })
})
