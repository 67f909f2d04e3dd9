import type { Stores } from '../../db/stores.ts'
import { roomsOf } from '../../domain/meeting/attendance.ts'
import { presentFor } from '../../domain/meeting/deliberation.ts'
import { localDateOf, localInstant } from '../../domain/shared/terms.ts'
import type { MeetingInput } from '../../tasks/meeting/meeting-input.ts'

/** What a secretary tells of a meeting: everybody's titular there and in favour of everything, but for what is changed; how many
 * were in favour as the room gives it, where the change does not say. */
export async function sittingOf(
  { meetings, network }: Stores,
  meetingId: string,
  change: (told: MeetingInput) => void = () => undefined,
): Promise<MeetingInput> {
  const meeting = await meetings.find(meetingId)
  const day = localDateOf(meeting?.startsAt ?? new Date())
  const seats = await network.seats(day)
  const agenda = await meetings.agenda(meetingId)
  const told: MeetingInput = {
    endTime: '11:30',
    attendances: seats.map(({ id }) => ({ seatId: id, presence: 'TITULAR' })),
    ...{ movements: [], votes: [], wentOut: [] },
    items: agenda.map(({ id }) => ({ agendaItemId: id, discussion: 'Discusso.', outcome: 'VOTED' })),
  }
  change(told)
  const until = localInstant(day, told.endTime) ?? new Date()
  const exclusions = await meetings.exclusionsAt(meetingId, { on: day, until })
  const rooms = roomsOf(told, { seats, agenda })
  for (const item of told.items) {
    const out = exclusions.filter((one) => one.agendaItemId === item.agendaItemId)
    const present = presentFor(
      rooms.get(item.agendaItemId) ?? [],
      out.map(({ personId }) => personId),
    )
    const named = told.votes.filter((one) => one.agendaItemId === item.agendaItemId)
    if (item.outcome !== 'NOTED') item.favourable ??= present.length - named.length
  }
  return told
}
