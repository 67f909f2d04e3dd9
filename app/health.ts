import type { Knex } from 'knex'
import type { EngineClients } from '../engine/client.ts'

export type PartState = 'up' | 'down'
export interface Health {
  state: PartState
  parts: Record<'database' | 'engine' | 'mail' | 'region' | 'outbox', PartState>
  /** Rows that a person must look at: parked outbox rows. */
  parked: number
}

export interface HealthParts {
  knex: Knex
  clients: { grpc: Pick<EngineClients['grpc'], 'topology'> }
  mailAnswers: () => Promise<boolean>
  regionUrl: string
}

const LIMIT_MS = 3_000
/* A row that waits so long is not sent because something is wrong: its engine, server or Region, or a setting. */
const PENDING_LIMIT_SECONDS = 300

/** Waits no longer than three seconds; null where the answer fails or is late. */
async function inTime<T>(asked: Promise<T>): Promise<T | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, LIMIT_MS, null).unref())
  return Promise.race([asked.catch(() => null), late])
}

async function isUp(asked: Promise<unknown>): Promise<PartState> {
  const answer = await inTime(asked.then((value) => value !== false))
  return answer === true ? 'up' : 'down'
}

/** States of the parts we need; the whole is up when database and engine are. */
export async function checkHealth({ knex, clients, mailAnswers, regionUrl }: HealthParts): Promise<Health> {
  const [waiting, database, engine, mail, region] = await Promise.all([
    outboxWaiting(knex),
    isUp(knex.raw('select 1').then(() => true)),
    isUp(clients.grpc.topology()),
    isUp(mailAnswers()),
    isUp(fetch(regionUrl, { signal: AbortSignal.timeout(LIMIT_MS) })),
  ])
  const flows = waiting?.parked === 0 && waiting.oldestSeconds < PENDING_LIMIT_SECONDS
  return {
    state: database === 'up' && engine === 'up' ? 'up' : 'down',
    parts: { database, engine, mail, region, outbox: flows ? 'up' : 'down' },
    parked: waiting?.parked ?? 0,
  }
}

export interface OutboxWaiting {
  pending: number
  parked: number
  /** Age of the oldest pending row, in seconds; 0 where there is none. */
  oldestSeconds: number
}

/** What the outbox still has to send; null when the database does not say so in three seconds. */
export async function outboxWaiting(knex: Knex): Promise<OutboxWaiting | null> {
  const asked = knex.raw<{ rows: OutboxWaiting[] }>(
    `select count(*) filter (where state = 'PENDING') as pending, count(*) filter (where state = 'PARKED') as parked,
            coalesce(extract(epoch from now() - min(created_at) filter (where state = 'PENDING')), 0)::float as "oldestSeconds"
       from outbox where state in ('PENDING', 'PARKED')`,
  )
  return inTime(asked.then(({ rows }) => rows[0] ?? null))
}
