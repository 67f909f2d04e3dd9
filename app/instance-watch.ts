import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { createInstanceStore } from '../db/cycle/instance-store.ts'
import type { InstanceEnd } from '../db/cycle/instance-store.ts'
import { startWorkLoop } from '../db/platform/work-loop.ts'
import type { WorkLoop } from '../db/platform/work-loop.ts'
import type { FoundInstance, ProcessEngine } from '../engine/port.ts'

const AT_ONCE = 50
const IDLE_MS = 5_000

interface Watched {
  knex: Knex
  engineId: string
  engine: Pick<ProcessEngine, 'instance'>
}

/** Asks the engine which of the instances that have lived longest unasked have ended, and notes it; true where one had. Several
 * processes may do so at once: what they note is the same. */
export async function noteEnded({ knex, engineId, engine }: Watched, most = AT_ONCE): Promise<boolean> {
  const store = createInstanceStore(knex)
  let ended = false
  for (const key of await store.longestUnasked(engineId, most)) {
    const end = endOf(await engine.instance(key))
    await store.noteAsked(engineId, key, end)
    ended ||= end !== null
  }
  return ended
}

/* Camunda's search forgets, or trails behind, and then shows none: nothing is said of its end. */
function endOf(found: FoundInstance | null): InstanceEnd | null {
  if (found === null || found.state === 'ACTIVE' || found.endedAt === null) return null
  return { outcome: found.state, at: found.endedAt }
}

/** Keeps noting which instances have ended: pages and lists tell their state without asking the engine for each. */
export function startInstanceWatch({ log, ...watched }: Watched & { log: Logger }): WorkLoop {
  return startWorkLoop({
    work: () => noteEnded(watched),
    idleMs: IDLE_MS,
    onFault: (error) => log.warn({ err: error }, 'which instances have ended is not known: asked again'),
  })
}
