import { describe, expect, it } from '@jest/globals'
import { testRules } from '../call/configuration.fixture.ts'
import { checkResults } from './results.ts'

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
})
