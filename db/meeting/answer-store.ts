import type { Knex } from 'knex'
import { expectedForSeat } from '../../domain/meeting/answers.ts'
import type { ExpectedForSeat, MeetingAnswer } from '../../domain/meeting/answers.ts'
import type { SeatRecord } from '../network/network-store.ts'

interface GivenAnswer {
  seatId: string
  personId: string
  answer: MeetingAnswer
}

/** What those convened to a meeting answered. */
export function createMeetingAnswers(tx: Knex) {
  return {
    /** Takes the place of what the person answered before. */
    async putAnswer(one: GivenAnswer & { meetingId: string; sequence: number; at: Date }): Promise<void> {
      await tx('meeting_answers')
        .insert({
          ...{ meeting_id: one.meetingId, seat_id: one.seatId, person_id: one.personId },
          ...{ answer: one.answer, sequence: one.sequence, answered_at: one.at },
        })
        .onConflict(['meeting_id', 'seat_id', 'person_id'])
        .merge()
    },

    /** Those to the convocation that holds: whoever answered before the meeting was moved is asked again. */
    answers: async (meetingId: string): Promise<GivenAnswer[]> =>
      tx('meeting_answers as a')
        .join('meetings as m', (on) => on.on('m.id', 'a.meeting_id').andOn('m.sequence', 'a.sequence'))
        .where('a.meeting_id', meetingId)
        .select<GivenAnswer[]>({ seatId: 'a.seat_id', personId: 'a.person_id', answer: 'a.answer' })
        .orderBy('a.seat_id'),
  }
}

/** Who is expected for each seat. */
export function expectedSeats(
  seats: readonly SeatRecord[],
  answers: readonly GivenAnswer[],
): { seatId: string; bodyName: string; expected: ExpectedForSeat }[] {
  return seats.map(({ id, bodyName, holders }) => {
    const answerOf = (role: 'TITULAR' | 'DEPUTY') => {
      const holder = holders.find((one) => one.role === role)
      if (holder === undefined) return undefined
      return answers.find((one) => one.seatId === id && one.personId === holder.personId)?.answer ?? null
    }
    const titular = answerOf('TITULAR')
    const expected = expectedForSeat({
      titular: titular === undefined ? 'VACANT' : titular,
      deputy: answerOf('DEPUTY') ?? null,
    })
    return { seatId: id, bodyName, expected }
  })
}
