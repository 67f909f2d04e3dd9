import { read } from '../database.ts'
import type { Pool } from '../database.ts'
import { EngineRefusal } from '../../port.ts'
import { DecisionRefusal } from '../decisions/decision.ts'
import { calledFrom, reachFrom } from './reach.ts'
import type { Version } from './reach.ts'
import { ModelRefusal } from './read-problems.ts'
import type { Versions } from './versions.ts'

/* What runs, and what a message may begin at any moment. */
const LIVING = `
select distinct e.resource_key as key from engine.elements e
union
select s.resource_key from engine.message_starts s`

/**
 * Reads every version that something runs on or would run on, with what it calls, with this release's eyes. Throws EngineRefusal
 * that names each version that it no longer understands, and why: its instances would stand still later, one by one.
 */
export async function checkLiving(pool: Pool, versions: Versions): Promise<void> {
  const living = await read<{ key: string }>(pool, 'versions-in-use', [LIVING])
  const problems: string[] = []
  await reachFrom(
    living.map(({ key }) => ({ kind: 'PROCESS', key })),
    async (version) => {
      try {
        return await leadsTo(pool, versions, version)
      } catch (error) {
        if (!(error instanceof ModelRefusal || error instanceof DecisionRefusal)) throw error
        problems.push(`${await nameOf(pool, version)}: ${error.message}`)
        return []
      }
    },
  )
  if (problems.length > 0)
    throw new EngineRefusal(
      'INVALID_STATE',
      `what runs here needs versions that this release does not understand; start the release before, and migrate or replace them:\n${problems.sort().join('\n')}`,
    )
}

async function leadsTo(pool: Pool, versions: Versions, { kind, key }: Version): Promise<readonly Version[]> {
  if (kind === 'PROCESS') return calledFrom(pool, versions, { key, model: await versions.process(pool, key) })
  await versions.decision(pool, key)
  return []
}

async function nameOf(pool: Pool, { key }: Version): Promise<string> {
  const [named] = await read<{ id: string; version: number }>(pool, 'name-of-version', [
    'select r.id, r.version from engine.resources r where r.key = $1',
    key,
  ])
  return `${named?.id}, version ${named?.version}`
}
