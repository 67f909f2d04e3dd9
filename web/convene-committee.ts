import { atOnce } from '../domain/shared/at-once.ts'
import { formatInstant } from '../words/formats.ts'
import { choice, day, hour, readFields, several, text } from './forms/fields.ts'
import { noticeView } from './convene-network.ts'
import type { FormShape } from './forms/fields.ts'
import { withoutEmptyEnd } from './forms/rows.ts'
import type { PageRoute, ReadingContext } from './page.ts'
import { param, receipt, together } from './page.ts'

const FIELDS: FormShape = {
  ...{ constitutes: several, hears: several, dissolves: several },
  ...{ date: day, startTime: hour, endTime: hour, place: text },
  ...{ agenda: [{ title: text, explanation: text, kind: choice }], notice: text },
}

/** Convening the committee on an agenda of its own (art. 7). */
export const conveneCommitteePage: PageRoute = {
  path: '/cycles/:id/committee-meeting',
  who: ['PROCESS_OWNER'],
  async read(context) {
    const view = await together(context, conveningView)
    return view && { title: 'Convoca il Comitato', template: 'convene-committee', view }
  },
  acts: [
    {
      name: 'convene',
      operation: 'POST /api/cycles/{id}/committee-meetings',
      fields({ typed }) {
        const { body, problems } = readFields(FIELDS, typed)
        return Promise.resolve({ body: { ...body, agenda: withoutEmptyEnd(body['agenda']) }, problems })
      },
      /* What waited may be gone from the page since it was read. */
      where: (path) => LISTS[path.replace(/\[\d+\]$/, '')] ?? path,
      done: (_, answer) => ({
        to: `/meetings/${(answer as { meetingId: string }).meetingId}`,
        receipt: receipt('Comitato convocato: tutti i convocati ricevono la convocazione con l’invito.'),
      }),
    },
  ],
}

const LISTS: Readonly<Record<string, string>> = {
  constitutes: 'Gruppi di lavoro da costituire',
  hears: 'Relazioni dei referenti da ascoltare',
  dissolves: 'Gruppi di lavoro da sciogliere',
}
const KINDS = [
  { value: 'INFORMATION', label: 'Il Comitato ne prende atto' },
  { value: 'MOTION', label: 'Il Comitato vota' },
]

/* Null where the cycle is not there or is over. */
async function conveningView(context: ReadingContext) {
  const { parts, actor, now } = context
  const id = param(context, 'id')
  const { cycle, settings, comingBack, waiting } = await atOnce({
    cycle: parts.reads.cycles.find(actor, id),
    settings: parts.reads.network.settings(actor),
    comingBack: parts.reads.meetings.comingBack(actor),
    waiting: parts.reads.workingGroups.waiting(actor),
  })
  if (cycle === null || cycle.status === 'CLOSED') return null
  const { terms, patronDay, words } = settings
  return {
    ...noticeView(now, terms.committeeNoticeDays, patronDay),
    ...{ id, kinds: KINDS },
    ...{ committee: words.committee.value, comingBack },
    waiting: waitingView(waiting),
  }
}

type Waiting = Awaited<ReturnType<ReadingContext['parts']['reads']['workingGroups']['waiting']>>

/* What waits of the working groups is ticked, but for dissolving one: nobody has asked for it yet. */
const waitingView = ({ toConstitute, toHear, toDissolve }: Waiting) =>
  [
    { name: 'constitutes', ticked: true, rows: toConstitute },
    {
      ...{ name: 'hears', ticked: true },
      rows: toHear.map(({ id, groupName, handedInAt }) => ({
        ...{ id, name: `${groupName}, consegnata il ${formatInstant(handedInAt)}` },
      })),
    },
    { name: 'dissolves', ticked: false, rows: toDissolve },
  ]
    .filter(({ rows }) => rows.length > 0)
    .map(({ rows, ticked, ...list }) => ({
      ...list,
      label: LISTS[list.name],
      options: rows.map(({ id, name }) => ({ value: id, label: name })),
      chosen: ticked ? rows.map(({ id }) => id) : [],
    }))
