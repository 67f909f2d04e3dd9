import type { Knex } from 'knex'

/** The query, of rows alone of which a column is one of these; where none are named, as it is. */
export function among<Q extends Knex.QueryBuilder>(query: Q, column: string, of?: readonly string[]): Q {
  if (of !== undefined) void query.whereRaw('?? = any(?)', [column, [...of]])
  return query
}
