import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readSitting } from './sitting.ts'
import { ended, known, person, read, told } from './sitting.fixture.ts'
import type { Worked } from './sitting.fixture.ts'

const NOBODY = { a: 'ABSENT', b: 'ABSENT', c: 'ABSENT', d: 'ABSENT', e: 'ABSENT' } as const

describe('a sitting as it was held (art. 5, 7)', () => {
  it.each<[string, Worked, string[]]>([
    ['everybody there, everybody in favour', { favourable: [5, 5, 5] }, ['5/5 sì', '5/5 sì', '5/5 sì']],
    [
      'a tie of those present does not pass',
      {
        opening: { e: 'ABSENT' },
        favourable: [2, 4, 4],
        named: [
          [1, 'a', 'AGAINST'],
          [1, 'b', 'AGAINST'],
        ],
      },
      ['2/4 no', '4/4 sì', '4/4 sì'],
    ],
    [
      'who abstains is present: two of four are no majority',
      {
        opening: { e: 'ABSENT' },
        favourable: [2, 4, 4],
        named: [
          [1, 'a', 'ABSTAINED'],
          [1, 'b', 'ABSTAINED'],
        ],
      },
      ['2/4 no', '4/4 sì', '4/4 sì'],
    ],
    [
      'one goes home before item 2: counts no more, from then on',
      {
        moves: [[2, 'e', 'ABSENT']],
        favourable: [3, 3, 4],
        named: [
          [1, 'a', 'AGAINST'],
          [1, 'b', 'AGAINST'],
          [2, 'a', 'AGAINST'],
        ],
      },
      ['3/5 sì', '3/4 sì', '4/4 sì'],
    ],
    [
      'one arrives late: has no vote on what came before',
      { opening: { a: 'ABSENT' }, moves: [[3, 'a', 'TITULAR']], favourable: [4, 4, 5] },
      ['4/4 sì', '4/4 sì', '5/5 sì'],
    ],
    [
      'the deputy takes over midway from a titular who goes',
      { moves: [[2, 'a', 'DEPUTY']], favourable: [5, 5, 5] },
      ['5/5 sì', '5/5 sì', '5/5 sì'],
    ],
    [
      'one leaves by oneself for one item and is back for the next (L. 241/1990 art. 6-bis)',
      { moves: [[2, 'a', 'LEFT']], favourable: [5, 4, 5] },
      ['5/5 sì', '4/4 sì', '5/5 sì'],
    ],
    [
      'who is excluded from an item is not present for it (art. 5)',
      { excluded: [[2, 'a-titular']], favourable: [5, 4, 5] },
      ['5/5 sì', '4/4 sì', '5/5 sì'],
    ],
    [
      'an item put off by the majority of those present',
      {
        deferred: [2, 3],
        favourable: [5, 3, null],
        named: [
          [2, 'a', 'AGAINST'],
          [2, 'b', 'ABSTAINED'],
        ],
      },
      ['5/5 sì', '3/5 BY_THOSE_PRESENT', '0/0 WITH_A_PROJECT'],
    ],
    [
      'an item that nobody in the room may vote is told as put off, with no vote',
      {
        opening: { b: 'ABSENT', c: 'ABSENT', d: 'ABSENT', e: 'ABSENT' },
        excluded: [[2, 'a-titular']],
        deferred: [2, 3],
        favourable: [1, null, null],
      },
      ['1/1 sì', '0/0 NO_VOTERS', '0/0 WITH_A_PROJECT'],
    ],
    [
      'nobody came: each item is put off, and the committee is convened again',
      { opening: NOBODY, deferred: [1, 2, 3], favourable: [null, null, null] },
      ['0/0 NO_VOTERS', '0/0 NO_VOTERS', '0/0 WITH_A_PROJECT'],
    ],
  ])('%s', (_name, worked, expected) => {
    expect(ended(worked)).toEqual(expected)
  })

  it('uses the deputy’s own name for the votes from the item on which the deputy sits (art. 5)', () => {
    const sitting = read({ moves: [[2, 'a', 'DEPUTY']], favourable: [5, 5, 5] })
    const voters = sitting.ok ? sitting.value.items.map(({ votes }) => votes[0]?.personId) : []
    expect(voters).toEqual([person('a-titular'), person('a-deputy'), person('a-deputy')])
  })

  it('names the items that are told as voted and that nobody could vote', () => {
    const alone = { b: 'ABSENT', c: 'ABSENT', d: 'ABSENT', e: 'ABSENT' } as const
    const sitting = read({ opening: alone, excluded: [[2, 'a-titular']], favourable: [1, 0, 1] })
    expect(sitting.ok && sitting.value.undecidable).toEqual([2])
  })
})

