import { read } from '../database.ts'
import type { Pool } from '../database.ts'
import { EngineRefusal } from '../../port.ts'
import { DecisionRefusal } from '../decisions/decision.ts'
import { ModelRefusal } from './read-problems.ts'
import type { Versions } from './versions.ts'

interface Version {
  key: string
  kind: 'PROCESS' | 'DECISION'
  id: string
  version: number
}

/**
 * Reads every version that something runs on, with this release's eyes. Throws EngineRefusal that names each version that it no
 * longer understands, and why: an instance of it would stand still later, one by one.
 */
export async function checkLiving(pool: Pool, versions: Versions): Promise<void> {
  const living = await read<Version>(pool, 'living-versions', [
    `select r.key, r.kind, r.id, r.version from engine.resources r
      where (r.kind = 'PROCESS' and r.key in (select distinct e.resource_key from engine.elements e))
         or (r.kind = 'DECISION' and r.version = (select max(n.version) from engine.resources n where n.kind = r.kind and n.id = r.id))
      order by r.kind, r.id, r.version`,
  ])
  const problems: string[] = []
  for (const { key, kind, id, version } of living)
    try {
      await (kind === 'PROCESS' ? versions.process(pool, key) : versions.decision(pool, key))
    } catch (error) {
      if (!(error instanceof ModelRefusal || error instanceof DecisionRefusal)) throw error
      problems.push(`${id}, version ${version}: ${error.message}`)
    }
  if (problems.length > 0)
    throw new EngineRefusal(
      'INVALID_STATE',
      `running instances need versions that this release does not understand; start the release before, and migrate them:\n${problems.join('\n')}`,
    )
}
