import type { Knex } from 'knex'
import type { LocalDate } from '../domain/shared/local-date.ts'
import type { Tables as Rows } from './tables.ts'

/** Some columns of a table's row, each with its value or SQL for it; a day may be any text. */
export type Changes<T extends keyof Rows> = {
  [C in keyof Rows[T]]?:
    (Rows[T][C] extends LocalDate | null ? string | null : Rows[T][C]) | Knex.Raw | undefined
}
type Queried = { [T in keyof Rows]: Knex.CompositeTableType<Rows[T], Changes<T>> }

/* Every query that names a table knows its columns. */
declare module 'knex/types/tables.js' {
  interface Tables extends Queried {}
}
