import { meeting } from '../../domain/process/meeting.ts'
import type { AgendaItem } from '../../db/meeting/meeting-store.ts'
import { expectedSeats } from '../../db/meeting/answer-store.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import type { ItemExclusion } from '../../db/meeting/deliberation-store.ts'
import { exclusionRows } from '../../documents/meeting/minutes-document.ts'
import { presentAtOpening, seenOut } from '../../domain/meeting/attendance.ts'
import { isNoted } from '../../domain/meeting/outcome.ts'
import { readSitting } from '../../domain/meeting/sitting.ts'
import type { HeldItem, Known } from '../../domain/meeting/sitting.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { wordOf } from '../../words/codes.ts'
import { formatHour, formatInstant } from '../../words/formats.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineTask } from '../task.ts'
import { consultantsTo, convened } from '../../documents/meeting/convocation.ts'
import type { ConvenedMeeting } from '../../documents/meeting/convocation.ts'
import { meetingOf } from './convene-meeting.ts'
import { endOf } from './held-until.ts'
import { sittingRules } from './votable-agenda.ts'
import { sittingFacts } from './sitting-facts.ts'
import { meetingInput } from './meeting-input.ts'
import type { MeetingInput } from './meeting-input.ts'

/* What the form is filled in from: nobody is put down as present, and nothing as voted. */
async function toRecord(context: StepContext, meeting: ConvenedMeeting) {
  const { stores } = context
  const day = localDateOf(meeting.startsAt)
  const agenda = await stores.meetings.agenda(meeting.id)
  const seats = await stores.network.seats(day)
  const rules = await sittingRules(context, meeting)
  const holders = new Map(seats.flatMap((seat) => seat.holders).map((one) => [one.personId, one.displayName]))
  const exclusions = (await shownExclusions(context, meeting, day)).filter(({ personId }) =>
    holders.has(personId),
  )
  const answers = await stores.meetings.answers(meeting.id)
  const expected = new Map(expectedSeats(seats, answers).map((one) => [one.seatId, one.expected]))
  const excluded = [...new Set(exclusions.map(({ personId }) => personId))]
  return {
    seatOptions: seats.map((seat) => ({ value: seat.id, label: seat.bodyName })),
    itemOptions: agenda.map(({ id, position, title }) => ({ value: id, label: `${position}. ${title}` })),
    consultantOptions: (await consultantsTo(context, agenda, day)).map(({ id, displayName }) => ({
      ...{ value: id, label: displayName },
    })),
    excludedOptions: excluded.map((personId) => ({ value: personId, label: holders.get(personId) ?? '' })),
    exclusions: exclusionRows({ seats, agenda, exclusions }),
    attendances: seats.map(({ id, bodyName, holders: people }) => ({
      ...{ seatId: id, seat: bodyName, presence: null },
      people: [
        ...people.map((one) => `${wordOf('attendee', one.role)}: ${one.displayName}`),
        `risposta: ${wordOf('expectedForSeat', expected.get(id) ?? 'UNKNOWN')}`,
      ].join('; '),
    })),
    items: agenda.map(({ id, position, title, kind }) => ({
      agendaItemId: id,
      title: `${position}. ${title}`,
      ...{ discussion: '', outcome: isNoted(kind, rules) ? 'NOTED' : null, favourable: null },
    })),
    ...{ movements: [], votes: [], wentOut: [], consultants: [] },
  }
}

/* As they stood when the meeting was to end, for that is when they count; what came out since is marked. */
async function shownExclusions(
  { stores, now }: StepContext,
  { id, endsAt }: ConvenedMeeting,
  on: LocalDate,
): Promise<ItemExclusion[]> {
  const until = endsAt < now ? endsAt : now
  const then = await stores.meetings.exclusionsAt(id, { on, until })
  const known = new Set(then.map(({ agendaItemId, personId }) => `${agendaItemId} ${personId}`))
  const today = await stores.meetings.exclusionsAt(id, { on, until: now })
  const later = today.filter(({ agendaItemId, personId }) => !known.has(`${agendaItemId} ${personId}`))
  const since = `emersa dopo le ${formatHour(until)}: toglie il voto solo se la riunione non era ancora finita`
  return [...then, ...later.map((one) => ({ ...one, reason: `${one.reason} (${since})` }))]
}

