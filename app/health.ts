import type { Knex } from 'knex'
import { createDatabasePlace } from '../db/platform/database-place.ts'
import type { HeldBecause } from '../db/platform/database-place.ts'
import { inTime } from '../domain/shared/in-time.ts'
import type { ProcessEngine } from '../engine/port.ts'
import type { OpenEngine } from './engine.ts'

type PartState = 'up' | 'down'

/** What a figure may be at most before somebody should look. The sentences that tell what to do are in docs/operations.md. */
const LIMITS = {
  /* The longest queue of a bulk step (15,300 listeners) is worked off in less. */
  oldestJobSeconds: 120,
  /* Timers are looked for twice a second: one that is so late is not fired at all. */
  timerLateSeconds: 60,
  /* Outer parties are tried each minute: five in vain are no hiccup. A wrong password of the engine shows here too. */
  oldestUnsentSeconds: 300,
  /* Each waits for a person. */
  parkedRows: 0,
  /* Each is a step that stands still until a person mends it. */
  incidents: 0,
} as const

export type Figures = Record<keyof typeof LIMITS, number | null>
interface Figure {
  /** Null where it is not known: the database is late, or the engine does not tell. */
  value: number | null
  limit: number
  state: PartState
}

interface Health {
  state: PartState
  parts: Record<'database' | 'engine' | 'mail' | 'region' | 'outbox', PartState>
  figures: Record<keyof typeof LIMITS, Figure>
  /** Why mail and the Region's rows are kept back until a person confirms; null where they leave. */
  held: HeldBecause | null
  /** Rows that a person must look at: parked outbox rows. */
  parked: number
}

export interface HealthParts {
  knex: Knex
  engine: Pick<ProcessEngine, 'probe'>
  /** Null where the engine does not tell: Camunda is watched with its own means. */
  pulse: OpenEngine['pulse']
  mailAnswers: () => Promise<boolean>
  regionUrl: string
}

const LIMIT_MS = 3_000

/* Null where the answer fails or is late. */
const answerOf = <T>(asked: Promise<T>): Promise<T | null> => inTime(asked, LIMIT_MS).catch(() => null)

async function isUp(asked: Promise<unknown>): Promise<PartState> {
  const answer = await answerOf(asked.then((value) => value !== false))
  return answer === true ? 'up' : 'down'
}

/** States of the parts we need, and the figures that tell whether work goes on; the whole is up when database and engine are. */
export async function checkHealth(parts: HealthParts): Promise<Health> {
  const { knex, engine, mailAnswers, regionUrl } = parts
  const [measured, database, engineState, mail, region] = await Promise.all([
    measure(parts),
    isUp(knex.raw('select 1').then(() => true)),
    isUp(engine.probe()),
    isUp(mailAnswers()),
    isUp(fetch(regionUrl, { signal: AbortSignal.timeout(LIMIT_MS) })),
  ])
  const figures = judge(measured.figures, parts.pulse !== null)
  const flows = figures.oldestUnsentSeconds.state === 'up' && figures.parkedRows.state === 'up'
  return {
    state: database === 'up' && engineState === 'up' ? 'up' : 'down',
    parts: { database, engine: engineState, mail, region, outbox: flows ? 'up' : 'down' },
    figures,
    held: measured.held,
    parked: figures.parkedRows.value ?? 0,
  }
}

const OF_ENGINE = new Set<string>(['oldestJobSeconds', 'timerLateSeconds', 'incidents'])

/* What nobody can tell is no fault; what should be told and is not, is one. */
function judge(figures: Figures, engineTells: boolean): Health['figures'] {
  const judged = Object.entries(LIMITS).map(([name, limit]): [string, Figure] => {
    const value = figures[name as keyof Figures]
    const isFine = value === null ? OF_ENGINE.has(name) && !engineTells : value <= limit
    return [name, { value, limit, state: isFine ? 'up' : 'down' }]
  })
  return Object.fromEntries(judged) as Health['figures']
}

export interface Measured {
  figures: Figures
  /** Outbox rows still to be sent; null while the database does not say it. */
  pending: number | null
  held: HeldBecause | null
}

/** The figures as they are now; null each where its source does not answer in three seconds. */
export async function measure({ knex, pulse }: Pick<HealthParts, 'knex' | 'pulse'>): Promise<Measured> {
  const [outbox, engine, held] = await Promise.all([
    answerOf(outboxWaiting(knex)),
    pulse === null ? null : answerOf(pulse()),
    answerOf(createDatabasePlace(knex).held()),
  ])
  return {
    figures: { ...figuresOf(outbox), ...(engine ?? noEngine) },
    pending: outbox?.pending ?? null,
    held: held?.because ?? null,
  }
}

const noEngine = { oldestJobSeconds: null, timerLateSeconds: null, incidents: null }
const noOutbox = { oldestUnsentSeconds: null, parkedRows: null }
const figuresOf = (outbox: OutboxWaiting | null) =>
  outbox === null
    ? noOutbox
    : { oldestUnsentSeconds: outbox.oldestUnsentSeconds, parkedRows: outbox.parkedRows }

interface OutboxWaiting {
  pending: number
  parkedRows: number
  oldestUnsentSeconds: number
}

async function outboxWaiting(knex: Knex): Promise<OutboxWaiting | null> {
  const { rows } = await knex.raw<{ rows: OutboxWaiting[] }>(
    `select count(*) filter (where state = 'PENDING') as pending, count(*) filter (where state = 'PARKED') as "parkedRows",
            coalesce(extract(epoch from network_time() - min(created_at) filter (where state = 'PENDING')), 0)::float as "oldestUnsentSeconds"
       from outbox where state in ('PENDING', 'PARKED')`,
  )
  return rows[0] ?? null
}
