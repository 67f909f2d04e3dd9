import type { Seat, SeatRole } from '../network/network.ts'
import type { PersonId, SeatId } from '../shared/ids.ts'
import type { Checked, Problem } from '../shared/problem.ts'

/** The person who holds a seat at a meeting. */
export type Voter = { seatId: SeatId; personId: PersonId; role: SeatRole }

/** Who votes and who only attends. */
export type Attendance = { voters: Voter[]; observers: PersonId[] }

function voterOf(seat: Pick<Seat, 'id' | 'holders'>, attended: ReadonlySet<PersonId>): Voter[] {
  const present = seat.holders.filter((holder) => attended.has(holder.personId))
  const holder = present.find((one) => one.role === 'TITULAR') ?? present[0]
  return holder === undefined ? [] : [{ seatId: seat.id, personId: holder.personId, role: holder.role }]
}

/** One voter per seat: the titular when there, the deputy only when the titular is absent (art. 5). Others who attended,
 * such as the leads of alliances, take part without a vote. */
export function attendanceOf(
  seats: readonly Pick<Seat, 'id' | 'holders'>[],
  attendedBy: readonly PersonId[],
): Attendance {
  const attended = new Set(attendedBy)
  const voters = seats.flatMap((seat) => voterOf(seat, attended))
  const voting = new Set(voters.map((one) => one.personId))
  return { voters, observers: [...attended].filter((personId) => !voting.has(personId)) }
}

/** Why a member who did not declare takes part in no item of a meeting on a call (L. 241/1990 art. 6-bis). */
export const NOT_DECLARED = 'non ha reso la dichiarazione sui conflitti di interesse'

/** The seats present for an item: those whose voter is not excluded from it (art. 5). */
export function presentFor(voters: readonly Voter[], excluded: readonly PersonId[]): Voter[] {
  return voters.filter((voter) => !excluded.includes(voter.personId))
}

export type VoteChoice = 'FAVOURABLE' | 'AGAINST' | 'ABSTAINED'
export type Vote = { seatId: SeatId; choice: VoteChoice }

/** The decision on one item, as minutes record it; a present seat that gave no vote abstained. */
export type Decision = {
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

/** Counts the votes on an item among those present for it; refuses a vote of who is absent or excluded, or given twice. */
export function decideItem(item: {
  voters: readonly Voter[]
  excluded: readonly PersonId[]
  votes: readonly Vote[]
}): Checked<Decision> {
  const present = presentFor(item.voters, item.excluded)
  const problems = voteProblems(item.votes, present)
  if (problems.length > 0) return { ok: false, problems }
  const count = (choice: VoteChoice): number => item.votes.filter((vote) => vote.choice === choice).length
  const favourable = count('FAVOURABLE')
  const against = count('AGAINST')
  const abstained = present.length - favourable - against
  return {
    ok: true,
    value: { present, favourable, against, abstained, passed: isMajority(favourable, present.length) },
  }
}
