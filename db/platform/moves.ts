import type { Knex } from 'knex'
import { refusedMove, stateAfter, statesBefore } from '../../domain/shared/lifecycle.ts'
import type { ActionOf, Lifecycle } from '../../domain/shared/lifecycle.ts'
import { lifecycles } from '../lifecycles.ts'
import type { LivingTable } from '../lifecycles.ts'
import type { Changes } from '../knex-tables.ts'
import type { Tables } from '../tables.ts'

/** The moves of a table's rows: each is one update that finds the row in a state its lifecycle lets it leave, so that of
 * two equal moves at once one wins, from any number of processes. */
export function movesOf<T extends LivingTable>(tx: Knex, table: T) {
  type Row = Changes<T>
  type Action = ActionOf<(typeof lifecycles)[T]['lifecycle']>
  const rows = () => tx(table as string)
  const column: string = lifecycles[table].column
  const lifecycle: Lifecycle = lifecycles[table].lifecycle
  const moving = (action: Action, where: Row | Knex.QueryCallback, set: Row | undefined) =>
    rows()
      .where(where)
      .whereIn(column, statesBefore(lifecycle, action))
      .update({ ...set, [column]: stateAfter(lifecycle, action) })

  /** False when the row may not make the move: it was made before, or somebody else was first. */
  const move = async (action: Action, where: Row, set?: Row): Promise<boolean> =>
    (await moving(action, where, set)) === 1

  return {
    move,

    /** The state in which a row begins, to insert it with. */
    begin: (action: Action) => ({ [column]: stateAfter(lifecycle, action) }) as Partial<Tables[T]>,

    /** Moves every row that is asked for and may; returns the ids of those moved. */
    async moveAll(action: Action, where: Row | Knex.QueryCallback, set?: Row): Promise<string[]> {
      const moved: { id: string }[] = await moving(action, where, set).returning('id')
      return moved.map((row) => row.id)
    },

    /** Makes a move that a person asks for. Throws BusinessError MOVE_NOT_POSSIBLE with the row's state and its moves. */
    async must(action: Action, id: string, set?: Row): Promise<void> {
      if ((await moving(action, (query) => void query.where({ id }), set)) === 1) return
      const row = await rows().where({ id }).first<Record<string, string> | undefined>(column)
      if (row === undefined) throw new Error(`no ${lifecycle.thing} ${id}`)
      throw refusedMove(lifecycle, row[column] ?? '', action)
    },
  }
}
