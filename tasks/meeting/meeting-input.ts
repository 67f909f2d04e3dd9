import { z } from 'zod'
import { plainText } from '../../domain/shared/text.ts'
import { localHourSchema } from '../../domain/shared/local-date.ts'

const seatId = z.string().max(40)
const agendaItemId = z.string().max(40)

/** What is told of a meeting that was held: who was there at the opening and who moved when, by seat; of each item the
 * discussion, whether it was voted or put off, and the number in favour; by name who was against or abstained. `wentOut`: the
 * excluded who were seen to leave the room for their items. */
export const meetingInput = z.strictObject({
  endTime: localHourSchema,
  attendances: z
    .array(z.strictObject({ seatId, presence: z.enum(['TITULAR', 'DEPUTY', 'ABSENT']) }))
    .max(100),
  movements: z
    .array(
      z.strictObject({ agendaItemId, seatId, presence: z.enum(['TITULAR', 'DEPUTY', 'ABSENT', 'LEFT']) }),
    )
    .max(500),
  wentOut: z.array(z.string().max(40)).max(200).optional(),
  consultants: z.array(z.string().max(40)).max(500).optional(),
  items: z
    .array(
      z.strictObject({
        agendaItemId,
        discussion: plainText({ max: 10_000, multiline: true }),
        outcome: z.enum(['VOTED', 'DEFERRED', 'NOTED']),
        favourable: z.int().min(0).max(100).nullish(),
      }),
    )
    .max(200),
  votes: z
    .array(z.strictObject({ agendaItemId, seatId, choice: z.enum(['AGAINST', 'ABSTAINED']) }))
    .max(2_000),
})
export type MeetingInput = z.output<typeof meetingInput>
