import type { Logger } from 'pino'
import { query, read, transact } from '../database.ts'
import type { Client, Pool } from '../database.ts'
import { flush } from '../interpreter/flush.ts'
import type { KeySource } from '../interpreter/keys.ts'
import type { Lanes } from './lanes.ts'
import { run } from '../interpreter/run.ts'
import { Turn } from '../interpreter/turn.ts'
import type { Versions } from '../models/versions.ts'

/** What every command of the engine works with. */
export interface EngineParts {
  pool: Pool
  /** Legal time. */
  clock: { now(): Date }
  versions: Versions
  keys: KeySource
  lanes: Lanes
  log: Logger
  /** Called after each command that may have armed a timer. */
  timersArmed: () => void
}

/** The root of a living element; null where nothing lives under the key. */
export async function rootOf(
  { pool }: Pick<EngineParts, 'pool'>,
  elementKey: string,
): Promise<string | null> {
  const [row] = await read<{ rootKey: string }>(pool, 'root-of-element', [
    'select e.root_key as "rootKey" from engine.elements e where e.key = $1',
    elementKey,
  ])
  return row?.rootKey ?? null
}

/**
 * One command on one root: in its turn among those of this process, under the root's lock, in one transaction. `begin` reads
 * and says what is to be done; a root that is gone has nothing to say to it. Throws TransientError, EngineRefusal.
 */
export async function command<T>(
  parts: EngineParts,
  rootKey: string,
  begin: (turn: Turn) => Promise<T>,
): Promise<T> {
  return parts.lanes.run(rootKey, () => carryOut(parts, (client) => lockRoot(client, rootKey), begin))
}

/** The same for what has no root yet: a message that starts one. */
export function freshCommand<T>(parts: EngineParts, begin: (turn: Turn) => Promise<T>): Promise<T> {
  return carryOut(parts, readClock, begin)
}

type ReachedAt = Date | number | null

/* Whoever fires timers is woken once they can be seen. */
async function carryOut<T>(
  parts: EngineParts,
  prepare: (client: Client) => Promise<ReachedAt>,
  begin: (turn: Turn) => Promise<T>,
): Promise<T> {
  const { result, hasTimers } = await transact(parts.pool, async (client) => {
    const turn = turnAt(parts, { client, reachedAt: await prepare(client) })
    const begun = await begin(turn)
    await run(turn)
    await flush(turn)
    return { result: begun, hasTimers: turn.timers.length > 0 }
  })
  if (hasTimers) parts.timersArmed()
  return result
}

async function readClock(client: Client): Promise<ReachedAt> {
  const [clock] = await query<{ reachedAt: Date | number }>(client, 'clock', [
    'select c.reached_at as "reachedAt" from engine.clock c',
  ])
  return clock?.reachedAt ?? null
}

/* Read once for the command, and never earlier than an instant at which a timer has fired. */
function turnAt(
  { clock, versions, keys }: EngineParts,
  { client, reachedAt }: { client: Client; reachedAt: ReachedAt },
): Turn {
  const reached = reachedAt instanceof Date ? reachedAt.getTime() : Number.NEGATIVE_INFINITY
  const now = new Date(Math.max(clock.now().getTime(), reached))
  return new Turn({ client, now, versions, keys })
}

/* All that happens below a root happens one after the other. What was read before the lock is read again behind it. */
async function lockRoot(client: Client, rootKey: string): Promise<ReachedAt> {
  const [root] = await query<{ reachedAt: Date | number }>(client, 'lock-root', [
    `select (select c.reached_at from engine.clock c) as "reachedAt" from engine.instances i where i.key = $1 for update`,
    rootKey,
  ])
  return root?.reachedAt ?? null
}
