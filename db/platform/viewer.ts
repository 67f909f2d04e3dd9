import type { Knex } from 'knex'
import type { Role } from '../../domain/shared/work-item-types.ts'

/** On whose behalf a read is made; row-level security hides what a conflict hides from this person. */
export interface Viewer {
  personId: string
  roles: readonly { role: Role; bodyId: string | null }[]
}

export type AsViewer = <T>(viewer: Viewer, read: (tx: Knex.Transaction) => Promise<T>) => Promise<T>

/** Opens read-only transactions as the reader role with the viewer set: the wall of conflicts applies to every row. */
export function viewing(knex: Knex): AsViewer {
  return (viewer, read) =>
    knex.transaction(
      async (tx) => {
        await tx.raw(
          `select set_config('role', 'concilia_reader', true), set_config('concilia.viewer', ?, true)`,
          [viewer.personId],
        )
        return read(tx)
      },
      { readOnly: true },
    )
}
