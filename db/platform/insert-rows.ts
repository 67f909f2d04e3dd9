import type { Knex } from 'knex'

/* A row by its columns, as JSON writes it: instants and arrays as they are, a `jsonb` column as a plain value. */
type NewRow = Record<string, unknown>

/** Inserts many rows in their order, in one statement with one value, however many they are: PostgreSQL takes 65,535 values at most.
 * `conflict` is the clause for rows that are there already. Returns the rows that were written. */
export async function insertRows<T extends object>(
  tx: Knex,
  { table, rows, conflict = '' }: { table: string; rows: readonly NewRow[]; conflict?: string },
): Promise<T[]> {
  const [first] = rows
  if (first === undefined) return []
  const columns = Object.keys(first).join(', ')
  const inserted = await tx.raw<{ rows: T[] }>(
    `insert into ${table} (${columns})
     select ${columns} from jsonb_populate_recordset(null::${table}, ?::jsonb) with ordinality order by ordinality
     ${conflict} returning ${table}.*`,
    [JSON.stringify(rows)],
  )
  return inserted.rows
}
