import { describe, expect, it } from '@jest/globals'
import { testRules } from '../call/configuration.fixture.ts'
import { checkResults, compareResults, sumResults } from './results.ts'

const { indicators } = testRules()

describe('results of projects (art. 6, 8)', () => {
  it.each([
    ['one indicator, once', [{ id: 'RECIPIENTS', achieved: 130 }], []],
    ['no indicator', [], ['INDICATOR_NOT_ONCE']],
    [
      'an indicator twice',
      [1, 2].map((achieved) => ({ id: 'RECIPIENTS', achieved })),
      ['INDICATOR_NOT_ONCE'],
    ],
    [
      'an unknown indicator',
      [
        { id: 'RECIPIENTS', achieved: 1 },
        { id: 'ALTRO', achieved: 1 },
      ],
      ['INDICATOR_UNKNOWN'],
    ],
  ])('hold %s', (_name, results, codes) => {
    expect(checkResults(results, indicators).map((one) => one.code)).toEqual(codes)
  })

  it('are compared with what was expected, with nothing expected shown as no share', () => {
    expect(
      compareResults(
        [{ id: 'B', expected: 120 }],
        [
          { id: 'A', achieved: 5 },
          { id: 'B', achieved: 150 },
        ],
      ),
    ).toEqual([
      { id: 'A', expected: 0, achieved: 5, basisPoints: null },
      { id: 'B', expected: 120, achieved: 150, basisPoints: 12_500 },
    ])
  })

  it('add up over projects by counts, not by shares', () => {
    const one = compareResults([{ id: 'B', expected: 100 }], [{ id: 'B', achieved: 0 }])
    const two = compareResults([{ id: 'B', expected: 10 }], [{ id: 'B', achieved: 20 }])
    expect(sumResults([one, two])).toEqual([{ id: 'B', expected: 110, achieved: 20, basisPoints: 1818 }])
  })
})
