import type { Socket } from 'node:net'
import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { inTransaction } from '../../app/transactions.ts'
import { TransientError } from '../../domain/shared/errors.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

describe('a transaction whose connection is lost', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.close())

  const pidOf = async (tx: Knex): Promise<number> => {
    const { rows } = await tx.raw<{ rows: { pid: number }[] }>('select pg_backend_pid() as pid')
    return rows[0]?.pid ?? 0
  }
  /* From another connection, as an administrator or a fail-over does. Ends when the backend is gone. */
  const terminate = async (pid: number): Promise<void> => {
    await database.owner.raw('select pg_terminate_backend(?, 5000)', [pid])
  }
  const whenSleeping = async (pid: number): Promise<void> => {
    for (;;) {
      const { rows } = await database.owner.raw<{ rows: unknown[] }>(
        `select 1 from pg_stat_activity where pid = ? and wait_event = 'PgSleep'`,
        [pid],
      )
      if (rows.length > 0) return
    }
  }
  const socketOf = async (tx: Knex.Transaction): Promise<Socket> => {
    const client = tx.client as { acquireConnection: () => Promise<{ connection: { stream: Socket } }> }
    return (await client.acquireConnection()).connection.stream
  }

  it.each<[string, (tx: Knex.Transaction) => Promise<unknown>]>([
    [
      'ended by the server between two statements',
      async (tx) => {
        await terminate(await pidOf(tx))
        await tx.raw('select 1')
      },
    ],
    [
      'ended by the server during a statement',
      async (tx) => {
        const pid = await pidOf(tx)
        const slow = tx.raw('select pg_sleep(60)')
        await Promise.all([slow, whenSleeping(pid).then(() => terminate(pid))])
      },
    ],
    [
      'cut',
      async (tx) => {
        const socket = await socketOf(tx)
        socket.destroy()
        await tx.raw('select 1')
      },
    ],
    [
      'reset during a statement',
      async (tx) => {
        const pid = await pidOf(tx)
        const socket = await socketOf(tx)
        const slow = tx.raw('select pg_sleep(60)')
        const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
        await Promise.all([slow, whenSleeping(pid).then(() => socket.destroy(reset))])
      },
    ],
  ])('may be run again when it was %s', async (_, work) => {
    await expect(inTransaction(database.knex, work)).rejects.toThrow(TransientError)
    await expect(inTransaction(database.knex, async (tx) => pidOf(tx))).resolves.toBeGreaterThan(0)
  })

  it('is not thought lost because a text says so', async () => {
    const text = `Connection terminated`
    await expect(
      inTransaction(database.knex, (tx) => tx.raw(`select cast(? as integer)`, [text])),
    ).rejects.not.toThrow(TransientError)
  })
})
