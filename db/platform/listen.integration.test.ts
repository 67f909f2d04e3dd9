import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { waitFor } from '../../test/support/wait-for.ts'
import { listen, rawConnection } from './listen.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

/* Listens to a channel of its own; keeps what it is told, and how often it began. */
function hear(channel: string) {
  const told: string[] = []
  let begun = 0
  const pids: number[] = []
  const connect = async () => {
    const client = await rawConnection(database.knex)
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    pids.push(rows[0]?.pid ?? 0)
    return client
  }
  const listening = listen(
    { channel, connect, log: pino({ enabled: false }) },
    { onTold: (payload) => told.push(payload), onListening: () => (begun += 1) },
  )
  const began = (times: number) =>
    waitFor('listening', 15_000, () => Promise.resolve(begun >= times ? true : null))
  return { ...listening, told, pids, began }
}
const tell = (channel: string, payload: string) =>
  database.knex.raw('select pg_notify(?, ?)', [channel, payload])
const cut = (pid: number | undefined) =>
  database.owner.raw('select pg_terminate_backend(?, 5000)', [pid ?? 0])
const heard = (told: readonly string[], payload: string) =>
  waitFor(payload, 15_000, () => Promise.resolve(told.includes(payload) ? true : null))

describe('who listens to a channel', () => {
  it('is told what is committed there, and goes on when its connection was lost', async () => {
    const ear = hear('ear_one')
    await ear.began(1)
    await tell('ear_one', 'first')
    await heard(ear.told, 'first')
    await cut(ear.pids[0])
    await ear.began(2)
    await tell('ear_one', 'second')
    await heard(ear.told, 'second')
    await ear.stop()
    expect(ear.told).toEqual(['first', 'second'])
  })

  it('may stop twice, at once or later, also when the connection has ended by itself', async () => {
    const ear = hear('ear_two')
    await ear.began(1)
    await cut(ear.pids[0])
    await Promise.all([ear.stop(), ear.stop()])
    await ear.stop()
    const other = hear('ear_two')
    await Promise.all([other.stop(), other.stop()])
    await other.stop()
    expect(await listenersOf('ear_two')).toBe(0)
  })
})

async function listenersOf(channel: string): Promise<number> {
  const { rows } = await database.knex.raw<{ rows: unknown[] }>(
    `select from pg_stat_activity where datname = current_database() and query = ?`,
    [`listen ${channel}`],
  )
  return rows.length
}
