import type { Knex } from 'knex'
import type { LinkKind } from '../../domain/network/network.ts'
import type { BodyId } from '../../domain/shared/ids.ts'
import type { BodyRecord } from './body-store.ts'

/** A tie of a body, as it reads from it: the body itself is first in `OUT`, the other one in `IN`. */
interface RegisteredLink {
  direction: 'OUT' | 'IN'
  kind: LinkKind
  bodyId: BodyId
  bodyName: string
  source: string
}
/** A body that joined the network, with its ties to others (art. 2, 5). */
export type RegisteredBody = BodyRecord & { links: RegisteredLink[] }

/** The ties of a body, by kind and name. */
export async function linksOf(tx: Knex, bodyId: string): Promise<RegisteredLink[]> {
  const { rows } = await tx.raw<{ rows: RegisteredLink[] }>(
    `select case when l.from_body_id = :bodyId then 'OUT' else 'IN' end as direction, l.kind, b.id as "bodyId",
        b.name as "bodyName", l.source
       from body_links l
       join bodies b on b.id = case when l.from_body_id = :bodyId then l.to_body_id else l.from_body_id end
      where :bodyId in (l.from_body_id, l.to_body_id) order by 1 desc, l.kind, b.name, b.id`,
    { bodyId },
  )
  return rows
}
