import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { checkHealth, outboxWaiting } from '../../app/health.ts'
import { createMetrics } from '../../app/metrics.ts'
import { connect } from '../../db/connection.ts'
import { createOutboxQueue } from '../../db/outbox-queue.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

describe('health and metrics', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await createTestDatabase()
  })
  afterEach(() => database.close())

  const health = (knex: Knex = database.knex) =>
    checkHealth({
      knex,
      clients: { grpc: { topology: () => Promise.resolve({} as never) } },
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
    const text = await metrics.text(await outboxWaiting(knex))
    expect(text).toContain('concilia_job_seconds_count{job_type="close-call",outcome="completed"} 1')
    expect(text).not.toContain('concilia_outbox_waiting{')
    await taken.rollback()
    expect(await metrics.text(await outboxWaiting(knex))).toContain(
      'concilia_outbox_waiting{state="PARKED"} 0',
    )
    await knex.destroy()
  })
})
