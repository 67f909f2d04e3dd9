import { startWholeApplication } from '../../support/running-application.ts'
import { playDisturbed, STEPS_OF_A_CYCLE } from '../disturbed-cycle.ts'
import { killPostgres } from '../kill-postgres.ts'
import { randomFrom, spread } from '../seed.ts'
import { insistOnNone } from './part.ts'
import type { Part } from './part.ts'

const KILLS = 5

/** A cycle during which PostgreSQL is killed with -9: the application lives on, and no incident is left of it. */
export const killedPostgres: Part = {
  name: 'postgres',
  title: `a cycle, PostgreSQL killed with -9 at ${KILLS} moments`,
  async run(seed) {
    const random = randomFrom(seed)
    const application = await startWholeApplication({
      name: 'faults',
      portOffset: 50,
      settings: { CONCILIA_JOB_LEASE_MS: '5000' },
    })
    try {
      const { steps, disturbed, problems } = await playDisturbed({
        ...{
          baseUrl: application.baseUrl,
          databaseUrl: application.environment['DATABASE_URL'] ?? '',
          random,
        },
        moments: spread(random, { count: KILLS, of: STEPS_OF_A_CYCLE }),
        disturb: () => killPostgres(application.parts),
      })
      insistOnNone([...problems, ...(disturbed === KILLS ? [] : [`${disturbed} kills instead of ${KILLS}`])])
      return `${disturbed} kills, ${steps} steps`
    } finally {
      await application.stop()
    }
  },
}
