import type { Knex } from 'knex'
import type { Role } from '../../domain/shared/roles.ts'

/** On whose behalf a read is made: row-level security hides what a conflict hides from the person, and shows what the
 * function in which the person acts may see. */
export interface Viewer {
  personId: string
  role: Role | null
  bodyId: string | null
  seatId: string | null
}

export type AsViewer = <T>(viewer: Viewer, read: (tx: Knex.Transaction) => Promise<T>) => Promise<T>

const WHO = `set_config('concilia.viewer', :personId, true), set_config('concilia.role', :role, true),
  set_config('concilia.body', :bodyId, true), set_config('concilia.seat', :seatId, true)`

const bindings = ({ personId, role, bodyId, seatId }: Viewer) => ({
  personId,
  role: role ?? '',
  bodyId: bodyId ?? '',
  seatId: seatId ?? '',
})

/** Opens read-only transactions as the reader role with the viewer set: the wall of conflicts applies to every row. */
export function viewing(knex: Knex): AsViewer {
  return (viewer, read) =>
    knex.transaction(
      async (tx) => {
        await tx.raw(`select set_config('role', 'concilia_reader', true), ${WHO}`, bindings(viewer))
        return read(tx)
      },
      { readOnly: true },
    )
}

/** Says who asks on a transaction that writes, for what the wall's functions are asked there. */
export async function askingAs(tx: Knex, viewer: Viewer): Promise<void> {
  await tx.raw(`select ${WHO}`, bindings(viewer))
}
