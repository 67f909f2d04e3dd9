import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startWholeApplication } from '../support/running-application.ts'
import type { RunningApplication } from '../support/running-application.ts'
import { playDisturbed, STEPS_OF_A_CYCLE } from './disturbed-cycle.ts'
import { passTime } from './pass-time.ts'
import { randomFrom, seedOf, spread } from './seed.ts'

const KILLS = 6

describe('a cycle whose application is killed with -9 at six moments, its workers and relay busy', () => {
  const seed = seedOf()
  let application: RunningApplication

  beforeAll(async () => {
    application = await startWholeApplication({
      name: 'faults',
      portOffset: 50,
      settings: { CONCILIA_JOB_LEASE_MS: '5000' },
    })
  }, 300_000)
  afterAll(() => application.stop(), 60_000)

  it(`ends the same: same ranking, same amounts, nothing twice, no task lost (seed ${seed})`, async () => {
    const random = randomFrom(seed)
    const databaseUrl = application.environment['DATABASE_URL'] ?? ''
    const { steps, disturbed, problems } = await playDisturbed({
      ...{ baseUrl: application.baseUrl, databaseUrl, random },
      moments: spread(random, { count: KILLS, of: STEPS_OF_A_CYCLE }),
      disturb: () => application.killAndRestart(() => passTime(databaseUrl)),
    })
    expect(problems).toEqual([])
    expect(disturbed).toBe(KILLS)
    expect(steps).toBeGreaterThanOrEqual(STEPS_OF_A_CYCLE)
  }, 1_200_000)
})
