import { nextWorkingDay } from '../../domain/shared/holidays.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { localDateOf, localInstant } from '../../domain/shared/terms.ts'
import { signMinutes } from './play-signatures.ts'
import { processOwner } from './play-approval.ts'
import type { OpenTask, Play } from './play.ts'

type Presence = 'TITULAR' | 'DEPUTY' | 'ABSENT' | 'LEFT'

/** The form of a meeting as people fill it: who was there at the opening, who moved when, what was voted, and who was against
 * or abstained. */
export interface MeetingForm {
  endTime: string
  attendances: { seatId: string; seat: string; people: string; presence: Presence }[]
  movements: { agendaItemId: string; seatId: string; presence: Presence }[]
  wentOut: string[]
  excludedOptions: { value: string; label: string }[]
  exclusions: { person: string; body: string; items: string; reason: string }[]
  items: {
    agendaItemId: string
    title: string
    discussion: string
    outcome: 'VOTED' | 'DEFERRED' | 'NOTED' | null
  }[]
  votes: { agendaItemId: string; seatId: string; choice: 'AGAINST' | 'ABSTAINED' }[]
}
export interface PlayedMeeting {
  id: string
  status: string
  approved: boolean | null
  decisions: {
    agendaItemId: string
    present: number
    inFavour: number
    against: number
    abstained: number
    passed: boolean
  }[]
}

const START = '10:00'
const END = '13:00'

/** Convenes the next meeting on its first useful working day, moves the clock past it, and records it: everybody
 * present and in favour, but for what `votes` changes in the form; an excluded person leaves the room. One that is `moved` begins later. What is said without
 * one who left is refused first. Returns the meeting with its decisions. */
export async function holdMeeting(
  play: Play,
  meeting: { place: string; moved?: true; votes?: (form: MeetingForm) => void },
): Promise<PlayedMeeting> {
  const task = await play.waitForTask('Task_ConveneMeeting')
  const day = nextWorkingDay(localDateSchema.parse(task.data['date']))
  await play.complete(task, { date: day, startTime: START, endTime: END, place: meeting.place })
  await play.until('the convocation', () => documentOf(play, task, 'convocation'))
  if (meeting.moved) await moveMeeting(play, task, { date: day, place: meeting.place })
  await play.moveClockTo(hourOf(day, '14:00'))
  const recording = await play.waitForTask('Task_RecordMeeting', task.subjectId)
  const form = formOf(recording)
  meeting.votes?.(form)
  if (form.movements.length > 0) await refuseUncounted(play, recording, form)
  await play.complete(recording, filledIn(form, form))
  const minutes = await play.until('the minutes', () => documentOf(play, task, 'minutes'))
  play.check(
    'art. 7: ogni riunione ha convocazione e verbale',
    minutes.subjectId === task.subjectId,
    minutes.title,
  )
  await signMinutes(play, task.subjectId, namesAt(form))
  return playedMeeting(play, task.subjectId)
}

/* Whoever convened puts it an hour later, with the reason; with less than the notice it is refused. */
async function moveMeeting(
  play: Play,
  { subjectId: id }: OpenTask,
  to: { date: LocalDate; place: string },
): Promise<void> {
  const owner = processOwner(play)
  const path = `/api/meetings/${id}`
  const later = { ...to, startTime: '11:00', endTime: END, reason: 'Sciopero dei trasporti' }
  const today = localDateOf(await play.now())
  const refused = await owner.refused('post', `${path}/move`, { ...later, date: today })
  await owner.post(`${path}/move`, later)
  const papers = () => convocationsOf(play, id)
  await play.until(
    'the convocation of the meeting as it was moved',
    async () => (await papers()).length === 2,
  )
  const { sequence, startsAt } = await owner.get<{ sequence: number; startsAt: string }>(path)
  play.check(
    'art. 7: una riunione spostata ha il preavviso di una nuova, e tutti ne ricevono notizia',
    refused.body.code === 'NOTICE_TOO_SHORT' && sequence === 1,
    { refused: refused.body, startsAt },
  )
}

type AgendaItem = { id: string; decision: Omit<PlayedMeeting['decisions'][number], 'agendaItemId'> | null }

