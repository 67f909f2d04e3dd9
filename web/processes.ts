import { OFFICES } from '../domain/shared/roles.ts'
import { instanceFilters, latestTold, processesOf } from '../api/process-view.ts'
import { processTitle } from '../words/processes.ts'
import type { Watch } from '../api/stopped-steps.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import type { PageContext, PageRoute, ReadingContext } from './page.ts'
import { param, together } from './page.ts'
import { readList, shownList } from './paging.ts'

const instances = shownList('instances', instanceFilters, {
  process: ['Processo', processTitle],
  text: ['Codice o titolo del progetto'],
})

const watchOf = ({ parts, actor }: PageContext): Watch => ({ ...parts, actor })

/** What the diagrams show, in words: a cycle's processes with their instances. The wall closes the same as on the diagrams (art. 5). */
export const processPages: readonly PageRoute[] = [
  {
    path: '/cycles/:id/processes',
    who: OFFICES,
    asks: instances.names,
    async read(context) {
      const reading = together(context, instancesView)
      const { read, processes } = await atOnce({
        read: reading,
        processes: processesOf(
          watchOf(context),
          param(context, 'id'),
          reading.then(({ told }) => told),
        ),
      })
      const { cycle, list } = read
      if (cycle === null) return null
      return {
        title: `Processi del ciclo ${cycle.code}`,
        template: 'processes',
        view: {
          ...cycle,
          processes,
          instances: {
            ...list,
            items: list.items.map((one) => ({ ...one, title: processTitle(one.processId) })),
          },
        },
      }
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
