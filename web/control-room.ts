import { watchedFilters } from '../api/control-room.ts'
import { countProcesses, toldByEngine, watchedProcesses } from '../api/watched-processes.ts'
import { MOST_COUNTED } from '../db/cycle/process-read-model.ts'
import type { WatchedInstance } from '../db/cycle/watched-instances.ts'
import { taskOf } from '../tasks/registry.ts'
import { formatCount } from '../words/formats.ts'
import { processTitle } from '../words/processes.ts'
import { OFFICES } from '../domain/shared/roles.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { interventionList, interventionsView } from './interventions.ts'
import { dueView } from './due.ts'
import type { PageContext, PageRoute, ReadingContext } from './page.ts'
import { holds, together } from './page.ts'
import { askedOf, readList, shownList } from './paging.ts'

const instances = shownList('instances', watchedFilters, {
  text: ['Codice, o parte di un titolo'],
  process: ['Processo', processTitle],
  state: ['Stato', 'instance'],
  element: ['Attività aperta', (element) => taskOf(element).title],
  term: ['Termine', 'instanceTerm'],
  from: ['Iniziata dal'],
  until: ['Iniziata fino al'],
})

/** The Sala di controllo: processes and instances of all cycles, each as far as the wall lets it be known (art. 5). */
export const controlRoomPages: readonly PageRoute[] = [
  {
    path: '/control-room',
    who: OFFICES,
    asks: [...instances.names, ...interventionList.names],
    read: async (context) => ({
      title: 'Sala di controllo',
      template: 'control-room',
      view: await controlRoomView(context),
    }),
  },
]

async function controlRoomView(context: PageContext) {
  const { counts, ...shown } = await together(context, ownRowsView)
  const told = await toldByEngine({ ...context.parts, actor: context.actor })
  return {
    ...shown,
    silent: told === null,
    processes: watchedProcesses(counts, told).map((one) => ({
      ...one,
      living: countText(one.living),
      ended: countText(one.ended),
      versions: one.versions && versionsText(one.versions),
    })),
  }
}

/* As they were deployed, one after the other. */
const versionsText = (versions: readonly number[]): string =>
  versions.length < 2 ? versions.join() : `${Math.min(...versions)}–${Math.max(...versions)}`

async function ownRowsView(context: ReadingContext) {
  const { parts, actor, now } = context
  const { counts, list, deliveries, interventions } = await atOnce({
    counts: countProcesses(parts.reads.processes, actor),
    deliveries: holds(actor, 'PROCESS_OWNER') ? parts.reads.deliveries.counts(actor) : null,
    interventions: interventionsView(context),
    list: readList(context, instances, (asked) => parts.reads.processes.everywhere(actor, asked)),
  })
  return {
    counts,
    deliveries,
    interventions,
    instances: {
      ...list,
      items: list.items.map((one) => shownInstance(one, now)),
    },
    file: fileOf(context),
  }
}

const shownInstance = ({ waits, ...one }: WatchedInstance, now: Date) => ({
  ...one,
  title: processTitle(one.processId),
  waits: waits.map(({ element, count, dueAt }) => ({
    title: taskOf(element).title,
    role: taskOf(element).role,
    many: count > 1 ? count : null,
    due: dueView(dueAt, now),
  })),
})

const countText = (count: number): string =>
  count > MOST_COUNTED ? `oltre ${formatCount(MOST_COUNTED)}` : formatCount(count)

/* The filters of the page are the file's, not its place in the list. */
function fileOf(context: ReadingContext): string {
  const filters = Object.entries(askedOf(context, instances)).filter(
    (one): one is [string, string] => one[0] in watchedFilters && one[1] !== undefined,
  )
  const asked = new URLSearchParams(filters).toString()
  return `/api/instances/file${asked && `?${asked}`}`
}
