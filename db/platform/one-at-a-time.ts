import type { Knex } from 'knex'
import type { Client } from 'pg'
import { rawConnection } from './listen.ts'

/** Does the work unless another process of ours is at it; false then. The lock is that of a connection outside the pool, so
 * no transaction stays open for as long as the work lasts, and whoever dies lets it go. */
export async function oneAtATime(knex: Knex, name: string, work: () => Promise<void>): Promise<boolean> {
  const connection: Client = await rawConnection(knex)
  connection.on('error', () => undefined)
  try {
    const { rows } = await connection.query<{ mine: boolean }>(
      'select pg_try_advisory_lock(hashtext($1)) as mine',
      [name],
    )
    if (rows[0]?.mine !== true) return false
    await work()
    return true
  } finally {
    await connection.end().catch(() => undefined)
  }
}
