import { taskOf } from '../tasks/registry.ts'
import { loadWorkItem } from '../use-cases/cycle/load-work-item.ts'
import type { LoadedWorkItem } from '../use-cases/cycle/load-work-item.ts'
import { bringCallAct, lastCallAct } from './call-desk.ts'
import { dueView } from './due.ts'
import { dossierOf } from './dossier.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import type { PageContext, PageRoute, ReadingContext } from './page.ts'
import { holds, param, receipt, together } from './page.ts'
import { sentData, text } from './forms/fields.ts'
import { readList, shownList } from './paging.ts'
import { taskFilters } from '../api/work-items.ts'
import { titleOf, wordOf } from '../words/codes.ts'
import { formOf } from './forms/form-schema.ts'
import type { Values } from './forms/form-schema.ts'
import { ownWorkOf, scriptsOf } from './task-work.ts'
import { sheetSoFar, typedScores } from './score-sheet.ts'
import { scoreApplication } from '../tasks/evaluation/score-application.ts'
import { taskFormView } from './forms/task-view.ts'
import { giveAct, handsView, holdView, returnAct, takeAct, takenPage } from './task-hands.ts'
import { draftView, shownData, typedInto } from './draft-view.ts'
import { completeAct, discardDraftAct, saveDraftAct, TASK_FORM } from './task-acts.ts'

const tasks = shownList('tasks', taskFilters, {
  hold: ['Di chi', 'hold'],
  element: ['Attività', (element) => taskOf(element).title],
  text: ['Progetto o ciclo'],
})

async function inboxView(context: PageContext) {
  const { parts, actor, now, query } = context
  const list = await readList({ path: '/inbox', query }, tasks, (asked) =>
    parts.reads.inbox.openTasks(actor, asked),
  )
  return {
    list,
    whole: list.first === null && list.next === null && !list.filtered,
    tasks: list.items.map((task) => ({
      ...task,
      title: taskOf(task.element).title,
      due: dueView(task.dueAt, now),
      held: holdView(task),
    })),
    mayReturn: holds(actor, 'PROCESS_OWNER') || actor.seatId !== null,
  }
}

/** A person's open tasks, and one task with its form; both are refreshed or sent by their modules. */
export const workItemPages: readonly PageRoute[] = [
  {
    path: '/inbox',
    who: 'SIGNED_IN',
    asks: tasks.names,
    read: async (context) => ({
      title: 'Le tue attività',
      template: 'inbox',
      view: await inboxView(context),
      modules: ['inbox'],
    }),
  },
  {
    path: '/inbox/tasks',
    who: 'SIGNED_IN',
    asks: tasks.names,
    read: async (context) => ({
      title: '',
      template: 'inbox-tasks',
      view: await inboxView(context),
      bare: true,
    }),
  },
  {
    path: '/tasks/:id/draft',
    who: 'SIGNED_IN',
    async read(context) {
      const item = await context.parts.look(context.actor, loadWorkItem, { id: param(context, 'id') })
      return { title: '', template: 'task-draft', view: draftView(item, context, null), bare: true }
    },
  },
  {
    path: '/tasks/:id',
    who: 'SIGNED_IN',
    /* Of a sitting, the position of the item at hand. */
    asks: ['item'],
    async read(context) {
      const item = await context.parts.look(context.actor, loadWorkItem, { id: param(context, 'id') })
      const { entry, dossier } = await together(context, (reading) => besides(item, reading))
      const hands = handsView(item)
      const shown = taskView(item, context, hands)
      return {
        title: item.title,
        template: 'task',
        keeps: TASK_FORM,
        view: {
          ...shown,
          hands,
          standsFor: context.actor.standsFor,
          title: item.title,
          formId: item.form,
          cycleCode: entry?.cycleCode ?? null,
          about: entry?.about ?? null,
          dossier,
          ...sheetOf(item, dossier, context),
          ...(await ownWorkOf(item, context, { works: hands.works, parts: shown.parts })),
        },
        ...scriptsOf(item, { works: hands.works, dossier: dossier !== null }),
      }
    },
    acts: [
      completeAct,
      bringCallAct,
      lastCallAct,
      takeAct,
      giveAct,
      returnAct,
      saveDraftAct,
      discardDraftAct,
      {
        name: 'substitute',
        operation: 'POST /api/scorings/{scoringId}/substitution',
        params: ({ query }) => ({ scoringId: query['of'] ?? '' }),
        fields: { reason: text },
        done: () => ({ to: '/inbox', receipt: receipt('La scheda è passata al supplente.') }),
      },
    ],
  },
  takenPage,
]

