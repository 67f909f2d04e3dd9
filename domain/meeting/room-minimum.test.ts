import { describe, expect, it } from '@jest/globals'
import { ended, read } from './sitting.fixture.ts'
import type { Worked } from './sitting.fixture.ts'

describe('a sitting on a call, by its configuration (art. 5, 7)', () => {
  it.each<[string, Worked, string[]]>([
    [
      'a room below the call’s minimum decides nothing: the item is told as put off, without a vote',
      { rules: { roomMinimum: 5 }, moves: [[3, 'e', 'ABSENT']], deferred: [3], favourable: [5, 5, null] },
      ['5/5 sì', '5/5 sì', '0/0 BELOW_MINIMUM'],
    ],
    [
      'a room at the minimum decides',
      { rules: { roomMinimum: 4 }, moves: [[3, 'e', 'ABSENT']], favourable: [5, 5, 4] },
      ['5/5 sì', '5/5 sì', '4/4 sì'],
    ],
    [
      'a ranking that follows the votes on the projects is noted, whoever is in the room',
      {
        rules: { roomMinimum: 5, rankingDecision: 'FOLLOWS_PROJECTS' },
        excluded: [[3, 'a-titular']],
        noted: [3],
        favourable: [5, 5, null],
      },
      ['5/5 sì', '5/5 sì', '0/0 no'],
    ],
    [
      'the deputy sits for an excluded titular where the call says so',
      {
        rules: { deputyFor: 'ABSENCE_OR_EXCLUSION' },
        excluded: [[2, 'a-titular']],
        moves: [
          [2, 'a', 'DEPUTY'],
          [3, 'a', 'TITULAR'],
        ],
        favourable: [5, 5, 5],
      },
      ['5/5 sì', '5/5 sì', '5/5 sì'],
    ],
    [
      'else has no vote in place of one who is at the sitting and excluded: art. 5 says «assenza»',
      {
        rules: { deputyFor: 'ABSENCE' },
        excluded: [[2, 'a-titular']],
        moves: [
          [2, 'a', 'DEPUTY'],
          [3, 'a', 'TITULAR'],
        ],
        favourable: [5, 4, 5],
      },
      ['5/5 sì', '4/4 sì', '5/5 sì'],
    ],
    [
      'the deputy of an excluded titular who stays away from the whole sitting has the seat’s vote',
      {
        rules: { deputyFor: 'ABSENCE' },
        excluded: [[2, 'a-titular']],
        opening: { a: 'DEPUTY' },
        favourable: [5, 5, 5],
      },
      ['5/5 sì', '5/5 sì', '5/5 sì'],
    ],
  ])('%s', (_name, worked, expected) => {
    expect(ended(worked)).toEqual(expected)
  })

  it('names the items that are told as voted in a room below the call’s minimum', () => {
    const sitting = read({ rules: { roomMinimum: 5 }, moves: [[3, 'e', 'ABSENT']], favourable: [5, 5, 4] })
    expect(sitting.ok && sitting.value.undecidable).toEqual([3])
  })
})

describe('a sitting on a call is refused (art. 5, 7)', () => {
  it.each<[string, Worked, string[]]>([
    [
      'where a vote is told of a room below the minimum',
      { rules: { roomMinimum: 6 }, deferred: [1, 2, 3], favourable: [3, null, null] },
      ['items[0].favourable NO_VOTE'],
    ],
    [
      'where a ranking that is voted is only noted',
      { rules: {}, noted: [3], favourable: [5, 5, null] },
      ['items[2].outcome OUTCOME'],
    ],
    [
      'where a ranking that follows the votes on the projects is voted again',
      { rules: { rankingDecision: 'FOLLOWS_PROJECTS' }, favourable: [5, 5, 5] },
      ['items[2].outcome OUTCOME'],
    ],
  ])('%s', (_name, worked, expected) => {
    expect(ended(worked)).toEqual(expected)
  })
})
