import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { PersonId, SeatId } from '../shared/ids.ts'
import { derivedId } from '../shared/ids.ts'
import { countSeatsWithVote, countVotes, isMajority } from './deliberation.ts'
import type { VoteChoice } from './deliberation.ts'

const person = (name: string): PersonId => derivedId<PersonId>('person', name)
const NAMES = ['a', 'b', 'c', 'd']
const seats = NAMES.map((name) => ({
  id: derivedId<SeatId>('seat', name),
  holders: [
    { personId: person(`${name}-titular`), role: 'TITULAR' as const },
    { personId: person(`${name}-deputy`), role: 'DEPUTY' as const },
  ],
}))
const votes = (favourable: number, against: number, abstained: number) =>
  [
    ...Array<VoteChoice>(favourable).fill('FAVOURABLE'),
    ...Array<VoteChoice>(against).fill('AGAINST'),
    ...Array<VoteChoice>(abstained).fill('ABSTAINED'),
  ].map((choice) => ({ choice }))

describe('the seats that could vote on an item (art. 5)', () => {
  it.each<[string, PersonId[], number]>([
    ['all, when nobody is excluded', [], 4],
    ['a seat with its deputy when the titular is excluded', [person('a-titular')], 4],
    ['not a seat whose titular and deputy are both excluded', [person('a-titular'), person('a-deputy')], 3],
    ['none, when everybody is', NAMES.flatMap((n) => [person(`${n}-titular`), person(`${n}-deputy`)]), 0],
  ])('are %s', (_name, excluded, expected) => {
    expect(countSeatsWithVote(seats, excluded)).toBe(expected)
  })
})

describe('a decision by majority of those present (art. 7)', () => {
  it.each([
    ['three of four', [3, 1, 0], true],
    ['a tie does not pass', [2, 2, 0], false],
    ['abstainers count as present', [2, 0, 2], false],
    ['one alone in the room', [1, 0, 0], true],
  ] as const)('%s', (_name, [favourable, against, abstained], passed) => {
    const counted = { present: favourable + against + abstained, favourable, against, abstained, passed }
    expect(countVotes(votes(favourable, against, abstained))).toEqual(counted)
  })

  it('is not taken when nobody entitled is present', () => {
    expect(countVotes([])).toBeNull()
  })

  it('never passes together with its contrary', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.nat(50), (favourable, against, abstained) => {
        const present = favourable + against + abstained
        expect(isMajority(favourable, present) && isMajority(against, present)).toBe(false)
      }),
    )
  })
})
