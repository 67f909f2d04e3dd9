import type { Knex } from 'knex'
import type { Tables } from '../tables.ts'

/* A row by its columns, as JSON writes it: instants and arrays as they are, a `jsonb` column as a plain value. */
type NewRow<T extends keyof Tables> = { [C in keyof Tables[T]]?: Tables[T][C] | undefined }

/** Inserts many rows in their order, in one statement with one value, however many they are: PostgreSQL takes 65,535 values at most.
 * `conflict` is the clause for rows that are there already. Returns the rows that were written. */
export async function insertRows<T extends keyof Tables>(
  tx: Knex,
  { table, rows, conflict = '' }: { table: T; rows: readonly NewRow<T>[]; conflict?: string },
): Promise<Tables[T][]> {
  const [first] = rows
  if (first === undefined) return []
  const columns = Object.keys(first).join(', ')
  const inserted = await tx.raw<{ rows: Tables[T][] }>(
    `insert into ${table} (${columns})
     select ${columns} from jsonb_populate_recordset(null::${table}, ?::jsonb) with ordinality order by ordinality
     ${conflict} returning ${table}.*`,
    [JSON.stringify(rows)],
  )
  return inserted.rows
}

type Rows = { [T in keyof Tables]: { table: T; rows: readonly NewRow<T>[] } }[keyof Tables]

/** Inserts rows of several tables in one statement; none of them may name another that is new. */
export async function insertTogether(tx: Knex, all: readonly Rows[]): Promise<void> {
  const some = all.filter(({ rows }) => rows.length > 0)
  if (some.length === 0) return
  const inserts = some.map(({ table, rows }) => {
    const columns = Object.keys(rows[0] ?? {}).join(', ')
    return `${table}_added as (insert into ${table} (${columns})
              select ${columns} from jsonb_populate_recordset(null::${table}, ?::jsonb))`
  })
  await tx.raw(
    `with ${inserts.join(', ')} select 1`,
    some.map(({ rows }) => JSON.stringify(rows)),
  )
}
