import type { Knex } from 'knex'
import type pg from 'pg'
import { atOnce } from '../../domain/shared/at-once.ts'
import type { StandsFor } from '../../domain/network/functions.ts'
import type { Role } from '../../domain/shared/roles.ts'
import type { Readers } from './connection.ts'
import { readDirectly } from './direct-reads.ts'

/** On whose behalf a read is made: row-level security hides what a conflict hides from the person, and shows what the
 * function in which the person acts may see. */
export interface Viewer {
  personId: string
  role: Role | null
  bodyId: string | null
  seatId: string | null
  /** In whose place the person reads; it opens nothing, and closes all but the one application that it may be limited to. */
  standsFor?: StandsFor | null
}

/** The body whose applications, and nobody else's, the wall shows the viewer; null for who is no lead. No body has an empty id: whoever
 * leads none sees none. */
export const ledBy = ({ role, bodyId }: Viewer): string | null =>
  role === 'ALLIANCE_LEAD' ? (bodyId ?? '') : null

export type AsViewer = <T>(viewer: Viewer, read: (tx: Knex) => Promise<T>) => Promise<T>

/* Until the next one is told, or for one transaction alone. */
const tell = (until: 'the next' | 'its end'): string =>
  `select ${['viewer', 'role', 'body', 'seat', 'application']
    .map((name, index) => `set_config('concilia.${name}', $${index + 1}, ${until === 'its end'})`)
    .join(', ')}`
const WHO = tell('the next')
const WHO_HERE = tell('its end').replaceAll(/\$\d/g, '?')

const valuesOf = ({ personId, role, bodyId, seatId, standsFor }: Viewer): string[] => [
  ...[personId, role ?? ''],
  ...[bodyId ?? '', seatId ?? '', standsFor?.only?.applicationId ?? ''],
]

/* What is asked of a connection; it fails where what is read there must not be given. */
type AskedBeside = (tx: Knex) => Promise<void>
const besides = new WeakMap<Viewer, AskedBeside>()

/** Has something asked together with the next read of this viewer, on its connection: where that fails, nothing that was read is
 * given. */
export const askBeside = (viewer: Viewer, ask: AskedBeside): void => void besides.set(viewer, ask)

function askedBeside(viewer: Viewer, tx: Knex): Promise<void> | undefined {
  const ask = besides.get(viewer)
  besides.delete(viewer)
  return ask?.(tx)
}

/** Reads on one of the readers' connections for a viewer: the wall of conflicts applies to every row. Who asks is told together with
 * the first read, and before it: where that fails, nothing that was read is given. No transaction is opened, for each statement sees
 * what was committed before it in any case. Several reads may be asked at once (`atOnce`): their answers keep the order, so that an
 * error is told where it came from. */
export function viewing({ readers }: Readers): AsViewer {
  const pool = readers.client as ConnectionPool
  return async (viewer, read) => {
    const connection = await pool.acquireConnection()
    try {
      const told = connection.query({ text: WHO, values: valuesOf(viewer) })
      const tx = boundTo(readers, connection)
      const { answer } = await atOnce({ told, beside: askedBeside(viewer, tx), answer: read(tx) })
      return answer
    } finally {
      await pool.releaseConnection(connection)
    }
  }
}

interface ConnectionPool {
  acquireConnection: () => Promise<pg.Client>
  releaseConnection: (connection: pg.Client) => Promise<void>
}

const bounds = new WeakMap<pg.Client, Knex>()

/* What it is asked is carried out on this connection; made once for each. */
function boundTo(knex: Knex, connection: pg.Client): Knex {
  const known = bounds.get(connection)
  if (known !== undefined) return known
  const bound = knex.withUserParams({})
  const only: ConnectionPool = {
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
  }
  Object.assign(bound.client as object, only)
  readDirectly(bound, connection)
  bounds.set(connection, bound)
  return bound
}

/** Says who asks on a transaction that writes, for what the wall's functions are asked there. */
export async function askingAs(tx: Knex, viewer: Viewer): Promise<void> {
  await tx.raw(WHO_HERE, valuesOf(viewer))
}

/** Of these people in their functions, those to whom the wall shows something, in one statement: an application's evaluation, or
 * a task, by its id (art. 5). */
export async function seenBy<V extends Viewer>(
  tx: Knex,
  viewers: readonly V[],
  { by, id }: { by: 'evaluation_seen_by' | 'work_item_seen_by'; id: string },
): Promise<V[]> {
  if (viewers.length === 0) return []
  const people = JSON.stringify(viewers.map(valuesOf))
  const { rows } = await tx.raw<{ rows: { place: number }[] }>(`select place from ${by}(?, ?)`, [id, people])
  const places = new Set(rows.map(({ place }) => place))
  return viewers.filter((_, index) => places.has(index + 1))
}
