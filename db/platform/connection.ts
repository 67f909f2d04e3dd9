import knexFactory from 'knex'
import type { Knex } from 'knex'
import pg from 'pg'
import { prepareReads } from './prepared-reads.ts'
import { FIRST_MIGRATION, migrationSource } from '../migrations/index.ts'
import { dropRooms, makeRooms } from '../sql/rooms.ts'

/* Cents fit a double; a civil date stays the text it is, for a Date would move it by the zone. */
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer beyond 2^53 in a query's answer: ${text}`)
  return value
})
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

interface DatabaseOptions {
  url: string
  poolSize: number
  /** In whose rights: the application's, or with none the owner's, who migrates. */
  role?: 'concilia_application' | 'concilia_reader'
}

/** Connections that only read, each for the viewer whom it is told with what it reads (`viewing`). */
export interface Readers {
  readers: Knex
}

/* A row that is looked up by its key is in memory, or on a disk that does not turn. */
const SETTINGS =
  '-c timezone=UTC -c random_page_cost=1.1 -c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s'

/* One plan for all values: behind the wall a statement is dearer to plan than to carry out. */
const READING = '-c default_transaction_read_only=on -c plan_cache_mode=force_generic_plan'

/** Opens the pool of those who read behind the wall, in the reader's rights. */
export const connectReaders = (options: Omit<DatabaseOptions, 'role'>): Readers => ({
  readers: connect({ ...options, role: 'concilia_reader' }),
})

/** Opens the pool; every session speaks UTC and gives up on a lock or statement that lasts too long. */
export function connect({ url, poolSize, role }: DatabaseOptions): Knex {
  const connection: pg.ClientConfig = {
    connectionString: url,
    options: [SETTINGS, ...settingsOf(role)].join(' '),
    application_name: 'concilia',
    /* What is asked at once is sent at once; the answers keep its order. */
    pipeline: true,
  }
  return knexFactory({
    client: 'pg',
    /* An error names its statement, never the values: they are of people. */
    compileSqlOnError: false,
    connection: connection as Knex.PgConnectionConfig,
    pool: { min: 0, max: poolSize, afterCreate: prepareReads },
    acquireConnectionTimeout: 10_000,
  })
}

const settingsOf = (role: DatabaseOptions['role']): string[] => [
  ...(role === undefined ? [] : [`-c role=${role}`]),
  ...(role === 'concilia_reader' ? [READING] : []),
]

/** Brings the schema to the newest version, whole or not at all; processes that start together take turns. Throws on a
 * database of before the baseline. */
export async function migrate(knex: Knex): Promise<void> {
  await inTurn(knex, async (tx) => {
    await tx.migrate.latest({ migrationSource })
    await makeRooms(tx)
  })
}

/** Takes the last batch of migrations back, whole or not at all. */
export async function rollback(knex: Knex): Promise<void> {
  await inTurn(knex, async (tx) => {
    await dropRooms(tx)
    await tx.migrate.rollback({ migrationSource })
  })
}

async function inTurn(knex: Knex, change: (tx: Knex) => Promise<void>): Promise<void> {
  await knex.transaction(async (tx) => {
    await tx.raw('select pg_advisory_xact_lock(hashtext(?))', ['concilia-migrations'])
    await refuseOlderThanBaseline(tx)
    await change(tx)
  })
}

async function refuseOlderThanBaseline(tx: Knex): Promise<void> {
  if (!(await tx.schema.hasTable('knex_migrations'))) return
  const names = await tx<{ name: string }>('knex_migrations').pluck('name')
  if (names.length === 0 || names.includes(FIRST_MIGRATION)) return
  throw new Error(
    'this database is of before the schema was written as one baseline, and this release cannot go on with it: put it aside with its documents (of npm start: rename the folder .local/main; else set DATABASE_URL to an empty database) and start again; nothing in it was changed',
  )
}
