import { startReady, startWholeApplication } from '../../support/running-application.ts'
import type { RunningApplication } from '../../support/running-application.ts'
import { waitFor } from '../../support/wait-for.ts'
import { playDisturbed, STEPS_OF_A_CYCLE } from '../disturbed-cycle.ts'
import { openFrontDoor } from '../front-door.ts'
import { randomFrom, spread } from '../seed.ts'
import { insistOnNone } from './part.ts'
import type { Part } from './part.ts'

const KILLS = 6
const CLOCK_WITHIN_MS = 60_000

/** A cycle that two processes of ours work together, behind one address; now and then one of them is killed. */
export const twoApplications: Part = {
  name: 'two',
  title: `a cycle on two processes of ours, one of them killed with -9 at ${KILLS} moments`,
  async run(seed) {
    const random = randomFrom(seed)
    const application = await startWholeApplication({
      name: 'faults',
      portOffset: 50,
      settings: { CONCILIA_JOB_LEASE_MS: '5000' },
    })
    try {
      const other = await startOther(application)
      const { port } = new URL(application.baseUrl)
      const door = await openFrontDoor(Number(port) + 2, [application.baseUrl, other.baseUrl])
      const killing = [application, other]
      try {
        const { steps, disturbed, problems } = await playDisturbed({
          ...{ baseUrl: door.url, databaseUrl: application.environment['DATABASE_URL'] ?? '', random },
          moments: spread(random, { count: KILLS, of: STEPS_OF_A_CYCLE }),
          clockMoved: (instant) => allAt(instant, [application.baseUrl, other.baseUrl]),
          disturb: () => killing[random() < 0.5 ? 0 : 1]!.killAndRestart(),
        })
        insistOnNone([
          ...problems,
          ...(disturbed === KILLS ? [] : [`${disturbed} kills instead of ${KILLS}`]),
        ])
        return `${disturbed} kills, ${steps} steps`
      } finally {
        await door.close()
        await other.stop()
      }
    } finally {
      await application.stop()
    }
  },
}

/* The demo's clock jumps in the process that is asked, and in the others a moment later. */
async function allAt(instant: Date, urls: readonly string[]): Promise<void> {
  for (const url of urls)
    await waitFor(`the clock of ${url}`, CLOCK_WITHIN_MS, async () => {
      const { now } = (await (await fetch(`${url}/api/demo/clock`)).json()) as { now: string }
      return new Date(now) >= instant ? true : null
    })
}

async function startOther({ parts, environment, baseUrl }: RunningApplication) {
  const port = String(Number(new URL(baseUrl).port) + 1)
  const ownUrl = `http://127.0.0.1:${port}`
  const own = { ...environment, CONCILIA_PORT: port, CONCILIA_PUBLIC_URL: ownUrl }
  const start = () => startReady(parts, own, 'other-application')
  let held = await start()
  return {
    baseUrl: ownUrl,
    async killAndRestart() {
      await held.kill()
      held = await start()
    },
    stop: () => held.stop(),
  }
}
