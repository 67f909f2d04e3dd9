import { pino } from 'pino'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import type { EmbeddedEngine } from '../../engine/embedded/engine.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'

/** Does the work on a PostgreSQL of its own, with a migrated database that is empty. */
export async function onDatabase<T>(work: (database: TestDatabase) => Promise<T>): Promise<T> {
  await startPostgres()
  try {
    const database = await createTestDatabase()
    return await work(database).finally(() => database.close())
  } finally {
    await stopPostgres()
  }
}

/** The same with so many engines on it, as so many processes of ours would have. */
export function onEngines<T>(
  count: number,
  work: (engines: readonly EmbeddedEngine[], database: TestDatabase) => Promise<T>,
): Promise<T> {
  return onDatabase(async (database) => {
    const settings = { url: database.url, clock: database.clock, log: pino({ level: 'silent' }) }
    const engines = Array.from({ length: count }, () => createEmbeddedEngine(settings))
    return work(engines, database).finally(() => Promise.all(engines.map((engine) => engine.close())))
  })
}
