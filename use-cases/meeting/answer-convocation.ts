import { z } from 'zod'
import { MEETING_ANSWERS } from '../../domain/meeting/answers.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import type { Stores } from '../../db/stores.ts'
import type { Actor, UseCase } from '../../procedures/context.ts'

export const answerConvocationSchema = z.strictObject({ answer: z.enum(MEETING_ANSWERS) })

/** Answers a convocation for the seat that one acts for, until the meeting begins: the last answer counts (art. 5, 7). Throws NOT_FOUND,
 * NOT_ALLOWED, MEETING_NOT_CONVENED, CONVOCATION_OVER, INVALID_INPUT. */
export const answerConvocation: UseCase<
  z.output<typeof answerConvocationSchema> & { meetingId: string },
  { meetingId: string }
> = async ({ stores, actor, now, record }, { meetingId, answer }) => {
  const meeting = found('MEETING', meetingId, await stores.meetings.find(meetingId))
  if (meeting.stage === 'NETWORK') throw new BusinessError('NOT_ALLOWED')
  const { seatId, role } = await ownSeat(stores, actor, now)
  const { cycleId, startsAt, sequence, status } = meeting
  if (startsAt === null) throw new BusinessError('MEETING_NOT_CONVENED')
  if (status !== 'CONVENED' || startsAt <= now) throw new BusinessError('CONVOCATION_OVER', { startsAt })
  if (role === 'DEPUTY' && answer === 'DEPUTY_COMES')
    refuseInput('answer', 'NOT_TITULAR', 'Il supplente risponde per sé: viene, o non viene (art. 5).')
  await stores.meetings.putAnswer({
    ...{ meetingId, seatId, personId: actor.personId, answer, sequence, at: now },
  })
  await record({ cycleId, action: 'answer-convocation', subjectId: meetingId, facts: { seatId, answer } })
  return { meetingId }
}

async function ownSeat(stores: Stores, { seatId, personId }: Actor, now: Date) {
  const seats = await stores.network.seats(localDateOf(now))
  const holders = seats.find(({ id }) => id === seatId)?.holders ?? []
  const holder = holders.find((one) => one.personId === personId)
  if (seatId === null || holder === undefined) throw new BusinessError('NOT_ALLOWED')
  return { seatId, role: holder.role }
}
