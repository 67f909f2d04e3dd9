import { startWholeApplication } from '../../support/running-application.ts'
import { playDisturbed, STEPS_OF_A_CYCLE } from '../disturbed-cycle.ts'
import { passTime } from '../pass-time.ts'
import { randomFrom, spread } from '../seed.ts'
import { insistOnNone } from './part.ts'
import type { Part } from './part.ts'

const KILLS = 40

/** A cycle whose application is killed with -9 at moments spread over all its steps. */
export const killedApplication: Part = {
  name: 'application',
  title: `a cycle, the application killed with -9 at ${KILLS} moments`,
  async run(seed) {
    const random = randomFrom(seed)
    const application = await startWholeApplication({
      name: 'faults',
      portOffset: 50,
      settings: { CONCILIA_JOB_LEASE_MS: '2000' },
    })
    const databaseUrl = application.environment['DATABASE_URL'] ?? ''
    try {
      const { steps, disturbed, problems } = await playDisturbed({
        ...{ baseUrl: application.baseUrl, databaseUrl, random },
        moments: spread(random, { count: KILLS, of: STEPS_OF_A_CYCLE }),
        disturb: () => application.killAndRestart(() => passTime(databaseUrl)),
      })
      insistOnNone([...problems, ...(disturbed === KILLS ? [] : [`${disturbed} kills instead of ${KILLS}`])])
      return `${disturbed} kills, ${steps} steps`
    } finally {
      await application.stop()
    }
  },
}
