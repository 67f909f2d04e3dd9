import { pino } from 'pino'
import { createEmbeddedEngine } from '../../../engine/embedded/engine.ts'
import type { EmbeddedEngine } from '../../../engine/embedded/engine.ts'
import { createTestDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'
import { playRandomModels } from './play-random.ts'

const RUNS = 40

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

describe('any process that is built of blocks, its messages and jobs in any order, on two processes of ours', () => {
  it('does each task as often as it is drawn, ends, and leaves no row that does not fit', async () => {
    await playRandomModels({ engines, knex: database.owner, runs: RUNS })
  }, 300_000)
})
