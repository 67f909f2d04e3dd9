import { atOnce } from '../domain/shared/at-once.ts'
import { daysBetween } from '../domain/shared/local-date.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import type { LeadRequestKind } from '../domain/evaluation/lead-request.ts'
import { choice } from './forms/fields.ts'
import { dueView } from './due.ts'
import type { PageRoute, ReadingContext } from './page.ts'
import { holds, receipt, together } from './page.ts'
import { holdView } from './task-hands.ts'
import { taskOf } from '../tasks/registry.ts'
import { titleOf, wordOf } from '../words/codes.ts'
import { usualMeetingsView } from './usual-meetings.ts'

const FIRST_TASKS = 10

/** Where people come in: what they must do and by when, what is late, and what changed since they looked. */
export const homePages: readonly PageRoute[] = [
  {
    path: '/',
    who: 'ANYONE',
    async read(context) {
      if (context.actor.personId === '') return { redirect: '/sign-in' }
      return { title: 'Oggi', template: 'home', view: await together(context, homeView) }
    },
    acts: [
      {
        name: 'looked',
        operation: 'PUT /api/looked',
        fields: { until: choice },
        done: () => ({ to: '/', receipt: receipt('Le novità fino a qui sono segnate come viste.') }),
      },
    ],
  },
]

async function homeView(context: ReadingContext) {
  const { parts, actor, now } = context
  const { open, home, usual, interventions } = await atOnce({
    open: parts.reads.inbox.openTasks(actor, { limit: FIRST_TASKS }),
    home: parts.reads.home.find(actor, now),
    usual: usualMeetingsView(context),
    interventions: holds(actor, 'PROCESS_OWNER') ? parts.reads.interventions.awaiting(actor) : 0,
  })
  const { items, next } = open
  const { lookedAt, terms, changes, questions, outcomes, asked } = home
  const tasks = items.map((task) => ({
    ...task,
    title: titleFor(task, asked),
    due: dueView(task.dueAt, now),
    held: holdView(task),
    isNew: lookedAt !== null && task.openedAt > lookedAt,
  }))
  return {
    groups: [
      { id: 'late', title: 'In ritardo', tasks: tasks.filter(({ due }) => due?.tone === 'late') },
      { id: 'tasks', title: 'Da fare', tasks: tasks.filter(({ due }) => due?.tone !== 'late') },
    ].filter((group) => group.tasks.length > 0),
    more: next !== null,
    opens: items.length === 0 && holds(actor, 'PROCESS_OWNER'),
    ...{ questions, interventions, usual },
    outcomes: outcomes.map((one) => ({ ...one, days: daysBetween(localDateOf(one.at), localDateOf(now)) })),
    dated: terms.length + usual.length > 0,
    terms: terms.map((term) => ({
      ...term,
      ...termView(term),
      asked: term.answered === false,
      due: dueView(term.at, now),
    })),
    changes: changes.map((change) => ({ ...change, ...changeView(change) })),
    standsFor: actor.standsFor,
    lookedAt,
    now,
  }
}

/* Of what the office asks of a lead, also what it is: observations before a refusal are not an integration. */
function titleFor(
  { element, subjectId }: { element: string; subjectId: string },
  asked: readonly { id: string; kind: LeadRequestKind }[],
): string {
  const { title } = taskOf(element)
  const kind = asked.find(({ id }) => id === subjectId)?.kind
  return kind === undefined ? title : `${title}: ${wordOf('leadRequest', kind)}`
}

interface Named {
  kind: string
  id: string
  what: string
  cycleId: string | null
}

/** A term in words, and the page where it is met. */
export function termView({ kind, what, id }: Omit<Named, 'cycleId'>) {
  if (kind === 'MEETING') return { text: meetingOf(what), href: `/meetings/${id}` }
  if (kind === 'GROUP_REPORT')
    return { text: `Riferisci al Comitato sul Gruppo di lavoro «${what}»`, href: `/working-groups/${id}` }
  return kind === 'CALL'
    ? { text: `Presenta le domande: ${what}`, href: `/calls/${id}` }
    : { text: `Dai le osservazioni: ${what}`, href: `/guidance-documents/${id}` }
}

function changeView({ kind, what, id, cycleId }: Named) {
  if (kind === 'DOCUMENT') return { text: what, href: `/api/documents/${id}`, download: true }
  if (kind === 'SHEET')
    return {
      text: `La tua scheda sul progetto ${what} non conta più nella valutazione (art. 5)`,
      ...{ href: `/calls/${id}`, download: false },
    }
  if (kind === 'GROUP_REPORT')
    return {
      text: `Relazione del Gruppo di lavoro «${what}»: consegnata`,
      href: `/working-groups/${id}`,
      download: false,
    }
  if (kind === 'OUTCOME') return { text: `Esito pubblicato: ${what}`, href: `/calls/${id}`, download: false }
  const text = kind === 'MEETING' ? `${meetingOf(what)}: convocata` : `Ciclo aperto: ${what}`
  return { text, href: `/cycles/${String(cycleId)}`, download: false }
}

const meetingOf = (stage: string): string =>
  stage === 'NETWORK' || stage === 'COMMITTEE'
    ? titleOf('meetingStage', stage)
    : `Riunione del Comitato, ${titleOf('meetingStage', stage as never).toLowerCase()}`
