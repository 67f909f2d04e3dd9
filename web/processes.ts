import { processesOf, showInstance } from '../api/process-view.ts'
import type { Watch } from '../api/stopped-steps.ts'
import { elementName } from './element-names.ts'
import type { PageContext, PageRoute } from './page.ts'
import { param } from './page.ts'

const WATCHERS = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE'] as const
/* An instance is asked by its key in the address. */
const KEY = /^\d{1,19}$/

const watchOf = ({ parts, actor }: PageContext): Watch => ({ ...parts, actor })

/** What the diagrams show, in words: a cycle's processes with their instances, and of one instance where it is, what stands
 * still and the way it took. The wall closes the same as on the diagrams (art. 5). */
export const processPages: readonly PageRoute[] = [
  {
    path: '/cycles/:id/processes',
    who: WATCHERS,
    async read(context) {
      const cycle = await context.parts.reads.cycles.find(context.actor, param(context, 'id'))
      if (cycle === null) return null
      const processes = await processesOf(watchOf(context), cycle.id)
      return {
        title: `Processi del ciclo ${cycle.code}`,
        template: 'processes',
        view: { ...cycle, processes },
      }
    },
  },
  {
    path: '/cycles/:id/processes/:key',
    who: WATCHERS,
    async read(context) {
      const key = param(context, 'key')
      const cycle = KEY.test(key)
        ? await context.parts.reads.cycles.find(context.actor, param(context, 'id'))
        : null
      if (cycle === null) return null
      const instance = await instanceView(watchOf(context), cycle.id, key)
      return { title: instance.title, template: 'process', view: { cycle, ...instance } }
    },
  },
]

async function instanceView(watch: Watch, cycleId: string, key: string) {
  const processes = await processesOf(watch, cycleId)
  const own = processes.find(({ instances }) => instances.some((one) => one.key === key))
  const { state, tokens, incidents, path } = await showInstance(watch, cycleId, key)
  const named = <T extends { elementId: string }>(one: T) => ({
    ...one,
    element: elementName(own?.processId ?? '', one.elementId),
  })
  return {
    title: own?.title ?? 'Processo',
    about: own?.instances.find((one) => one.key === key)?.about ?? null,
    state,
    tokens: tokens.map(named),
    incidents: incidents.map(named),
    steps: path.filter(({ kind }) => kind === 'ELEMENT').map(named),
  }
}
