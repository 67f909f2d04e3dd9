import type { Knex } from 'knex'
import type { PartnerRole } from '../../domain/call/application.ts'
import { roomForecast } from '../../domain/evaluation/room-forecast.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { ApplicationId, BodyId } from '../../domain/shared/ids.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { createCallStore } from '../call/call-store.ts'
import { createNetworkStore } from '../network/network-store.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/* One draft, or one submitted application: which of them it is, nobody is told. */
interface Room {
  place: number
  submitted: boolean
  ifAllConfirm: number
  ifConfirmed: number
}

interface Forecast {
  /** How many evaluators the call asks for each application. */
  minimum: number
  rooms: Room[]
}

/** The applications of an open call: how many were submitted, how many are still being written. */
interface Written {
  submitted: number
  drafts: number
}

interface NamedRow {
  place: number
  submitted: boolean
  bodyId: BodyId | null
  role: PartnerRole
  confirmed: boolean
}

/** How many members would remain for each draft of an open call: two numbers, and nothing that the draft holds (art. 5). */
export function createForecastReadModel(asViewer: AsViewer) {
  return {
    /** Nothing of a call that is not open, and for who is not process owner. */
    written: (viewer: Viewer, callId: string): Promise<Written> =>
      asViewer(viewer, async (tx) => {
        const { rows } = await tx.raw<{ rows: Written[] }>('select * from written_applications(?)', [callId])
        return rows[0] ?? { submitted: 0, drafts: 0 }
      }),

    /** Null for a call that is not open, and for who is not process owner. */
    forecast: (viewer: Viewer, callId: string, on: LocalDate): Promise<Forecast | null> =>
      asViewer(viewer, async (tx) => {
        if (viewer.role !== 'PROCESS_OWNER') return null
        const call = await createCallStore(tx).find(callId)
        if (call?.status !== 'PUBLISHED') return null
        return { minimum: call.rules.evaluation.panelMinimum, rooms: await roomsOf(tx, call, on) }
      }),
  }
}

type Call = NonNullable<Awaited<ReturnType<ReturnType<typeof createCallStore>['find']>>>

async function roomsOf(tx: Knex, call: Call, on: LocalDate): Promise<Room[]> {
  const { rows } = await tx.raw<{ rows: NamedRow[] }>(
    'select place::int, submitted, body_id as "bodyId", role, confirmed from named_in_drafts(?)',
    [call.id],
  )
  const network = createNetworkStore(tx)
  const seats = await network.seats(on)
  const members = new Set(seats.flatMap((seat) => seat.holders.map((one) => one.personId)))
  const drafts = [...Map.groupBy(rows, (row) => row.place)]
  const forecasts = roomForecast({
    seats,
    offices: (await network.offices(on)).filter((one) => members.has(one.personId)),
    links: await network.links(),
    applications: drafts.map(([place, named]) => ({
      id: derivedId<ApplicationId>('draft', String(place)),
      partners: named.flatMap(({ bodyId, role, confirmed }) =>
        bodyId === null ? [] : [{ bodyId, role, confirmed }],
      ),
    })),
    rules: call.rules.exclusions,
  })
  return drafts.map(([place, named], index) => ({
    ...{ place, submitted: named[0]?.submitted === true },
    ifAllConfirm: forecasts[index]?.ifAllConfirm ?? 0,
    ifConfirmed: forecasts[index]?.ifConfirmed ?? 0,
  }))
}
