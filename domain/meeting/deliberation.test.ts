import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { countVotes, isMajority } from './deliberation.ts'
import type { VoteChoice } from './deliberation.ts'

const votes = (favourable: number, against: number, abstained: number) =>
  [
    ...Array<VoteChoice>(favourable).fill('FAVOURABLE'),
    ...Array<VoteChoice>(against).fill('AGAINST'),
    ...Array<VoteChoice>(abstained).fill('ABSTAINED'),
  ].map((choice) => ({ choice }))

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
