import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { addClockOffset, brokerTime, ensureClockOffset } from '../../local/clock.ts'
import type { LocalEngine } from '../../local/engine.ts'
import { startLocal, type LocalParts } from '../../local/launcher.ts'
import { LOCAL_DIR } from '../../local/settings.ts'
import { CamundaRest, waitFor } from './camunda-rest.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const DAYS = 80
const USUAL_SHARD_LIMIT = 1000
const EARLIER_SHARDS = 800
const dataDir = join(LOCAL_DIR, 'test-clock')

let parts: LocalParts | null = null
let engine: LocalEngine
let rest: CamundaRest

beforeAll(async () => {
  await rm(dataDir, { recursive: true, force: true })
  parts = await startLocal({
    instance: { name: 'test-clock', dataDir, portOffset: 80 },
    engine: 'application',
    postgres: false,
    mail: false,
    region: null,
    clockControlled: true,
    progress: () => {},
  })
  if (parts.engine === null) throw new Error('the engine was not started')
  engine = parts.engine
  rest = new CamundaRest(engine.camundaRestUrl)
  await fillStore()
  await rest.deploy(join(import.meta.dirname, 'eighty-days.bpmn'))
}, 600_000)

afterAll(async () => {
  await parts?.stop()
  await rm(dataDir, { recursive: true, force: true })
}, 60_000)

async function passDay(daysLeft: number): Promise<void> {
  await addClockOffset(engine.actuatorUrl, DAY_MS)
  const job = await waitFor(`the timer ${daysLeft} days before the end`, 60_000, () =>
    rest.takeJob('count-day'),
  )
  await rest.completeJob(job, { daysLeft })
}

function openTask(instance: string): Promise<number> {
  return waitFor(
    'the user task in the search',
    300_000,
    async () => (await rest.countOpenTasks(instance)) || null,
  )
}

// One day of this small process makes four shards, one of the application up to twenty: the rest is there beforehand.
async function fillStore(): Promise<void> {
  const settings = { number_of_shards: EARLIER_SHARDS, number_of_replicas: 0 }
  const answer = await fetch(
    `${engine.opensearchUrl}/earlier-months?timeout=300s&wait_for_active_shards=all`,
    {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ settings }),
    },
  )
  if (!answer.ok) throw new Error(`filling the store answered ${answer.status}: ${await answer.text()}`)
}

async function countShards(): Promise<number> {
  const answer = await fetch(`${engine.opensearchUrl}/_cluster/health`)
  return z.object({ active_shards: z.number() }).parse(await answer.json()).active_shards
}

describe('the local engine with a moved clock', () => {
  it('fires a timer on each of eighty days and still finds the user task after them', async () => {
    const instance = await rest.start('eighty-days', { daysLeft: DAYS })
    for (let daysLeft = DAYS - 1; daysLeft >= 0; daysLeft--) await passDay(daysLeft)
    expect(await openTask(instance)).toBe(1)
    expect(await countShards()).toBeGreaterThan(USUAL_SHARD_LIMIT)
  }, 1_800_000)

  it('loses its offset when the broker is killed, takes it again, and goes on', async () => {
    const offset = (await brokerTime(engine.actuatorUrl)).getTime() - Date.now()
    const instance = await rest.start('eighty-days', { daysLeft: 1 })
    await engine.crash()
    await engine.restart()
    expect((await brokerTime(engine.actuatorUrl)).getTime() - Date.now()).toBeLessThan(DAY_MS)

    await ensureClockOffset(engine.actuatorUrl, offset)
    await ensureClockOffset(engine.actuatorUrl, offset)
    const restored = (await brokerTime(engine.actuatorUrl)).getTime() - Date.now()
    expect(Math.abs(restored - offset)).toBeLessThan(5000)

    await passDay(0)
    expect(await openTask(instance)).toBe(1)
  }, 900_000)
})
