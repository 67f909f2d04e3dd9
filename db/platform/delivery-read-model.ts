import type { Knex } from 'knex'
import { createDatabasePlace } from './database-place.ts'
import type { HeldDepartures } from './database-place.ts'
import type { OutboxEntry } from './outbox.ts'
import type { AsViewer, Viewer } from './viewer.ts'

/* Something that was not delivered: parked for a person to decide, still being tried, or sent and not received. No text
   of it is shown. */
interface FailedDelivery {
  id: string
  kind: OutboxEntry['kind']
  /** Whom a mail was for; null for the others. */
  to: string | null
  attempts: number
  reason: string
  createdAt: Date
}

interface FailedDeliveries extends Record<'parked' | 'retried' | 'unreceived', FailedDelivery[]> {
  /** Why mail and the Region's rows are kept back, and how many wait; null where they leave. */
  held: (HeldDepartures & { waiting: number }) | null
}

const FAILED = `select id, kind, state, attempts, reason, created_at as "createdAt", recipients as "to" from failed_deliveries
 order by state = 'PARKED' desc, position desc limit 200`

const ADDRESSES = `select lower(p.email) as email from persons p where p.id = :viewer
  union select lower(a.email) from accounts a where a.person_id = :viewer
  union select lower(b.email) from bodies b where b.id = acting_body() and b.email is not null`

/** Deliveries that failed, and the addresses at which a person gets mail: its own, and that of the body it acts for. */
export function createDeliveryReadModel(knex: Knex, asViewer: AsViewer) {
  return {
    async failed(viewer: Viewer): Promise<FailedDeliveries> {
      const held = await heldBack(knex)
      return asViewer(viewer, async (tx) => {
        const { rows } = await tx.raw<{ rows: (FailedDelivery & { state: string })[] }>(FAILED)
        const inState = (state: string) => rows.filter((row) => row.state === state)
        return {
          held,
          ...{ parked: inState('PARKED'), retried: inState('PENDING'), unreceived: inState('SENT') },
        }
      })
    },

    /** Parked rows, and one more where all that leaves is held. */
    async countUndecided(): Promise<number> {
      const { rows } = await knex.raw<{ rows: { count: number }[] }>(
        `select ((select count(*) from outbox where state = 'PARKED') + (select count(*) from database_place where held_since is not null))::int as count`,
      )
      return rows[0]?.count ?? 0
    },

    addressesOf: (viewer: Viewer): Promise<string[]> =>
      asViewer(viewer, async (tx) => {
        const { rows } = await tx.raw<{ rows: { email: string }[] }>(ADDRESSES, { viewer: viewer.personId })
        return rows.map((row) => row.email)
      }),
  }
}

async function heldBack(knex: Knex): Promise<FailedDeliveries['held']> {
  const place = createDatabasePlace(knex)
  const held = await place.held()
  return held === null ? null : { ...held, waiting: await place.countWaiting() }
}
