import type { PersonId, SeatId } from '../shared/ids.ts'
import type { Voter } from './attendance.ts'

/** Why a member who did not declare takes part in no item of a meeting on a call. */
export const NOT_DECLARED = 'non ha reso la dichiarazione sui conflitti di interesse'

/** Why somebody takes no part who has a conflict to be decided by somebody else (DPR 62/2013 art. 7). */
export const TOLD_ONLY = 'conflitto di interesse su cui non si è ancora deciso (DPR 62/2013, art. 7)'

/** Those in the room who are not excluded from the item (art. 5). */
export function presentFor(room: readonly Voter[], excluded: readonly PersonId[]): Voter[] {
  return room.filter((voter) => !excluded.includes(voter.personId))
}

export type VoteChoice = 'FAVOURABLE' | 'AGAINST' | 'ABSTAINED'
export type Vote = { seatId: SeatId; personId: PersonId; choice: VoteChoice }

/** How an item ended, as minutes record it: counts of votes; who abstains is present (art. 7). */
export type Count = {
  present: number
  favourable: number
  against: number
  abstained: number
  passed: boolean
}

/** True when more than half of those present are in favour (art. 7): abstainers are present, and a tie does not pass. */
export function isMajority(favourable: number, present: number): boolean {
  return favourable * 2 > present
}

/** Counts the votes on an item: everybody present for it has one, so that those who voted are those present. Null when nobody
 * was: not decided is not rejected. */
export function countVotes(votes: readonly Pick<Vote, 'choice'>[]): Count | null {
  if (votes.length === 0) return null
  const count = (choice: VoteChoice): number => votes.filter((vote) => vote.choice === choice).length
  const favourable = count('FAVOURABLE')
  return {
    ...{ present: votes.length, favourable, against: count('AGAINST'), abstained: count('ABSTAINED') },
    passed: isMajority(favourable, votes.length),
  }
}
