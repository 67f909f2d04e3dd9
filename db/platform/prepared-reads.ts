import type pg from 'pg'

/* Of each connection: a text that is made anew each time, of a list of values, would fill the server's memory. All that pages and API
   read is some two hundred texts, in 64 MB of one, and each filter of a list makes a further one; what is beyond is planned at each
   asking. */
const MOST_KEPT = 400
const IS_READ = /^\s*(?:select|with)\b/

type Connection = pg.Client & { connection: pg.Connection }

/** Gives each query that reads a name on a connection that was just opened, so that PostgreSQL keeps what it has planned: behind
 * the wall of conflicts a plan takes longer to make than to carry out. It is made anew for another role. What is asked in one
 * turn leaves together: a write costs as much as what it sends. */
export function prepareReads(
  connection: pg.Client,
  done: (error: Error | null, connection: pg.Client) => void,
): void {
  const names = new Map<string, string>()
  const nameOf = (text: string): string | undefined => {
    if (!names.has(text) && names.size < MOST_KEPT && IS_READ.test(text))
      names.set(text, `read-${names.size}`)
    return names.get(text)
  }
  /* Looked up each time: who listens at the driver hears the connections that are open already. */
  const driver = Object.getPrototypeOf(connection) as { query: (...asked: unknown[]) => unknown }
  const { stream } = (connection as Connection).connection
  const query = (asked: unknown, ...rest: unknown[]): unknown => {
    stream.cork()
    process.nextTick(() => stream.uncork())
    const named = isNameless(asked) ? { ...asked, name: nameOf(asked.text) } : asked
    return driver.query.call(connection, named, ...rest)
  }
  Object.assign(connection, { query })
  done(null, connection)
}

const isNameless = (asked: unknown): asked is { text: string } =>
  typeof asked === 'object' && asked !== null && 'text' in asked && 'values' in asked && !('name' in asked)
