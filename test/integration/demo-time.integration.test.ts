import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { followDemoTime } from '../../app/demo-time.ts'
import { createEngineIdentity } from '../../db/platform/engine-identity.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { waitFor } from '../support/wait-for.ts'

const HOUR_MS = 60 * 60 * 1000

describe('the time of the demo in another process', () => {
  let database: TestDatabase
  let identity: ReturnType<typeof createEngineIdentity>
  beforeEach(async () => {
    database = await createTestDatabase()
    identity = createEngineIdentity(database.knex)
    await identity.bindEmbedded()
  })
  afterEach(() => database.close())

  const follow = (changes: Partial<Pick<typeof identity, 'listenClock'>> = {}) => {
    const time = { offsetMs: 0 }
    const moves: number[] = []
    const listening = Promise.withResolvers<undefined>()
    const follower = followDemoTime({
      identity: {
        ...identity,
        listenClock: (heard, log) =>
          identity.listenClock({ ...heard, onListening: () => listening.resolve(undefined) }, log),
        ...changes,
      },
      time,
      onMoved: () => moves.push(time.offsetMs),
      log: pino({ enabled: false }),
    })
    return { time, moves, stop: follower.stop, listening: listening.promise }
  }
  const moved = (moves: number[]) => waitFor('the move', 10_000, () => Promise.resolve(moves[0] ?? null))

  it('goes along at once when one process has moved it, and wakes its engine once', async () => {
    const other = follow()
    await other.listening
    const started = performance.now()
    await identity.raiseClockOffset(HOUR_MS)
    await moved(other.moves)
    expect(performance.now() - started).toBeLessThan(2_000)
    await identity.raiseClockOffset(HOUR_MS)
    await other.stop()
    expect(other.moves).toEqual([HOUR_MS])
  })

  it('is read again where the notice was lost', async () => {
    const deaf = follow({ listenClock: () => ({ stop: () => Promise.resolve() }) })
    await identity.raiseClockOffset(HOUR_MS)
    expect(await moved(deaf.moves)).toBe(HOUR_MS)
    await deaf.stop()
  })

  it('never goes back', async () => {
    await identity.raiseClockOffset(2 * HOUR_MS)
    expect(await identity.raiseClockOffset(HOUR_MS)).toBe(2 * HOUR_MS)
  })
})
