import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals'
import { pino } from 'pino'
import { createEmbeddedEngine } from '../../../engine/embedded/engine.ts'
import type { EmbeddedEngine } from '../../../engine/embedded/engine.ts'
import { createTestDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'
import { brokenInvariants } from '../../support/engine-invariants.ts'
import type { Names } from '../model.ts'
import { createPlayer } from '../player.ts'
import type { Player } from '../player.ts'

/** What the tests of one file share: the engine on a database of its own, and for each test a player with names of its own. */
export interface Ground {
  database: TestDatabase
  engine: EmbeddedEngine
  player: Player
  names: Names
  /** Legal time is moved to so many milliseconds from the system's. */
  moveClock: (offsetMs: number) => void
  /** The one number that a query answers. */
  count: (sql: string, values?: readonly string[]) => Promise<number>
}

/** Prepares the ground; after each test whatever it left is cancelled, and no row may be left without its owner. */
export function useEngine(): Ground {
  const ground = {} as Ground
  let offsetMs = 0
  beforeAll(async () => {
    const database = await createTestDatabase()
    const clock = { now: () => new Date(Date.now() + offsetMs) }
    const engine = createEmbeddedEngine({ url: database.url, clock, log: pino({ level: 'silent' }) })
    const moveClock = (to: number): void => {
      offsetMs = to
      engine.clockMoved()
    }
    const count: Ground['count'] = async (sql, values = []) =>
      (await database.owner.raw<{ rows: { count: number }[] }>(sql, values)).rows[0]?.count ?? 0
    Object.assign(ground, { database, engine, moveClock, count })
  })
  afterAll(async () => {
    await ground.engine.close()
    await ground.database.close()
  })
  beforeEach(() => {
    const suffix = randomBytes(4).toString('hex')
    ground.names = (name) => `${name}-${suffix}`
    const pace = { limitMs: 15_000, graceMs: 1_500, leaseMs: 60_000 }
    ground.player = createPlayer({ engine: ground.engine, suffix, ...pace })
  })
  afterEach(async () => {
    await ground.player.close()
    ground.moveClock(0)
    expect(await brokenInvariants(ground.database.owner)).toEqual([])
  })
  return ground
}
