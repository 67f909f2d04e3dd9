import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { pino } from 'pino'
import { checkHealth, measure } from '../../app/health.ts'
import type { HealthParts } from '../../app/health.ts'
import { createMetrics } from '../../app/metrics.ts'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import { connect } from '../../db/platform/connection.ts'
import { createOutboxQueue } from '../../db/platform/outbox-queue.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

describe('health and metrics', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await createTestDatabase()
  })
  afterEach(() => database.close())

  const health = (knex: Knex = database.knex, pulse: HealthParts['pulse'] = null) =>
    checkHealth({
      knex,
      pulse,
      engine: { probe: () => Promise.resolve() },
      mailAnswers: () => Promise.resolve(true),
      regionUrl: 'http://127.0.0.1:1',
    })
  const mail = () =>
    database.stores.outbox.mail({
      cycleId: 'c',
      to: ['a@b.example'],
      subject: 's',
      text: 't',
      attachments: [],
    })
  const sixMinutesOld = (id: string) =>
    database
      .knex('outbox')
      .where({ id })
      .update({ created_at: database.knex.raw(`now() - interval '6 minutes'`) })

  it.each<[string, 'up' | 'down', (id: string) => Promise<unknown>]>([
    ['up while a row was left just now', 'up', () => Promise.resolve()],
    ['down when a row waits for minutes, whatever keeps it', 'down', sixMinutesOld],
    ['down when a row is parked', 'down', (id) => createOutboxQueue(database.knex).park(id, '550')],
    [
      'up when all is sent, however long ago',
      'up',
      async (id) => {
        await sixMinutesOld(id)
        await createOutboxQueue(database.knex).markSent(id)
      },
    ],
  ])('say that the outbox is %s', async (_, outbox, change) => {
    await change(await mail())
    expect(await health()).toMatchObject({ state: 'up', parts: { outbox, database: 'up', region: 'down' } })
  })

  it('answer in three seconds when every connection is taken, and still measure jobs', async () => {
    const knex = connect({ url: database.url, poolSize: 1 })
    const taken = await knex.transaction()
    const started = performance.now()
    expect(await health(knex)).toMatchObject({
      state: 'down',
      parts: { database: 'down', outbox: 'down', engine: 'up' },
    })
    expect(performance.now() - started).toBeLessThan(4_500)

    const metrics = createMetrics()
    metrics.jobFinished('close-call', 'completed', 0.1)
    const text = await metrics.text(await measure({ knex, pulse: null }))
    expect(text).toContain('concilia_job_seconds_count{job_type="close-call",outcome="completed"} 1')
    for (const unknown of [
      'concilia_outbox_waiting{',
      '\nconcilia_outbox_oldest_seconds ',
      '\nconcilia_incidents ',
      '\nconcilia_departures_held ',
    ])
      expect(text).not.toContain(unknown)
    await taken.rollback()
    const later = await metrics.text(await measure({ knex, pulse: null }))
    expect(later).toContain('concilia_outbox_waiting{state="PARKED"} 0')
    expect(later).toContain('concilia_outbox_oldest_seconds 0')
    await knex.destroy()
  })
  const fine = { oldestJobSeconds: 120, timerLateSeconds: 60, incidents: 0 }
  it.each([
    ['all is within its limit', fine, []],
    ['a job that could run waits too long', { ...fine, oldestJobSeconds: 121 }, ['oldestJobSeconds']],
    ['a timer is not fired', { ...fine, timerLateSeconds: 61 }, ['timerLateSeconds']],
    ['a step stands still', { ...fine, incidents: 1 }, ['incidents']],
  ])('name the figure beyond its limit, and stay up as a whole, when %s', async (_, pulse, beyond) => {
    const { state, figures } = await health(database.knex, () => Promise.resolve(pulse))
    expect(state).toBe('up')
    const down = Object.entries(figures).filter(([, figure]) => figure.state === 'down')
    expect(down.map(([name]) => name)).toEqual(beyond)
    const text = await createMetrics().text(
      await measure({ knex: database.knex, pulse: () => Promise.resolve(pulse) }),
    )
    expect(text).toContain(`concilia_oldest_job_seconds ${pulse.oldestJobSeconds}`)
    expect(text).toContain(`concilia_incidents ${pulse.incidents}`)
  })

  it('take no figure of an engine that tells none for a fault, and its silence for one', async () => {
    expect((await health()).figures.incidents).toEqual({ value: null, limit: 0, state: 'up' })
    const silent = await health(database.knex, () => Promise.reject(new Error('no answer')))
    expect(silent.figures.incidents).toEqual({ value: null, limit: 0, state: 'down' })
  })

  it('read from the embedded engine what waits longest, and not what is leased, put off or stopped', async () => {
    const now = new Date()
    const clock = { now: () => now }
    const engine = createEmbeddedEngine({ url: database.url, clock, log: pino({ enabled: false }) })
    expect(await engine.pulse()).toEqual({ oldestJobSeconds: 0, timerLateSeconds: 0, incidents: 0 })
    const job = (key: number, due: string) =>
      database.owner.raw(
        `insert into engine.jobs (key, root_key, instance_key, element_key, process_id, element_id, type, phase, retries, due_at)
         values (?, 1, 1, 1, 'p', 'e', 't', 'TASK', 3, ${due})`,
        [key],
      )
    await job(1, `clock_timestamp() - interval '90 seconds'`)
    await job(2, `clock_timestamp() + interval '20 seconds'`)
    await job(3, `'infinity'`)
    await database.owner.raw(
      `insert into engine.timers (key, root_key, element_key, event_id, due_at, retry_at) values (1, 1, 1, 't', ?::timestamptz - interval '2 minutes', 'infinity')`,
      [now],
    )
    await database.owner.raw(
      `insert into engine.incidents (key, root_key, instance_key, element_key, element_id, step, code, sentence, created_at, resolved_at)
       values (1, 1, 1, 1, 'e', '{}', 'X', 'x', now(), null), (2, 1, 1, 1, 'e', '{}', 'X', 'x', now(), now())`,
    )
    const pulse = await engine.pulse()
    await engine.close()
    expect(pulse.incidents).toBe(1)
    expect(Math.floor(pulse.oldestJobSeconds / 10)).toBe(9)
    expect(pulse.timerLateSeconds).toBe(120)
  })
})
