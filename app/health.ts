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
  clients: EngineClients
  mailAnswers: () => Promise<boolean>
  regionUrl: string
}

const LIMIT_MS = 3_000

async function isUp(probe: () => Promise<unknown>): Promise<PartState> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, LIMIT_MS, false).unref())
  try {
    return (await Promise.race([probe().then((answer) => answer !== false), late])) ? 'up' : 'down'
  } catch {
    return 'down'
  }
}

/** States of the parts we need; the whole is up when database and engine are. */
export async function checkHealth({ knex, clients, mailAnswers, regionUrl }: HealthParts): Promise<Health> {
  const states = await outboxStates(knex).catch(() => null)
  const [database, engine, mail, region] = await Promise.all([
    isUp(() => knex.raw('select 1')),
    isUp(() => clients.grpc.topology()),
    isUp(mailAnswers),
    isUp(() => fetch(regionUrl, { signal: AbortSignal.timeout(LIMIT_MS) })),
  ])
  const parked = states?.['PARKED'] ?? 0
  const outbox = states !== null && parked === 0 ? 'up' : 'down'
  return {
    state: database === 'up' && engine === 'up' ? 'up' : 'down',
    parts: { database, engine, mail, region, outbox },
    parked,
  }
}

/** How many outbox rows are in each state. */
export async function outboxStates(knex: Knex): Promise<Record<string, number>> {
  const { rows } = await knex.raw<{ rows: { state: string; entries: number }[] }>(
    'select state, count(*) as entries from outbox group by state',
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.entries]))
}
