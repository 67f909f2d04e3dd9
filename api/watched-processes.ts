import type { ProcessCount } from '../db/cycle/process-read-model.ts'
import { tasks } from '../tasks/registry.ts'
import { PROCESSES } from '../words/processes.ts'
import { allIncidents } from './incidents.ts'
import { nullWhenSilent } from './stopped-steps.ts'
import type { Watch } from './stopped-steps.ts'

const WATCHED = PROCESSES.map(({ processId }) => processId)
const WAITED = tasks.map(({ element, process }) => ({ element, processId: process.id }))

/** What the engine tells of processes; null while it does not answer. */
type EngineTold = {
  versions: readonly { processId: string; version: number }[]
  stopped: readonly { processId: string; stopped: number }[]
} | null

/** Every process counted for whoever watches, as far as the wall lets it be known (art. 5). */
export const countProcesses = (
  processes: Pick<Watch['reads']['processes'], 'counts'>,
  actor: Watch['actor'],
): Promise<ProcessCount[]> => processes.counts(actor, WATCHED, WAITED)

/** The versions of all processes, and how many steps stand still in each that the viewer may know of. */
export async function toldByEngine(watch: Watch): Promise<EngineTold> {
  const told = await Promise.all([watch.engine.versions(), allIncidents(watch)]).catch(nullWhenSilent)
  if (told === null) return null
  const [versions, incidents] = told
  const stopped = incidents.length === 0 ? [] : await watch.reads.incidents.counts(watch.actor, incidents)
  return { versions, stopped }
}

/** Every process that has begun somewhere, in the order in which a cycle meets them, with its versions, how many instances live and
 * have ended, how many steps stand still, and what waits the longest. */
export const watchedProcesses = (counts: readonly ProcessCount[], told: EngineTold) =>
  PROCESSES.flatMap(({ processId, title }) => {
    const count = counts.find((one) => one.processId === processId)
    const stopped = told && (told.stopped.find((one) => one.processId === processId)?.stopped ?? 0)
    if (count === undefined && !stopped) return []
    const versions = told?.versions.filter((one) => one.processId === processId).map((one) => one.version)
    return [{ ...NONE, ...count, processId, title, stopped, versions: versions ?? null }]
  })

/* What stopped before any job told of it. */
const NONE = { living: 0, ended: 0, oldestAt: null, waitingSince: null }
