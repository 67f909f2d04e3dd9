import { atOnce } from '../domain/shared/at-once.ts'
import { OFFICES } from '../domain/shared/roles.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { formatDate, formatHour } from '../words/formats.ts'
import { choice, day, hour, text } from './forms/fields.ts'
import type { PageAct, PageRoute, ReadingContext } from './page.ts'
import { holds, param, receipt, together } from './page.ts'
import { readList, shownList } from './paging.ts'
import { callRules } from '../domain/call/configuration.ts'
import { MEETING_ANSWERS } from '../domain/meeting/answers.ts'
import type { ExpectedForSeat } from '../domain/meeting/answers.ts'
import type { Meeting } from '../db/meeting/meeting-store.ts'
import { titleOf } from '../words/codes.ts'
import { agendaFilters, meetingReaders } from '../api/meeting.ts'

const agenda = shownList('agenda', agendaFilters, { text: ['Punto'] })

const moveAct: PageAct = {
  name: 'move',
  operation: 'POST /api/meetings/{id}/move',
  fields: { date: day, startTime: hour, endTime: hour, place: text, reason: text },
  done: ({ path }) => ({
    to: path,
    receipt: receipt('Riunione spostata: tutti i convocati ne ricevono notizia, con l’invito aggiornato.'),
  }),
}
const cancelAct: PageAct = {
  name: 'cancel',
  operation: 'POST /api/meetings/{id}/cancel',
  fields: { reason: text },
  done: ({ path }) => ({
    to: path,
    receipt: receipt('Riunione annullata: tutti i convocati ne ricevono notizia. Si convoca di nuovo.'),
  }),
}

const answerAct: PageAct = {
  name: 'answer',
  operation: 'PUT /api/meetings/{id}/answer',
  fields: { answer: choice },
  done: ({ path }) => ({
    to: path,
    receipt: receipt('Risposta registrata: fino all’inizio puoi cambiarla.'),
  }),
}

/* Of the seat's people, what each can answer (art. 5). */
const OFFERED = { TITULAR: MEETING_ANSWERS, DEPUTY: ['COMES', 'ABSENT'] } as const

/* What one answers, and for who convenes, presides or keeps the minutes who is expected, beside the fewest that decide. */
async function answersView({ parts, actor, now }: ReadingContext, { id, stage, subjectId }: Meeting) {
  const { expected, call } = await atOnce({
    expected: parts.reads.meetings.expected(actor, id, localDateOf(now)),
    call: stage === 'EVALUATION' ? parts.reads.calls.find(actor, subjectId) : null,
  })
  const { seats, own, role, presides } = expected
  const count = (...codes: ExpectedForSeat[]) => seats.filter((one) => codes.includes(one.expected)).length
  const minimum = call && callRules(call.configuration).evaluation.sitting.roomMinimum
  const coming = count('TITULAR', 'DEPUTY')
  return {
    own: role && {
      answer: own,
      options: OFFERED[role].map((value) => ({ value, label: titleOf('meetingAnswer', value) })),
      isDeputy: role === 'DEPUTY',
    },
    expected:
      holds(actor, 'PROCESS_OWNER') || holds(actor, 'COMMITTEE_SECRETARY') || presides
        ? {
            ...{ seats, of: seats.length, coming, minimum },
            unsure: count('TO_CONFIRM', 'UNKNOWN'),
            below: minimum !== null && coming < minimum,
          }
        : null,
  }
}

/** A meeting: when, where, on what; whoever convenes moves it or calls it off before it begins (art. 4, 7). */
export const meetingPage: PageRoute = {
  path: '/meetings/:id',
  who: meetingReaders,
  asks: agenda.names,
  async read(context) {
    const view = await together(context, meetingView)
    return (
      view && {
        title: view.ofNetwork ? 'Riunione della Rete' : 'Riunione del Comitato',
        template: 'meeting',
        view,
      }
    )
  },
  acts: [answerAct, moveAct, cancelAct],
}

async function meetingView(context: ReadingContext) {
  const { parts, actor, now } = context
  const id = param(context, 'id')
  const { meeting, items } = await atOnce({
    meeting: parts.reads.meetings.find(actor, id),
    items: readList(context, agenda, (asked) => parts.reads.meetings.agenda(actor, id, asked)),
  })
  if (meeting === null) return null
  const { startsAt, endsAt } = meeting
  const ahead = isAhead(meeting, now)
  return {
    ...meeting,
    agenda: items,
    ofNetwork: meeting.stage === 'NETWORK',
    answers: ahead && meeting.stage !== 'NETWORK' ? await answersView(context, meeting) : null,
    seesGroups: holds(actor, ...OFFICES, 'COMMITTEE_MEMBER', 'COMMITTEE_SECRETARY'),
    changes: ahead && holds(actor, 'PROCESS_OWNER'),
    from: {
      date: startsAt && formatDate(localDateOf(startsAt)),
      startTime: startsAt && formatHour(startsAt),
      endTime: endsAt && formatHour(endsAt),
    },
  }
}

const isAhead = ({ status, startsAt }: Meeting, now: Date): boolean =>
  status === 'CONVENED' && startsAt !== null && startsAt > now