/* What those in the room decided. Throws INVALID_INPUT where what was told does not account for every seat and every vote,
   ITEM_WITHOUT_VOTERS or, where the call has a minimum, ROOM_BELOW_MINIMUM for an item told as voted that nobody in the room
   could vote, or too few. */
function heldSitting(recorded: MeetingInput, known: Known): HeldItem[] {
  const sitting = readSitting(recorded, known)
  if (!sitting.ok) throw new BusinessError('INVALID_INPUT', { problems: sitting.problems })
  const { undecidable, items } = sitting.value
  if (undecidable.length > 0) {
    const minimum = known.rules?.roomMinimum ?? 1
    const named = { items: undecidable.join(', ') }
    if (minimum === 1) throw new BusinessError('ITEM_WITHOUT_VOTERS', named)
    throw new BusinessError('ROOM_BELOW_MINIMUM', { ...named, minimum })
  }
  return items
}

/* The leads who were there: each of those who could be. Throws INVALID_INPUT for anybody else. */
async function consultantsThere(
  context: StepContext,
  { consultants = [] }: MeetingInput,
  { agenda, day }: { agenda: readonly AgendaItem[]; day: LocalDate },
): Promise<PersonId[]> {
  const invited = new Set<string>((await consultantsTo(context, agenda, day)).map(({ id }) => id))
  const stray = consultants.findIndex((one) => !invited.has(one))
  if (stray >= 0)
    refuseInput(
      `consultants[${stray}]`,
      'NOT_INVITED',
      'In forma consultiva partecipano i capofila delle Alleanze, non alla valutazione dei progetti (art. 5).',
    )
  return [...new Set(consultants)].map((one) => asId<PersonId>(one))
}

/** Records a meeting: who was in the room for each item, who was excluded from what and why when it was held, and every vote (art. 5,
 * 7). No presence and no vote is presumed; under the call's lock, so that a late conflict is decided before or after it. Throws MEETING_NOT_HELD_YET, INVALID_INPUT, ITEM_WITHOUT_VOTERS or
 * ROOM_BELOW_MINIMUM when nobody in the room, or fewer than the call asks for, may vote on an item that is not told as put off. The form speaks of every item:
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
    return {
      startsAt: formatInstant(meeting.startsAt),
      place: meeting.place,
      endTime: '',
      ...(await toRecord(context, meeting)),
    }
  },

  async complete(context, item, recorded) {
    const { stores, now } = context
    const meeting = convened(await meetingOf(context, item.subjectId))
    if (now < meeting.startsAt)
      throw new BusinessError('MEETING_NOT_HELD_YET', { startsAt: meeting.startsAt })
    const heldAt = endOf(meeting, recorded.endTime, now)
    const day = localDateOf(meeting.startsAt)
    if (meeting.stage === 'EVALUATION') await stores.calls.get(meeting.subjectId, 'update')
    const known = await sittingFacts(context, meeting, heldAt)
    const items = heldSitting(recorded, known)
    await stores.meetings.hold(meeting.id, heldAt)
    await stores.meetings.record(meeting.id, {
      attendances: presentAtOpening(recorded, known.seats),
      movements: recorded.movements,
      consultants: await consultantsThere(context, recorded, { agenda: known.agenda, day }),
      exclusions: seenOut(recorded, known, known.exclusions),
      votes: items.flatMap(({ agendaItemId, votes }) => votes.map((vote) => ({ agendaItemId, ...vote }))),
      items: recorded.items.map(({ agendaItemId, discussion }) => ({
        ...{ agendaItemId, discussion },
        deferral: items.find((one) => one.agendaItemId === agendaItemId)?.deferral ?? null,
      })),
    })
    return {}
  },
})
