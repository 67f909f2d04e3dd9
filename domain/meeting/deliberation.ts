import type { Seat, SeatRole } from '../network/network.ts'
import type { PersonId, SeatId } from '../shared/ids.ts'
import type { Checked, Problem } from '../shared/problem.ts'

/** The person who holds a seat at a meeting. */
export type Voter = { seatId: SeatId; personId: PersonId; role: SeatRole }

/** Why a member who did not declare takes part in no item of a meeting on a call (L. 241/1990 art. 6-bis). */
export const NOT_DECLARED = 'non ha reso la dichiarazione sui conflitti di interesse'

/** The seats present for an item: those whose voter is not excluded from it (art. 5). */
export function presentFor(voters: readonly Voter[], excluded: readonly PersonId[]): Voter[] {
  return voters.filter((voter) => !excluded.includes(voter.personId))
}

/** How many seats could vote on an item: those with a titular or a deputy who is not excluded from it (art. 5). */
export function countSeatsWithVote(
  seats: readonly Pick<Seat, 'holders'>[],
  excluded: readonly PersonId[],
): number {
  return seats.filter((seat) => seat.holders.some((one) => !excluded.includes(one.personId))).length
}

export type VoteChoice = 'FAVOURABLE' | 'AGAINST' | 'ABSTAINED'
export type Vote = { seatId: SeatId; choice: VoteChoice }

/* The decision on one item, as minutes record it; a present seat that gave no vote abstained. */
type Decision = {
  present: Voter[]
  favourable: number
  against: number
  abstained: number
  passed: boolean
}

function voteProblems(votes: readonly Vote[], present: readonly Voter[]): Problem[] {
  return votes.flatMap(({ seatId }, index): Problem[] => {
    const path = `votes[${index}]`
    const absent = 'Il voto è di un seggio assente o escluso dal punto.'
    if (!present.some((voter) => voter.seatId === seatId))
      return [{ path, code: 'NOT_PRESENT', message: absent }]
    const first = votes.findIndex((vote) => vote.seatId === seatId)
    return first < index ? [{ path, code: 'REPEATED', message: 'Un seggio ha votato due volte.' }] : []
  })
}

/** True when more than half of those present are in favour (art. 7): abstainers are present, and a tie does not pass. */
export function isMajority(favourable: number, present: number): boolean {
  return favourable * 2 > present
}

/** Counts the votes on an item among those present for it; null when nobody is: not decided is not rejected. Refuses a vote
 * of who is absent or excluded, or given twice. */
export function decideItem(item: {
  voters: readonly Voter[]
  excluded: readonly PersonId[]
  votes: readonly Vote[]
}): Checked<Decision | null> {
  const present = presentFor(item.voters, item.excluded)
  const problems = voteProblems(item.votes, present)
  if (problems.length > 0) return { ok: false, problems }
  if (present.length === 0) return { ok: true, value: null }
  const count = (choice: VoteChoice): number => item.votes.filter((vote) => vote.choice === choice).length
  const favourable = count('FAVOURABLE')
  const against = count('AGAINST')
  const abstained = present.length - favourable - against
  return {
    ok: true,
    value: { present, favourable, against, abstained, passed: isMajority(favourable, present.length) },
  }
}
