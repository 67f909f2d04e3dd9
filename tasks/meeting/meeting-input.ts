import { z } from 'zod'
import { plainText } from '../../domain/shared/text.ts'

const seatIds = z.array(z.string()).max(100)
/** What is told of a meeting that was held: presences by seat, and for each item the discussion and the votes. */
export const meetingInput = z.strictObject({
  endTime: z.string().regex(/^\d{2}:\d{2}$/, 'Ora non valida: serve la forma HH:MM.'),
  attendances: z
    .array(z.strictObject({ seatId: z.string(), presence: z.enum(['TITULAR', 'DEPUTY', 'ABSENT']) }))
    .max(100),
  items: z
    .array(
      z.strictObject({
        agendaItemId: z.string(),
        discussion: plainText({ max: 10_000, multiline: true }),
        against: seatIds,
        abstained: seatIds,
        adjourned: z.boolean().optional(),
      }),
    )
    .max(200),
})
export type MeetingInput = z.output<typeof meetingInput>
