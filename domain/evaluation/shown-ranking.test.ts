import { describe, expect, it } from '@jest/globals'
import { rank } from './ranking.ts'
import { rankedApplication, rankingInput } from './ranking.fixture.ts'
import { shownEntries } from './shown-ranking.ts'

describe('a ranking as people read it (art. 6, 7)', () => {
  /* Three sheets each: means in thirds of a hundredth. */
  const three = (efficacy: number, costs: number, more = 0) =>
    [
      [efficacy, costs],
      [efficacy, costs],
      [efficacy + more, costs],
    ] as const
  const shown = (...given: Parameters<typeof rankedApplication>[]) => {
    const input = rankingInput(
      given.map((one) => rankedApplication(...one)),
      {
        criteria: [
          { id: 'EFFICACIA', maxCentipoints: 5000, minCentipoints: 1500 },
          { id: 'COSTI', maxCentipoints: 5000, minCentipoints: null },
        ],
      },
    )
    return shownEntries({ input, entries: rank(input) }).map(({ points, missed }) => ({ points, missed }))
  }

  it('shows no score below the threshold as the threshold', () => {
    expect(shown(['below', three(3000, 3000, -1)], ['on it', three(3000, 3000)])).toEqual([
      { points: '60.000', missed: [] },
      { points: '59.997', missed: [{ criterionId: null, points: '59.997', minCentipoints: 6000 }] },
    ])
  })

  it('shows two that follow each other apart, unless they are equal', () => {
    const points = shown(
      ['first', three(4000, 4000, 1)],
      ['second', three(4000, 4000)],
      ['equal', three(4000, 4000)],
    ).map((one) => one.points)
    expect(points).toEqual(['80.003', '80.000', '80.00'])
  })

  it('shows apart the criterion that decides between two with the same points', () => {
    const input = rankingInput(
      [
        rankedApplication('precedes', three(4000, 4000, 1)),
        rankedApplication('follows', [
          [4000, 4000],
          [4000, 4000],
          [4000, 4001],
        ]),
      ],
      { tieBreaks: ['EFFICACIA', 'ARRIVAL'] },
    )
    const [first, second] = shownEntries({ input, entries: rank(input) })
    expect([first?.points, second?.points, second?.tieBreak]).toEqual(['80.00', '80.00', 'EFFICACIA'])
    expect([first, second].map((one) => one?.criteria[0]?.points)).toEqual(['40.003', '40.000'])
  })

  it('says which minimum of a criterion keeps out a project above the threshold', () => {
    expect(shown(['one', three(1499, 5000, 1)])).toEqual([
      { points: '64.99', missed: [{ criterionId: 'EFFICACIA', points: '14.99', minCentipoints: 1500 }] },
    ])
  })

  it('shows no points of what was not admitted', () => {
    expect(shown(['out', [], { admissible: false }])).toEqual([{ points: null, missed: [] }])
  })
})