async function playedMeeting(play: Play, id: string): Promise<PlayedMeeting> {
  const owner = processOwner(play)
  const meeting = await owner.get<Omit<PlayedMeeting, 'decisions'>>(`/api/meetings/${id}`)
  const agenda = await owner.list<AgendaItem>(`/api/meetings/${id}/agenda`)
  const decisions = agenda.flatMap((item) => item.decision && { agendaItemId: item.id, ...item.decision })
  return { ...meeting, decisions: decisions.filter((one) => one !== null) }
}

function hourOf(day: LocalDate, hour: string): Date {
  const instant = localInstant(day, hour)
  if (instant === null) throw new Error(`${day} has no hour ${hour}`)
  return instant
}

function formOf(task: OpenTask): MeetingForm {
  const shown = task.data as unknown as MeetingForm
  return {
    ...shown,
    endTime: '12:45',
    attendances: shown.attendances.map((one) => ({ ...one, presence: 'TITULAR' })),
    ...{ movements: [], votes: [], wentOut: shown.excludedOptions.map(({ value }) => value) },
    items: shown.items.map((item) => ({
      ...item,
      ...{
        discussion: `Il Presidente illustra il punto ${item.title}`,
        outcome: item.outcome ?? ('VOTED' as const),
      },
    })),
  }
}

/* The movement left out: somebody who went home would still be counted. */
async function refuseUncounted(play: Play, { id, who }: OpenTask, form: MeetingForm): Promise<void> {
  const told = { ...filledIn(form, form), movements: [] }
  const { body } = await who.refused('post', `/api/work-items/${id}/complete`, told)
  play.check(
    'art. 7: nessun voto è presunto: i voti sono quelli di chi è in aula',
    body.code === 'INVALID_INPUT',
    body,
  )
}

/* Who sits for each seat at the opening. */
const namesAt = ({ attendances }: MeetingForm): (string | undefined)[] =>
  attendances.map(({ people, presence }) => nameOf(people, presence))

function nameOf(people: string, presence: Presence): string | undefined {
  const word = { TITULAR: 'titolare', DEPUTY: 'supplente', ABSENT: null, LEFT: null }[presence]
  const name = people.split('; ').find((one) => word !== null && one.startsWith(`${word}: `))
  return name?.replace(/^\w+: /, '')
}

/* What the form sends: no word that it only shows; in favour is everybody in the room who is not named. */
function filledIn(
  { endTime, attendances, movements, wentOut, items, votes }: MeetingForm,
  form: MeetingForm,
) {
  return {
    ...{ endTime, movements, wentOut, votes },
    attendances: attendances.map(({ seatId, presence }) => ({ seatId, presence })),
    items: items.map(({ agendaItemId, discussion, outcome }, index) => ({
      ...{ agendaItemId, discussion, outcome },
      favourable:
        outcome === 'NOTED'
          ? null
          : presentAt(form, index) - votes.filter((one) => one.agendaItemId === agendaItemId).length,
    })),
  }
}

/** How many may vote on an item, by its place, as the form tells who is where and who is excluded. */
export function presentAt({ attendances, movements, exclusions, items }: MeetingForm, index: number): number {
  const point = String(index + 1)
  const out = new Set(
    exclusions
      .filter(({ items }) => items === 'tutti i punti' || items.match(/\d+/g)?.includes(point))
      .map(({ person }) => person),
  )
  const places = items.map((item) => item.agendaItemId)
  return attendances.filter(({ seatId, people, presence }) => {
    const moved = movements.filter(
      (one) => one.seatId === seatId && places.indexOf(one.agendaItemId) <= index,
    )
    const name = nameOf(people, moved.at(-1)?.presence ?? presence)
    return name !== undefined && !out.has(name)
  }).length
}

const documentsOf = (play: Play) =>
  processOwner(play).list<{ kind: string; subjectId: string; title: string }>(
    `/api/cycles/${play.facts['cycleId']}/documents`,
  )

const convocationsOf = async (play: Play, meetingId: string) =>
  (await documentsOf(play)).filter(({ kind, subjectId }) => kind === 'convocation' && subjectId === meetingId)

const documentOf = async (play: Play, task: OpenTask, kind: 'convocation' | 'minutes') =>
  (await documentsOf(play)).find((one) => one.kind === kind && one.subjectId === task.subjectId)
