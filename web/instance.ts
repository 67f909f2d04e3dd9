import type { Stay } from '../domain/process/instance-reads.ts'
import { historyFilters, historyOf } from '../api/instance-history.ts'
import { MOST_CALLED, showInstance } from '../api/instance-view.ts'
import type { Watch } from '../api/stopped-steps.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { OFFICES } from '../domain/shared/roles.ts'
import { instanceInterventions, interventionActs } from './interventions.ts'
import { processTitle } from '../words/processes.ts'
import { formatDuration } from '../words/formats.ts'
import { elementName, withElement } from './element-names.ts'
import { elementRows, placesOf } from './instance-elements.ts'
import { idsIn, variablesView, waitsView } from './instance-waits.ts'
import type { PageContext, PageRoute } from './page.ts'
import { holds, param } from './page.ts'
import { askedOf, readList, shownList } from './paging.ts'

const MOST_VARIABLES = 200
/* An instance is asked by its key in the address. */
const KEY = /^\d{1,19}$/

const history = shownList('history', historyFilters, {})

/** One instance: its diagram and the same in words, what stands still, who called whom, what it waits for, its variables and its
 * history. What the wall closes is not there (art. 5). */
export const instancePage: PageRoute = {
  path: '/cycles/:id/processes/:key',
  who: OFFICES,
  asks: history.names,
  async read(context) {
    const key = param(context, 'key')
    if (!KEY.test(key)) return null
    const id = param(context, 'id')
    const { cycle, instance } = await atOnce({
      cycle: context.parts.reads.cycles.named(context.actor, id),
      instance: instanceView(context, id, key),
    })
    if (cycle === null) return null
    return {
      title: instance.title,
      template: 'process',
      view: { cycle, ...instance },
      modules: ['instance'],
      libraries: ['bpmn-js'],
    }
  },
  acts: interventionActs,
}

async function instanceView(context: PageContext, cycleId: string, key: string) {
  const { parts, actor, now } = context
  const watch: Watch = { ...parts, actor }
  const shown = await showInstance(watch, cycleId, key)
  const { processId } = shown
  const [times, tasks, waits, variables, interventions] = await Promise.all([
    parts.engine.times(key),
    parts.reads.instances.tasks(actor, key),
    parts.engine.waits(key),
    parts.engine.variables(key, MOST_VARIABLES),
    instanceInterventions(context, { key, processId, isActive: shown.state === 'ACTIVE' }),
  ])
  const elements = elementRows({ ...shown, times, tasks, waits }, now)
  const named = withElement(processId)
  const ids = idsIn(processId, variables ?? [])
  const told = await atOnce({
    papers: parts.reads.instances.papers(actor, { cycleId, key, ids }),
    history: historyView(context, { key, processId, elements }),
  })
  return {
    ...told,
    ...{ title: processTitle(processId), key, now, shown },
    readsMails: holds(actor, 'PROCESS_OWNER'),
    elements: elements.map(cellsOf),
    drawing: JSON.stringify({ processId, places: placesOf(elements), path: shown.path }),
    incidents: shown.incidents.map(named),
    callers: shown.callers.map((one) => ({
      ...one,
      title: processTitle(one.processId),
      element: elementName(one.processId, one.elementId),
    })),
    called: shown.called?.map((one) => ({ ...named(one), title: processTitle(one.processId) })) ?? [],
    mostCalled: (shown.called?.length ?? 0) >= MOST_CALLED ? MOST_CALLED : null,
    waits: waitsView(processId, { waits, tasks }, now),
    variables: variablesView(processId, variables ?? []),
    interventions,
    tells: { calls: shown.called !== null, variables: variables !== null },
  }
}

interface Past {
  key: string
  processId: string
  elements: ReturnType<typeof elementRows>
}

/* Searched by the names of the elements that it went through, with what is there of them now. */
async function historyView(context: PageContext, { key, processId, elements }: Past) {
  const asked = askedOf(context, history)
  const text = asked.text?.toLocaleLowerCase('it')
  const found = text === undefined ? elements : elements.filter(({ element }) => names(element, text))
  const elementIds = found.map(({ elementId }) => elementId)
  const list = await readList(context, history, (page) =>
    historyOf(context.parts.engine, key, { elementIds, asked: page }),
  )
  const sum = (of: (one: (typeof found)[number]) => number) =>
    found.reduce((total, one) => total + of(one), 0)
  return {
    ...list,
    ...{ text: asked.text ?? '', fromFirst: asked.order === 'FIRST' },
    active: sum((one) => one.active),
    stopped: sum((one) => one.stopped),
    items: list.items.map((one) => stayView(processId, one)),
  }
}

const names = (element: string, text: string): boolean => element.toLocaleLowerCase('it').includes(text)

const stayView = (processId: string, { elementId, enteredAt, endedAt, state, incident }: Stay) => ({
  ...{ enteredAt, endedAt, state, incident },
  element: elementName(processId, elementId),
  took: endedAt === null ? null : formatDuration(endedAt.getTime() - enteredAt.getTime()),
})

/* Which cells of a row say something: on a phone the others are left out. */
const cellsOf = (row: ReturnType<typeof elementRows>[number]) => ({
  ...row,
  now: row.active + row.stopped + row.below > 0,
  done: row.completed + row.terminated > 0,
  term: row.due !== null || row.endedLate > 0,
})
