import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { PersonId, SeatId } from '../shared/ids.ts'
import { derivedId } from '../shared/ids.ts'
import { countSeatsWithVote, decideItem, isMajority } from './deliberation.ts'
import type { Vote, VoteChoice } from './deliberation.ts'

const person = (name: string): PersonId => derivedId<PersonId>('person', name)
const seatId = (name: string): SeatId => derivedId<SeatId>('seat', name)
const NAMES = ['a', 'b', 'c', 'd']
const seats = NAMES.map((name) => ({
  id: seatId(name),
  holders: [
    { personId: person(`${name}-titular`), role: 'TITULAR' as const },
    { personId: person(`${name}-deputy`), role: 'DEPUTY' as const },
  ],
}))
const voters = NAMES.map((name) => ({
  ...{ seatId: seatId(name), personId: person(`${name}-titular`), role: 'TITULAR' as const },
}))
const vote = (name: string, choice: VoteChoice): Vote => ({ seatId: seatId(name), choice })

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
  it.each<[string, Vote[], boolean]>([
    [
      'three of four',
      [vote('a', 'FAVOURABLE'), vote('b', 'FAVOURABLE'), vote('c', 'FAVOURABLE'), vote('d', 'AGAINST')],
      true,
    ],
    [
      'a tie does not pass',
      [vote('a', 'FAVOURABLE'), vote('b', 'FAVOURABLE'), vote('c', 'AGAINST'), vote('d', 'AGAINST')],
      false,
    ],
    [
      'abstainers count as present',
      [vote('a', 'FAVOURABLE'), vote('b', 'FAVOURABLE'), vote('c', 'ABSTAINED'), vote('d', 'ABSTAINED')],
      false,
    ],
    ['who gives no vote abstains', [vote('a', 'FAVOURABLE'), vote('b', 'FAVOURABLE')], false],
    ['no votes at all', [], false],
  ])('%s', (_name, votes, passed) => {
    const decided = decideItem({ voters, excluded: [], votes })
    expect(decided.ok && decided.value?.passed).toBe(passed)
  })

  it('counts as present for an item only who is not excluded from it (art. 5)', () => {
    const excluded = [person('c-titular'), person('d-titular')]
    const decided = decideItem({ voters, excluded, votes: [vote('a', 'FAVOURABLE'), vote('b', 'ABSTAINED')] })
    expect(decided).toMatchObject({
      ok: true,
      value: { favourable: 1, against: 0, abstained: 1, passed: false },
    })
    expect(decided.ok && decided.value?.present).toHaveLength(2)
    const alone = decideItem({
      voters,
      excluded: [...excluded, person('b-titular')],
      votes: [vote('a', 'FAVOURABLE')],
    })
    expect(alone.ok && alone.value?.passed).toBe(true)
  })

  it.each<[string, Vote[], string]>([
    ['of an excluded seat', [vote('d', 'FAVOURABLE')], 'NOT_PRESENT'],
    ['of a seat that is not there', [vote('z', 'FAVOURABLE')], 'NOT_PRESENT'],
    ['given twice', [vote('a', 'FAVOURABLE'), vote('a', 'AGAINST')], 'REPEATED'],
  ])('refuses a vote %s', (_name, votes, code) => {
    expect(decideItem({ voters, excluded: [person('d-titular')], votes })).toMatchObject({
      ok: false,
      problems: [{ code }],
    })
  })

  it('is not taken when nobody entitled is present', () => {
    const decided = decideItem({ voters, excluded: voters.map((one) => one.personId), votes: [] })
    expect(decided).toEqual({ ok: true, value: null })
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
