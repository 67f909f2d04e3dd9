import knexFactory from 'knex'
import type { Knex } from 'knex'
import pg from 'pg'
import { migrationSource } from '../migrations/index.ts'

/* Cents fit a double; a civil date stays the text it is, for a Date would move it by the zone. */
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer beyond 2^53 in a query's answer: ${text}`)
  return value
})
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export interface DatabaseOptions {
  url: string
  poolSize: number
}

/** Opens the pool; every session speaks UTC and gives up on a lock or statement that lasts too long. */
export function connect({ url, poolSize }: DatabaseOptions): Knex {
  return knexFactory({
    client: 'pg',
    /* An error names its statement, never the values: they are of people. */
    compileSqlOnError: false,
    connection: {
      connectionString: url,
      options:
        '-c timezone=UTC -c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s',
      application_name: 'concilia',
    },
    pool: { min: 0, max: poolSize },
    acquireConnectionTimeout: 10_000,
  })
}

/** Brings the schema to the newest version, whole or not at all; processes that start together take turns. */
export async function migrate(knex: Knex): Promise<void> {
  await knex.transaction(async (tx) => {
    await tx.raw('select pg_advisory_xact_lock(hashtext(?))', ['concilia-migrations'])
    await tx.migrate.latest({ migrationSource })
  })
}

/** Takes the last batch of migrations back. */
export async function rollback(knex: Knex): Promise<void> {
  await knex.migrate.rollback({ migrationSource })
}
