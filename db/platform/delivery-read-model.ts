import type { Knex } from 'knex'
import { createDatabasePlace } from './database-place.ts'
import type { HeldDepartures } from './database-place.ts'
import type { OutboxEntry } from './outbox.ts'
import type { AsViewer, Viewer } from './viewer.ts'

/* Something that was not delivered: parked for a person to decide, still being tried, or sent and not received. No text
 * of it is shown. */
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

/* The first worker after a wait marks its message as received, some seconds after it was sent. */
const LATE = `o.kind = 'PUBLISH_MESSAGE' and o.state = 'SENT' and o.sent_at < now() - interval '10 minutes'`

const FAILED = `select o.id, o.kind, o.state, o.attempts, coalesce(o.last_error, '') as reason, o.created_at as "createdAt",
    case when o.kind = 'MAIL' then (select string_agg(a, ', ') from jsonb_array_elements_text(o.payload -> 'to') a) end as "to"
  from outbox o
 where o.state = 'PARKED' or (o.state = 'PENDING' and o.last_error is not null) or (${LATE})
 order by o.state = 'PARKED' desc, o.position desc limit 200`

const ADDRESSES = `select lower(p.email) as email from persons p where p.id = :viewer
  union select lower(a.email) from accounts a where a.person_id = :viewer
  union select lower(b.email) from bodies b where b.id = acting_body() and b.email is not null`

/** Deliveries that failed, and the addresses at which a person gets mail: its own, and that of the body it acts for. */
export function createDeliveryReadModel(knex: Knex, asViewer: AsViewer) {
  return {
    failed: (viewer: Viewer): Promise<FailedDeliveries> =>
      asViewer(viewer, async (tx) => {
        const { rows } = await tx.raw<{ rows: (FailedDelivery & { state: string })[] }>(FAILED)
        const inState = (state: string) => rows.filter((row) => row.state === state)
        return {
          held: await heldBack(tx),
          ...{ parked: inState('PARKED'), retried: inState('PENDING'), unreceived: inState('SENT') },
        }
      }),

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

async function heldBack(tx: Knex): Promise<FailedDeliveries['held']> {
  const place = createDatabasePlace(tx)
  const held = await place.held()
  return held === null ? null : { ...held, waiting: await place.countWaiting() }
}