/* Of a sheet, its sum so far beside the threshold, and the desk with the others of its call. */
function sheetOf(
  item: LoadedWorkItem,
  dossier: Awaited<ReturnType<typeof dossierOf>>,
  { sent }: PageContext,
) {
  if (dossier === null || item.element !== scoreApplication.element) return { sheet: null, sheetsOf: null }
  const { scores } = shownData(item, typedInto(item, sent, TASK_FORM))
  return { sheet: sheetSoFar(typedScores(scores), dossier.rules.evaluation), sheetsOf: dossier.callId }
}

/* What is read beside the item: where it stands in the person's list, and while it is open the application that it is about. */
const besides = ({ id, state, barred, applicationId }: LoadedWorkItem, reading: ReadingContext) =>
  atOnce({
    entry: reading.parts.reads.inbox.find(reading.actor, id),
    dossier:
      state === 'OPEN' && barred === null && applicationId !== null
        ? dossierOf(reading, applicationId)
        : null,
  })

function taskView(
  item: LoadedWorkItem,
  context: PageContext,
  { waits, works }: Pick<ReturnType<typeof handsView>, 'waits' | 'works'>,
) {
  const { now, sent, actor } = context
  const open = item.state === 'OPEN' && item.barred === null
  const typed = typedInto(item, sent, TASK_FORM)
  const data = shownData(item, typed)
  const { shown, isCut } = beginningOf(data, waits ? ROWS_TO_READ : Infinity)
  return {
    parts: open ? taskFormView(formOf(item.form), shown, fieldsIn(sent)) : [],
    isCut,
    /* What the page's script begins with: the form's data with what was typed, and whether that came back unsaved. */
    shown: JSON.stringify({
      data: works ? data : {},
      unsaved: typed !== null,
      person: actor.personId,
      item: item.id,
    }),
    draft: draftView(item, context, typed),
    completed: item.completed,
    id: item.id,
    open,
    barred: barredView(item, context),
    state: titleOf('workItem', item.state),
    cycleId: item.cycleId,
    due: dueOf(item, now),
    files: item.files.map(fileView),
    scoringId: scoringOf(item, open),
  }
}

const scoringOf = ({ element, subjectId }: LoadedWorkItem, open: boolean): string | null =>
  open && element === scoreApplication.element ? subjectId : null

/* Of a form that is only read: a list may have a thousand rows. */
const ROWS_TO_READ = 20

function beginningOf(data: Values, most: number): { shown: Values; isCut: boolean } {
  const isLong = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > most
  const shown = Object.entries(data).map(([name, value]): [string, unknown] => [
    name,
    isLong(value) ? value.slice(0, most) : value,
  ])
  return { shown: Object.fromEntries(shown), isCut: Object.values(data).some(isLong) }
}

const dueOf = ({ state, dueAt }: LoadedWorkItem, now: Date) => (state === 'OPEN' ? dueView(dueAt, now) : null)

/* Whom a conflict bars is told the article, and where nobody is left to decide, what mends it. */
const barredView = ({ state, barred, others }: LoadedWorkItem, { actor }: PageContext) =>
  state === 'OPEN' && barred !== null
    ? { article: barred, nobodyLeft: others.length === 0, mends: holds(actor, 'PROCESS_OWNER') }
    : null

/* What came back in fields of the page; null where scripts sent it, or nothing came back. */
const fieldsIn = (sent: PageContext['sent']) =>
  sent?.act === TASK_FORM && sentData(sent.typed) === null ? sent.typed : null

const fileView = (file: LoadedWorkItem['files'][number]) => ({
  ...file,
  href: null,
  extensions: file.accepts.map((kind) => `.${kind}`).join(','),
  about: `Formati: ${file.accepts.map((kind) => wordOf('accepts', kind)).join(', ')}; fino a 20 MB`,
})
