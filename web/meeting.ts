import { atOnce } from '../domain/shared/at-once.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { formatDate, formatHour } from '../words/formats.ts'
import { day, text } from './forms/fields.ts'
import type { PageAct, PageRoute, ReadingContext } from './page.ts'
import { holds, param, receipt, together } from './page.ts'
import { readList, shownList } from './paging.ts'
import { agendaFilters, meetingReaders } from '../api/meeting.ts'

const agenda = shownList('agenda', agendaFilters, { text: ['Punto'] })

const moveAct: PageAct = {
  name: 'move',
  operation: 'POST /api/meetings/{id}/move',
  fields: { date: day, startTime: text, endTime: text, place: text, reason: text },
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

/** A meeting: when, where, on what; whoever convenes moves it or calls it off before it begins (art. 4, 7). */
export const meetingPage: PageRoute = {
  path: '/meetings/:id',
  who: meetingReaders,
  asks: agenda.names,
  async read(context) {
    const view = await together(context, meetingView)
    return view && { title: 'Riunione del Comitato', template: 'meeting', view }
  },
  acts: [moveAct, cancelAct],
}

async function meetingView(context: ReadingContext) {
  const { parts, actor, now } = context
  const id = param(context, 'id')
  const { meeting, items } = await atOnce({
    meeting: parts.reads.meetings.find(actor, id),
    items: readList(context, agenda, (asked) => parts.reads.meetings.agenda(actor, id, asked)),
  })
  if (meeting === null) return null
  const { status, startsAt, endsAt } = meeting
  const ahead = status === 'CONVENED' && startsAt !== null && startsAt > now
  return {
    ...meeting,
    agenda: items,
    changes: ahead && holds(actor, 'PROCESS_OWNER'),
    from: {
      date: startsAt && formatDate(localDateOf(startsAt)),
      startTime: startsAt && formatHour(startsAt),
      endTime: endsAt && formatHour(endsAt),
    },
  }
}