describe('a sitting is refused (art. 5, 7)', () => {
  it.each<[string, Worked, string[]]>([
    [
      'where one who went home is still counted: a tie becomes no majority by an absence nobody told',
      {
        opening: { e: 'ABSENT' },
        favourable: [3, 4, 4],
        named: [
          [1, 'a', 'AGAINST'],
          [1, 'b', 'AGAINST'],
        ],
      },
      ['items[0].favourable COUNT'],
    ],
    ['where a vote is missing', { favourable: [4, 5, 5] }, ['items[0].favourable COUNT']],
    [
      'where nobody told how many were in favour',
      { favourable: [null, 5, 5] },
      ['items[0].favourable MISSING'],
    ],
    [
      'where an absent member is put down as abstained',
      { opening: { a: 'ABSENT' }, favourable: [3, 4, 4], named: [[1, 'a', 'ABSTAINED']] },
      ['votes[0].seatId ABSENT'],
    ],
    [
      'where an excluded member is named (art. 5)',
      { excluded: [[1, 'a-titular']], favourable: [3, 5, 5], named: [[1, 'a', 'AGAINST']] },
      ['votes[0].seatId EXCLUDED'],
    ],
    [
      'where somebody votes twice',
      {
        favourable: [3, 5, 5],
        named: [
          [1, 'a', 'AGAINST'],
          [1, 'a', 'ABSTAINED'],
        ],
      },
      ['votes[1].seatId TWICE'],
    ],
    [
      'where putting off has no majority',
      {
        deferred: [1, 3],
        favourable: [2, 5, null],
        named: [
          [1, 'a', 'AGAINST'],
          [1, 'b', 'AGAINST'],
          [1, 'c', 'ABSTAINED'],
        ],
      },
      ['items[0].favourable NOT_DEFERRED'],
    ],
    [
      'where the ranking is voted while a project of it is put off: it would follow from a vote that was not held',
      { deferred: [2], favourable: [5, 5, 5] },
      ['items[2].outcome WITH_A_PROJECT'],
    ],
    [
      'where it is only noted, and a project is put off',
      { rules: { rankingDecision: 'FOLLOWS_PROJECTS' }, deferred: [2], noted: [3], favourable: [5, 5, null] },
      ['items[2].outcome WITH_A_PROJECT'],
    ],
    ['where an item is left out', { favourable: [5, 5] }, ['items AGENDA']],
    [
      'where a seat sends a deputy that it has not named',
      { opening: { e: 'DEPUTY' }, favourable: [5, 5, 5] },
      ['attendances[4] HOLDER'],
    ],
    [
      'where a movement moves nobody',
      { moves: [[2, 'a', 'TITULAR']], favourable: [5, 5, 5] },
      ['movements[0] NO_CHANGE'],
    ],
    [
      'where somebody leaves who is not there',
      { opening: { a: 'ABSENT' }, moves: [[2, 'a', 'LEFT']], favourable: [4, 4, 4] },
      ['movements[0] NO_CHANGE'],
    ],
    [
      'where a seat moves twice on one item',
      {
        moves: [
          [2, 'a', 'DEPUTY'],
          [2, 'a', 'ABSENT'],
        ],
        favourable: [5, 4, 4],
      },
      ['movements[1] REPEATED'],
    ],
  ])('%s', (_name, worked, expected) => {
    expect(ended(worked)).toEqual(expected)
  })

  it('where one person sits for two bodies at once: one person, one vote (art. 7)', () => {
    const both = {
      ...known.seats[1]!,
      holders: [{ personId: person('a-titular'), role: 'TITULAR' as const }],
    }
    const seats = known.seats.map((seat, index) => (index === 1 ? both : seat))
    const sitting = readSitting(told({ favourable: [5, 5, 5] }), { ...known, seats })
    expect(!sitting.ok && sitting.problems.map(({ code }) => code)).toEqual(Array(3).fill('TWO_SEATS'))
  })
})

it('takes one number in favour and no other, whoever comes and goes: those present who are not named (art. 7)', () => {
  const presence = fc.constantFrom('TITULAR' as const, 'DEPUTY' as const, 'ABSENT' as const)
  const leaving = fc.constantFrom('ABSENT' as const, 'LEFT' as const)
  fc.assert(
    fc.property(presence, presence, leaving, (a, b, c) => {
      const first = 3 + Number(a !== 'ABSENT') + Number(b !== 'ABSENT')
      const third = c === 'LEFT' ? first - 1 : first - 2
      const worked = (favourable: number[]): Worked => ({
        ...{ opening: { a, b }, moves: [[2, 'c', c]], excluded: [[3, 'd-titular']], favourable },
      })
      const right = [first, first - 1, third]
      const sitting = read(worked(right))
      expect(sitting.ok && sitting.value.items.map(({ votes }) => votes.length)).toEqual(right)
      for (const index of right.keys())
        for (const wrong of [-1, 1])
          expect(ended(worked(right.map((one, at) => (at === index ? one + wrong : one))))).toEqual([
            `items[${index}].favourable COUNT`,
          ])
    }),
  )
})
