import { instanceFilters, latestTold, processesOf, showInstance } from '../api/process-view.ts'
import { processTitle } from '../words/processes.ts'
import type { Watch } from '../api/stopped-steps.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { elementName } from './element-names.ts'
import type { PageContext, PageRoute, ReadingContext } from './page.ts'
import { param, together } from './page.ts'
import { readList, shownList } from './paging.ts'

const WATCHERS = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE'] as const
/* An instance is asked by its key in the address. */
const KEY = /^\d{1,19}$/

const instances = shownList('instances', instanceFilters, {
  process: ['Processo', processTitle],
  text: ['Codice o titolo del progetto'],
})

const watchOf = ({ parts, actor }: PageContext): Watch => ({ ...parts, actor })

/** What the diagrams show, in words: a cycle's processes with their instances, and of one instance where it is, what stands
 * still and the way it took. The wall closes the same as on the diagrams (art. 5). */
export const processPages: readonly PageRoute[] = [
  {
    path: '/cycles/:id/processes',
    who: WATCHERS,
    asks: instances.names,
    async read(context) {
      const { cycle, list, told } = await together(context, instancesView)
      if (cycle === null) return null
      return {
        title: `Processi del ciclo ${cycle.code}`,
        template: 'processes',
        view: {
          ...cycle,
          processes: await processesOf(watchOf(context), cycle.id, told),
          instances: {
            ...list,
            items: list.items.map((one) => ({ ...one, title: processTitle(one.processId) })),
          },
        },
      }
    },
  },
  {
    path: '/cycles/:id/processes/:key',
    who: WATCHERS,
    async read(context) {
      const key = param(context, 'key')
      const cycle = KEY.test(key)
        ? await context.parts.reads.cycles.named(context.actor, param(context, 'id'))
        : null
      if (cycle === null) return null
      const instance = await instanceView(watchOf(context), cycle.id, key)
      return { title: instance.title, template: 'process', view: { cycle, ...instance } }
    },
  },
]

function instancesView(context: ReadingContext) {
  const { parts, actor } = context
  const cycleId = param(context, 'id')
  return atOnce({
    cycle: parts.reads.cycles.named(actor, cycleId),
    told: latestTold({ reads: parts.reads, actor }, cycleId),
    list: readList(context, instances, (asked) => parts.reads.processes.ofCycle(actor, cycleId, asked)),
  })
}

async function instanceView(watch: Watch, cycleId: string, key: string) {
  const { processId, about, state, tokens, incidents, path } = await showInstance(watch, cycleId, key)
  const named = <T extends { elementId: string }>(one: T) => ({
    ...one,
    element: elementName(processId, one.elementId),
  })
  return {
    title: processTitle(processId),
    about,
    state,
    tokens: tokens.map(named),
    incidents: incidents.map(named),
    steps: path.filter(({ kind }) => kind === 'ELEMENT').map(named),
  }
}
