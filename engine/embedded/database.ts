import pg from 'pg'
import { isRepeatable, toTransient } from '../../db/platform/errors.ts'
import { EngineRefusal } from '../port.ts'

export type Client = pg.PoolClient
export type Pool = pg.Pool

const NAME = 'concilia-engine'
const REPETITIONS = 3
const POOL_SIZE = 8
/* Every statement has its index. A plan that was made while a table had one page would read it whole for as long as it is
   kept, also once a held snapshot has left a hundred thousand dead rows there. */
const SETTINGS = [
  ...['role=concilia_engine', 'timezone=UTC', 'lock_timeout=10s', 'statement_timeout=60s'],
  ...['idle_in_transaction_session_timeout=60s', 'enable_seqscan=off'],
]

/** The engine's own pool: its role reaches the schema `engine` and nothing else; keys are texts outside SQL. */
export function openPool(url: string): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: 10_000,
    application_name: NAME,
    options: SETTINGS.map((setting) => `-c ${setting}`).join(' '),
    types: { getTypeParser: parserOf },
  })
  /* One that breaks is replaced at its next use, and who was using it meets the error in its statement: told here too, it
     would end the process. */
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** A connection outside the pool, in no role of its own; whoever takes it ends it. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: NAME })
  await client.connect()
  return client
}

const KEY = 20
const KEYS = 1016
const asText = (text: string): string => text
const asTexts = (text: string): string[] => text.slice(1, -1).split(',').filter(Boolean)

const usualParser = pg.types.getTypeParser as (id: number, format?: string) => (text: string) => unknown

function parserOf(id: number, format?: string): (text: string) => unknown {
  if (id === KEY) return asText
  return id === KEYS ? asTexts : usualParser(id, format)
}

/** Runs a statement, prepared once for each connection under its name. */
export async function query<R extends object>(
  client: Pick<Client, 'query'>,
  name: string,
  [text, ...values]: [string, ...unknown[]],
): Promise<R[]> {
  return (await client.query<R>({ name, text, values })).rows
}

/**
 * One transaction of the engine; a serialization failure or deadlock is run again, three times at most. Throws EngineRefusal
 * as the work does, TransientError where the same may succeed later, Error for what repeating does not mend.
 */
export async function transact<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(pool, work)
    } catch (error) {
      if (error instanceof EngineRefusal) throw error
      if (isRepeatable(error) && attempt <= REPETITIONS) continue
      throw ours(error)
    }
  }
}

async function attemptOnce<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failed: unknown) => (broken = failed as Error))
    throw error
  } finally {
    client.release(broken)
  }
}

/** Reads outside a transaction. Throws TransientError. */
export async function read<R extends object>(
  pool: Pool,
  name: string,
  statement: [string, ...unknown[]],
): Promise<R[]> {
  try {
    return await query<R>(pool, name, statement)
  } catch (error) {
    throw ours(error)
  }
}

/* What the driver says stays in the cause, for the log: its text may hold values. */
function ours(error: unknown): unknown {
  const known = toTransient(error)
  if (known !== error || !(error instanceof pg.DatabaseError)) return known
  const where = error.constraint === undefined ? '' : `, ${error.constraint}`
  return new Error(`engine: the database refused a statement (${error.code ?? 'no code'}${where})`, {
    cause: error,
  })
}
