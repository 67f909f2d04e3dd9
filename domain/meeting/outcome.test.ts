import { describe, expect, it } from '@jest/globals'
import { known, told } from './sitting.fixture.ts'
import { readSitting } from './sitting.ts'
import type { Worked } from './sitting.fixture.ts'

/* Item 1 is voted, items 2 and 3 are heard. */
const OWN = {
  ...known,
  agenda: known.agenda.map((item) => ({
    ...item,
    kind: item.position === 1 ? ('MOTION' as const) : ('INFORMATION' as const),
  })),
}
const NOBODY = { a: 'ABSENT', b: 'ABSENT', c: 'ABSENT', d: 'ABSENT', e: 'ABSENT' } as const

const endedOwn = (worked: Worked): string[] => {
  const sitting = readSitting(told(worked), OWN)
  if (!sitting.ok) return sitting.problems.map(({ path, code }) => `${path} ${code}`)
  return sitting.value.items.map(({ votes, deferral }) => `${votes.length} ${deferral ?? 'decided'}`)
}

describe('an agenda of the committee’s own (art. 7)', () => {
  it.each<[string, Worked, string[]]>([
    [
      'a motion is voted by those present, what is heard by nobody',
      { favourable: [5, null, null], noted: [2, 3] },
      ['5 decided', '0 decided', '0 decided'],
    ],
    [
      'what is heard is put off by the majority of those present',
      {
        favourable: [5, 3, null],
        named: [
          [2, 'a', 'AGAINST'],
          [2, 'b', 'ABSTAINED'],
        ],
        deferred: [2],
        noted: [3],
      },
      ['5 decided', '5 BY_THOSE_PRESENT', '0 decided'],
    ],
    [
      'and not by fewer',
      {
        favourable: [5, 2, null],
        named: [
          [2, 'a', 'AGAINST'],
          [2, 'b', 'AGAINST'],
          [2, 'c', 'AGAINST'],
        ],
        deferred: [2],
        noted: [3],
      },
      ['items[1].favourable NOT_DEFERRED'],
    ],
    ['what is heard is not voted', { favourable: [5, 5, null], noted: [3] }, ['items[1].outcome OUTCOME']],
    [
      'a motion is not only noted',
      { favourable: [null, null, null], noted: [1, 2, 3] },
      ['items[0].outcome OUTCOME'],
    ],
    [
      'nothing is heard by nobody',
      { opening: NOBODY, favourable: [null, null, null], deferred: [1, 2], noted: [3] },
      ['items[2].outcome OUTCOME'],
    ],
    [
      'where nobody came everything comes back',
      { opening: NOBODY, favourable: [null, null, null], deferred: [1, 2, 3] },
      ['0 NO_VOTERS', '0 NO_VOTERS', '0 NO_VOTERS'],
    ],
    [
      'who leaves for an interest of one’s own has no vote on that item (L. 241/1990, art. 6-bis)',
      { moves: [[1, 'e', 'LEFT']], favourable: [4, null, null], noted: [2, 3] },
      ['4 decided', '0 decided', '0 decided'],
    ],
  ])('%s', (_, worked, expected) => {
    expect(endedOwn(worked)).toEqual(expected)
  })
})
