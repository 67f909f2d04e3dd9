import { nextWorkingDay } from '../../domain/shared/holidays.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { localInstant } from '../../domain/shared/terms.ts'
import { processOwner } from './play-approval.ts'
import type { OpenTask, Play } from './play.ts'

/** The form of a meeting as people fill it: presence of each seat, votes against and abstentions by seat. */
export interface MeetingForm {
  endTime: string
  attendances: { seatId: string; seat: string; presence: 'TITULAR' | 'DEPUTY' | 'ABSENT' }[]
  items: {
    agendaItemId: string
    title: string
    exclusions: string
    discussion: string
    against: string[]
    abstained: string[]
    adjourned: boolean
  }[]
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
 * present and in favour, but for what `votes` changes in the form. Returns the meeting with its decisions. */
export async function holdMeeting(
  play: Play,
  meeting: { place: string; votes?: (form: MeetingForm) => void },
): Promise<PlayedMeeting> {
  const task = await play.waitForTask('Task_ConveneMeeting')
  const day = nextWorkingDay(localDateSchema.parse(task.data['date']))
  await play.complete(task, { date: day, startTime: START, endTime: END, place: meeting.place })
  await play.until('the convocation', () => documentOf(play, task, 'convocation'))
  await play.moveClockTo(hourOf(day, '14:00'))
  const recording = await play.waitForTask('Task_RecordMeeting', task.subjectId)
  const form = formOf(recording)
  meeting.votes?.(form)
  await play.complete(recording, filledIn(form))
  const minutes = await play.until('the minutes', () => documentOf(play, task, 'minutes'))
  play.check(
    'art. 7: ogni riunione ha convocazione e verbale',
    minutes.subjectId === task.subjectId,
    minutes.title,
  )
  return playedMeeting(play, task.subjectId)
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
  const { attendances, items } = task.data as unknown as MeetingForm
  return {
    endTime: '12:45',
    attendances,
    items: items.map((item) => ({ ...item, discussion: `Il Presidente illustra il punto ${item.title}` })),
  }
}

/* What the form sends: no word that it only shows. */
function filledIn({ endTime, attendances, items }: MeetingForm) {
  return {
    endTime,
    attendances: attendances.map(({ seatId, presence }) => ({ seatId, presence })),
    items: items.map(({ agendaItemId, discussion, against, abstained }) => ({
      ...{ agendaItemId, discussion, against, abstained },
    })),
  }
}

async function documentOf(play: Play, task: OpenTask, kind: 'convocation' | 'minutes') {
  const documents = await processOwner(play).list<{ kind: string; subjectId: string; title: string }>(
    `/api/cycles/${play.facts['cycleId']}/documents`,
  )
  return documents.find((one) => one.kind === kind && one.subjectId === task.subjectId)
}
