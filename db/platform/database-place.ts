import type { Knex } from 'knex'
import { newId } from '../../domain/shared/ids.ts'
import type { Tables } from '../tables.ts'

/** What stands beside the documents: the last departure that the rows of a database knew of, by that database's clock. */
export interface DepartureMark {
  databaseId: string
  departedUntil: Date | null
}

/** Why nothing leaves: the rows are elsewhere than where they were last written, behind what has left, or without the mark. */
export type HeldBecause = NonNullable<Tables['database_place']['held_because']>
export interface HeldDepartures {
  since: Date
  because: HeldBecause
}

interface KnownPlace extends DepartureMark {
  held: HeldDepartures | null
}

type PlaceRow = Tables['database_place']
interface Here extends Pick<PlaceRow, 'cluster_id' | 'timeline' | 'database_oid'> {
  last_sent: Date | null
  is_empty: boolean
}

/* The timeline of what is written now: the one of the last checkpoint may be that before a promotion. */
const HERE = `
select (select system_identifier::text from pg_control_system()) as cluster_id, left(pg_walfile_name(pg_current_wal_lsn()), 8) as timeline,
       (select d.oid::text from pg_database d where d.datname = current_database()) as database_oid,
       (select max(o.sent_at) from outbox o where o.sent_at is not null) as last_sent, not exists (select from outbox) as is_empty`

/** Whether the rows are where they were, and know all that has left. */
export function createDatabasePlace(knex: Knex) {
  return {
    /** Compares the rows with their place and the mark, and holds what would leave where they do not fit. Safe to repeat. */
    async look(mark: DepartureMark | null): Promise<KnownPlace> {
      const known = await compare(knex, mark)
      if (known.isSettled) return known.place
      return knex.transaction(async (tx) => {
        await tx.raw('select pg_advisory_xact_lock(hashtext(?))', ['concilia-place'])
        const { row, here, because, place, isSettled } = await compare(tx, mark)
        if (isSettled) return place
        return settle(tx, { row, here, mark, because })
      })
    },
    held: async (): Promise<HeldDepartures | null> => heldOf(await findRow(knex)),

    /** Lets what was held leave, once a person has confirmed; wakes the relay. False when nothing is held. */
    async release(): Promise<boolean> {
      const changed = await knex('database_place')
        .whereNotNull('held_since')
        .update({ held_since: null, held_because: null })
      if (changed > 0) await knex.raw(`select pg_notify('outbox', 'MAIL'), pg_notify('outbox', 'REGION')`)
      return changed > 0
    },

    /** How many mails and rows for the Region wait to leave. */
    async countWaiting(): Promise<number> {
      const { rows } = await knex.raw<{ rows: { count: number }[] }>(
        `select count(*)::int as count from outbox where kind in ('MAIL', 'REGION') and state = 'PENDING'`,
      )
      return rows[0]?.count ?? 0
    },

    /** The cycles that are open, and those of which something waits to leave. */
    async cyclesConcerned(): Promise<string[]> {
      const { rows } = await knex.raw<{ rows: { id: string }[] }>(
        `select c.id from cycles c where c.status = 'OPEN'
          union select o.cycle_id from outbox o where o.kind in ('MAIL', 'REGION') and o.state = 'PENDING' order by 1`,
      )
      return rows.map(({ id }) => id)
    },
  }
}

const findRow = async (knex: Knex): Promise<PlaceRow | undefined> => knex('database_place').first()

function heldOf(row: PlaceRow | undefined): HeldDepartures | null {
  if (!row?.held_since || !row.held_because) return null
  return { since: row.held_since, because: row.held_because }
}

const time = (instant: Date | null | undefined): number => instant?.getTime() ?? Number.NEGATIVE_INFINITY
const later = (one: Date | null | undefined, other: Date | null | undefined): Date | null =>
  (time(one) > time(other) ? one : other) ?? null

async function compare(knex: Knex, mark: DepartureMark | null) {
  const { rows } = await knex.raw<{ rows: Here[] }>(HERE)
  const here = rows[0]
  if (!here) throw new TypeError('the place of the database has no row')
  const row = await findRow(knex)
  const because = suspicion(row, here, mark)
  const place = placeOf(row, here)
  return { row, here, because, place, isSettled: row !== undefined && because === null }
}

function suspicion(row: PlaceRow | undefined, here: Here, mark: DepartureMark | null): HeldBecause | null {
  if (!row) return begins(here, mark)
  if (!isSamePlace(row, here)) return 'MOVED'
  const known = later(here.last_sent, row.departed_until)
  if (isAhead(mark, known)) return 'OLDER'
  return known !== null && mark?.databaseId !== row.database_id ? 'NO_MARK' : null
}

/* A full database without a place comes from a release that kept none, and only the mark can tell. */
const begins = (here: Here, mark: DepartureMark | null): HeldBecause | null =>
  !here.is_empty && isAhead(mark, here.last_sent) ? 'OLDER' : null
const isAhead = (mark: DepartureMark | null, known: Date | null): boolean =>
  time(mark?.departedUntil) > time(known)

const isSamePlace = (row: PlaceRow, here: Here): boolean =>
  row.cluster_id === here.cluster_id &&
  row.timeline === here.timeline &&
  row.database_oid === here.database_oid

interface Finding {
  row: PlaceRow | undefined
  here: Here
  mark: DepartureMark | null
  because: HeldBecause | null
}

/* What was found is written down at once, so that it is found once; only the hold stays, until it is released. */
async function settle(tx: Knex, { row, here, mark, because }: Finding): Promise<KnownPlace> {
  await tx('database_place')
    .insert({
      database_id: row?.database_id ?? newId<string>(),
      cluster_id: here.cluster_id,
      timeline: here.timeline,
      database_oid: here.database_oid,
      departed_until: departedUntil({ row, here, mark }),
    })
    .onConflict('only_row')
    .merge()
  if (because !== null)
    await tx('database_place')
      .whereNull('held_since')
      .update({ held_since: tx.raw('network_time()'), held_because: because })
  const settled = await findRow(tx)
  if (!settled) throw new TypeError('the place was not written')
  return placeOf(settled, here)
}

/* A database that begins has nothing to do with what the documents of another tell. */
function departedUntil({ row, here, mark }: Omit<Finding, 'because'>): Date | null {
  if (!row) return here.is_empty ? null : (mark?.departedUntil ?? null)
  return later(mark?.departedUntil, row.departed_until)
}

const placeOf = (row: PlaceRow | undefined, here: Here): KnownPlace => ({
  databaseId: row?.database_id ?? '',
  departedUntil: later(here.last_sent, row?.departed_until),
  held: heldOf(row),
})
