import pg from 'pg'

type Client = pg.Client & { readyForQuery: boolean }

/* The driver queues a query that is sent while another runs on its connection, and is to refuse it: here it is refused already,
   so that no path sends two at once on one transaction. `readyForQuery` is the driver's own flag. */
const send = Reflect.get(pg.Client.prototype, 'query') as (this: Client, ...asked: unknown[]) => unknown
Object.assign(pg.Client.prototype, {
  query(this: Client, ...asked: unknown[]): unknown {
    if (!this.readyForQuery) throw new Error('two queries at once on one connection')
    return send.apply(this, asked)
  },
})
