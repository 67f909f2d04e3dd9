import { describe, expect, it } from '@jest/globals'
import { testConfiguration } from '../domain/call/configuration.fixture.ts'
import { callRules } from '../domain/call/configuration.ts'
import { sheetSoFar, typedScores } from './score-sheet.ts'

const { evaluation } = callRules(testConfiguration())
const [first, second] = evaluation.criteria
const rules = {
  ...evaluation,
  criteria: [
    { ...first!, maxCentipoints: 3_000, minCentipoints: 1_000 },
    { ...second!, maxCentipoints: 7_000, minCentipoints: null },
  ],
  thresholdCentipoints: 6_000,
}
const scores = (...typed: [points: unknown, reason?: string][]) =>
  typedScores(
    typed.map(([points, reason = ''], index) => ({ criterionId: rules.criteria[index]?.id, points, reason })),
  )

describe('the sum of a sheet so far (art. 6)', () => {
  it.each<[string, Parameters<typeof scores>, object]>([
    ['nothing typed', [], { total: 0, below: true, under: false, missing: 2 }],
    ['points without a reason', [[30], [40]], { total: 7_000, below: false, missing: 2 }],
    ['one whole, below its minimum', [[9.5, 'x'], [null]], { total: 950, under: true, missing: 1 }],
    [
      'exactly at the threshold and the minimum',
      [
        [10, 'x'],
        [50, 'y'],
      ],
      { total: 6_000, below: false, under: false, missing: 0 },
    ],
    [
      'a text with a comma',
      [
        ['12,5', 'x'],
        ['40', 'y'],
      ],
      { total: 5_250, below: true, missing: 0 },
    ],
    [
      'what nobody can read',
      [
        ['dodici', 'x'],
        [40, ' '],
      ],
      { total: 4_000, missing: 2 },
    ],
  ])('is told of %s', (_what, typed, expected) => {
    expect(sheetSoFar(scores(...typed), rules)).toMatchObject(expected)
  })

  it('is that of an empty sheet for whatever a program has kept', () => {
    for (const kept of [null, 'x', [null, 1]])
      expect(sheetSoFar(typedScores(kept), rules)).toMatchObject({ total: 0, missing: 2 })
  })
})
