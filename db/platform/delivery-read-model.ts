import type { Knex } from 'knex'
import { createDatabasePlace } from './database-place.ts'
import type { HeldDepartures } from './database-place.ts'
import type { DeliveryState } from '../../domain/cycle/lifecycle.ts'
import type { OutboxEntry } from './outbox.ts'
import { contains, readPage } from './page.ts'
import type { Page, PageAsked } from './page.ts'
import type { AsViewer, Viewer } from './viewer.ts'

/* Something that was not delivered: parked for a person to decide, still being tried, or sent and not received. No text
   of it is shown. */
interface FailedDelivery {
  id: string
  kind: OutboxEntry['kind']
  state: DeliveryState
  /** Whom a mail was for; null for the others. */
  to: string | null
  attempts: number
  reason: string
  createdAt: Date
}

interface DeliveriesAsked extends PageAsked {
  state?: DeliveryState | undefined
  kind?: OutboxEntry['kind'] | undefined
  text?: string | undefined
}

/** A package that left, or is to leave, and of which the Region has given no receipt. */
interface UnreceiptedPackage {
  id: string
  kind: 'PLAN' | 'FINAL_RETURN'
  cycleId: string
  cycleCode: string
  /** Null while it has not left. */
  sentAt: Date | null
}

/** What waits for the process owner: parked rows by what they are, and what left and has not arrived. */
interface DeliveryCounts {
  mails: number
  packages: number
  messages: number
  unreceived: number
  unreceipted: number
}

/* Why mail and the Region's rows are kept back, and how many wait; null where they leave. */
type Held = (HeldDepartures & { waiting: number }) | null

const FAILED = `select id, kind, state, attempts, reason, created_at as "createdAt", recipients as "to", position
  from failed_deliveries where true`

const UNRECEIPTED = `select s.id, s.kind, c.id as "cycleId", c.code as "cycleCode", s.sent_at as "sentAt", coalesce(s.sent_at, 'infinity') as place
  from submissions s join cycles c on c.id = s.cycle_id where s.status in ('PREPARED','SENT')`

const COUNTS = `
select count(*) filter (where f.state = 'PARKED' and f.kind = 'MAIL')::int as mails,
       count(*) filter (where f.state = 'PARKED' and f.kind = 'REGION')::int as packages,
       count(*) filter (where f.state = 'PARKED' and f.kind not in ('MAIL','REGION'))::int as messages,
       count(*) filter (where f.state = 'SENT')::int as unreceived,
       (select count(*)::int from submissions s where s.status in ('PREPARED','SENT')) as unreceipted
  from failed_deliveries f`

const ADDRESSES = `select lower(p.email) as email from persons p where p.id = :viewer
  union select lower(a.email) from accounts a where a.person_id = :viewer
  union select lower(b.email) from bodies b where b.id = acting_body() and b.email is not null`

/** Whether mail and the Region's rows are kept back, which no viewer reads. */
export function createDepartureReads(knex: Knex) {
  const place = createDatabasePlace(knex)
  return {
    async held(): Promise<Held> {
      const held = await place.held()
      return held === null ? null : { ...held, waiting: await place.countWaiting() }
    },
  }
}

/** Deliveries that failed, and the addresses at which a person gets mail: its own, and that of the body it acts for. */
export function createDeliveryReadModel(asViewer: AsViewer) {
  return {
    /** A page of them, last written first. */
    failed: (
      viewer: Viewer,
      { state, kind, text, ...page }: DeliveriesAsked = {},
    ): Promise<Page<FailedDelivery>> =>
      asViewer(viewer, (tx) =>
        readPage(
          tx,
          {
            about: ['deliveries'],
            rows: FAILED,
            values: {},
            filters: {
              state: ['state = :state', state],
              kind: ['kind = :kind', kind],
              text: [contains('recipients', 'reason'), text],
            },
            order: { position: 'number' },
            direction: 'desc',
          },
          page,
        ),
      ),

    /** How many of them, by what they are; none but to the process owner. */
    counts: (viewer: Viewer): Promise<DeliveryCounts> =>
      asViewer(viewer, async (tx) => (await tx.raw<{ rows: [DeliveryCounts] }>(COUNTS)).rows[0]),

    /** A page of the packages without a receipt of the Region, first sent first. */
    unreceipted: (viewer: Viewer, page: PageAsked = {}): Promise<Page<UnreceiptedPackage>> =>
      asViewer(viewer, (tx) =>
        readPage(
          tx,
          {
            about: ['packages without a receipt'],
            rows: UNRECEIPTED,
            values: {},
            order: { place: 'instant', id: 'text' },
          },
          page,
        ),
      ),

    addressesOf: (viewer: Viewer): Promise<string[]> =>
      asViewer(viewer, async (tx) => {
        const { rows } = await tx.raw<{ rows: { email: string }[] }>(ADDRESSES, { viewer: viewer.personId })
        return rows.map((row) => row.email)
      }),
  }
}
