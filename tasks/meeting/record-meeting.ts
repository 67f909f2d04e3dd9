import { meeting } from '../../domain/process/meeting.ts'
import type { SeatRole } from '../../domain/network/network.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { formatInstant } from '../../words/formats.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineTask } from '../task.ts'
import { convened } from '../../documents/meeting/convocation.ts'
import type { ConvenedMeeting } from '../../documents/meeting/convocation.ts'
import { instantOf, meetingOf } from './convene-meeting.ts'
import { meetingInput } from './meeting-input.ts'
import { readAttendances, readVotes } from './meeting-votes.ts'

async function itemsToRecord({ stores }: StepContext, meeting: ConvenedMeeting) {
  const day = localDateOf(meeting.startsAt)
  const agenda = await stores.meetings.agenda(meeting.id)
  const exclusions = Map.groupBy(
    await stores.meetings.exclusionsNow(meeting.id, day),
    (one) => one.agendaItemId,
  )
  const people = (await stores.network.seats(day)).flatMap((seat) => seat.holders)
  const names = new Map(people.map((one) => [one.personId as string, one.displayName]))
  return agenda.map((item) => ({
    agendaItemId: item.id,
    title: `${item.position}. ${item.title}`,
    exclusions: (exclusions.get(item.id) ?? [])
      .map((one) => `${names.get(one.personId) ?? one.personId}: ${one.reason}`)
      .join('\n'),
    discussion: '',
    against: [],
    abstained: [],
    adjourned: false,
  }))
}

/* Whom the seat sends, until told otherwise. */
function expected(holders: readonly { role: SeatRole }[]): SeatRole | 'ABSENT' {
  return holders.find((one) => one.role === 'TITULAR')?.role ?? holders[0]?.role ?? 'ABSENT'
}

function endOf(meeting: { startsAt: Date }, endTime: string, now: Date): Date {
  const end = instantOf(localDateOf(meeting.startsAt), { path: 'endTime', value: endTime })
  const refuse = (message: string): never => {
    throw new BusinessError('INVALID_INPUT', { problems: [{ path: 'endTime', code: 'order', message }] })
  }
  if (end <= meeting.startsAt)
    refuse(`La riunione è iniziata il {${meeting.startsAt.toISOString()}:instant}: finisce dopo.`)
  if (end > now) refuse('L’ora di fine è nel futuro: si verbalizza quando la riunione è finita.')
  return end
}

/** Records a meeting: who sat for each seat, who was excluded from what and why, and every vote (art. 5, 7). Those
 * present and not excluded who are named neither against nor abstained are in favour. Throws MEETING_NOT_HELD_YET,
 * ITEM_WITHOUT_VOTERS when nobody present may vote on an item that is not told as adjourned. The form speaks of every item:
 * whoever a conflict keeps from one leaves it to another process owner, or to the chair. */
export const recordMeeting = defineTask({
  element: 'Task_RecordMeeting',
  process: meeting,
  title: 'Registra presenze, esclusioni e voti',
  form: 'record-meeting',
  role: 'PROCESS_OWNER',
  chairToo: true,
  subject: 'meetingId',
  async decides(context, { meetingId }) {
    const { stage, subjectId } = await meetingOf(context, meetingId)
    return stage === 'EVALUATION' ? { matter: 'EVALUATION', subjectId } : null
  },
  async assign(context, { meetingId }) {
    const { stage, subjectId } = await meetingOf(context, meetingId)
    return { evaluatedCallId: stage === 'EVALUATION' ? subjectId : null }
  },
  input: meetingInput,

  async load(context, item) {
    const meeting = convened(await meetingOf(context, item.subjectId))
    const seats = await context.stores.network.seats(localDateOf(meeting.startsAt))
    return {
      startsAt: formatInstant(meeting.startsAt),
      place: meeting.place,
      endTime: '',
      seatOptions: seats.map((seat) => ({ value: seat.id, label: seat.bodyName })),
      attendances: seats.map((seat) => ({
        seatId: seat.id,
        seat: seat.bodyName,
        presence: expected(seat.holders),
      })),
      items: await itemsToRecord(context, meeting),
    }
  },

  async complete(context, item, recorded) {
    const { stores, now } = context
    const meeting = convened(await meetingOf(context, item.subjectId))
    if (now < meeting.startsAt)
      throw new BusinessError('MEETING_NOT_HELD_YET', { startsAt: meeting.startsAt })
    const heldAt = endOf(meeting, recorded.endTime, now)
    const attendances = readAttendances(recorded, await stores.network.seats(localDateOf(meeting.startsAt)))
    const agenda = await stores.meetings.agenda(meeting.id)
    const exclusions = await stores.meetings.exclusionsNow(meeting.id, localDateOf(meeting.startsAt))
    const votes = readVotes(recorded, { attendances, agenda, exclusions })
    await stores.meetings.hold(meeting.id, heldAt)
    await stores.meetings.record(meeting.id, {
      attendances,
      exclusions,
      votes,
      discussions: recorded.items.map((one) => ({ agendaItemId: one.agendaItemId, text: one.discussion })),
    })
    return {}
  },
})
