import type { Knex } from 'knex'
import type pg from 'pg'

interface Statement {
  text: string
  names: readonly string[]
}

/* Texts are made of constants and of what may be asked of a list: some hundreds. */
const MOST_KEPT = 1_000
const statements = new Map<string, Statement>()

/* Each `:name` as the place of its value; `::` is a cast. */
function statementOf(sql: string): Statement {
  const known = statements.get(sql)
  if (known !== undefined) return known
  const names: string[] = []
  const text = sql.replaceAll(/(?<!:):([a-z]\w*)/gi, (_, name: string) => {
    if (!names.includes(name)) names.push(name)
    return `$${names.indexOf(name) + 1}`
  })
  const statement = { text, names }
  if (statements.size < MOST_KEPT) statements.set(sql, statement)
  return statement
}

interface Connections {
  acquireConnection: () => Promise<pg.Client>
  releaseConnection: (connection: pg.Client) => Promise<void>
}

/** The rows of one statement with its values by their names, on a connection of the pool, or of the transaction. */
export async function rowsOf<T extends object>(
  tx: Knex,
  sql: string,
  values: Readonly<Record<string, unknown>>,
): Promise<T[]> {
  const pool = tx.client as Connections
  const connection = await pool.acquireConnection()
  try {
    const { text, names } = statementOf(sql)
    const { rows } = await connection.query<T>({ text, values: names.map((name) => values[name]) })
    return rows
  } finally {
    await pool.releaseConnection(connection)
  }
}

/** Lets statements with named values go to their connection as they are: reading them anew each time, knex costs as much as a row
 * that is read by its key. As a part of another query they stay what they were. */
export function readDirectly(bound: Knex, connection: pg.Client): void {
  const client = bound.client as { raw: (sql: string, values?: unknown) => PromiseLike<unknown> }
  const raw = client.raw.bind(client)
  const direct = (sql: string, values?: unknown): PromiseLike<unknown> => {
    const query = raw(sql, values)
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return query
    const asked = (): Promise<unknown> => {
      const { text, names } = statementOf(sql)
      return connection.query({
        text,
        values: names.map((name) => (values as Record<string, unknown>)[name]),
      })
    }
    const then: PromiseLike<unknown>['then'] = (onAnswer, onError) => asked().then(onAnswer, onError)
    return Object.assign(query, { then })
  }
  Object.assign(client, { raw: direct })
}
