import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { createInstanceStore } from '../db/cycle/instance-store.ts'
import type { InstanceEnd } from '../db/cycle/instance-store.ts'
import { startWorkLoop } from '../db/platform/work-loop.ts'
import type { WorkLoop } from '../db/platform/work-loop.ts'
import type { FoundInstance } from '../domain/process/instance-reads.ts'
import type { ProcessEngine } from '../engine/port.ts'

const AT_ONCE = 100
const IDLE_MS = 10_000

interface Watched {
  knex: Knex
  engineId: string
  engine: Pick<ProcessEngine, 'instances'>
}

/** Asks the engine which of the instances that have lived longest unasked have ended, and notes it; true where one had. Several
 * processes may do so at once: what they note is the same. */
export async function noteEnded({ knex, engineId, engine }: Watched, most = AT_ONCE): Promise<boolean> {
  const store = createInstanceStore(knex)
  const keys = await store.longestUnasked(engineId, most)
  if (keys.length === 0) return false
  const ends = (await engine.instances(keys)).flatMap(endOf)
  await store.noteAsked(engineId, keys, ends)
  return ends.length > 0
}

/* Of one that Camunda's search does not show, for it trails or has forgotten, nothing is said. */
function endOf({ key, state, endedAt }: FoundInstance): InstanceEnd[] {
  return state === 'ACTIVE' || endedAt === null ? [] : [{ key, outcome: state, at: endedAt }]
}

/** Keeps noting which instances have ended: pages and lists tell their state without asking the engine for each. */
export function startInstanceWatch({ log, ...watched }: Watched & { log: Logger }): WorkLoop {
  return startWorkLoop({
    work: () => noteEnded(watched),
    idleMs: IDLE_MS,
    onFault: (error) => log.warn({ err: error }, 'which instances have ended is not known: asked again'),
  })
}
