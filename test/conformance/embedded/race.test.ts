import { pino } from 'pino'
import { createEmbeddedEngine } from '../../../engine/embedded/engine.ts'
import type { EmbeddedEngine } from '../../../engine/embedded/engine.ts'
import { createTestDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'
import { runRace } from './race.ts'

let database: TestDatabase
/* Two processes of ours on the same data. */
let engines: EmbeddedEngine[]
beforeAll(async () => {
  database = await createTestDatabase()
  const settings = { url: database.url, clock: { now: () => new Date() }, log: pino({ level: 'silent' }) }
  engines = [createEmbeddedEngine(settings), createEmbeddedEngine(settings)]
})
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.close()))
  await database.close()
})

describe('27. publishing beside subscribing, completing beside interrupting, at the same time', () => {
  it('takes each message once for each process id, in the order of publication, and misses none', async () => {
    const seen = await runRace(engines, database.owner, { publishers: 16, each: 6, pairs: 2 })
    expect(seen.noted).toHaveLength(16 * 6)
  }, 120_000)
})
