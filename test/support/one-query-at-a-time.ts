import pg from 'pg'

type Send = (this: pg.Client, ...asked: unknown[]) => unknown

/* The driver queues a query that is sent while another runs on its connection, and is to refuse it: here it is refused already,
   so that no path sends two at once on one transaction. */
const busy = new WeakSet<pg.Client>()
const send = Reflect.get(pg.Client.prototype, 'query') as Send
const query: Send = function (...asked) {
  if (busy.has(this)) throw new Error('two queries at once on one connection')
  busy.add(this)
  const end = () => void busy.delete(this)
  const callback = asked.at(-1)
  if (typeof callback === 'function') {
    const told = (...answer: unknown[]): unknown => {
      end()
      return Reflect.apply(callback, undefined, answer)
    }
    return send.call(this, ...asked.slice(0, -1), told)
  }
  const sent = send.apply(this, asked)
  if (sent instanceof Promise) sent.then(end, end)
  else end()
  return sent
}
Object.assign(pg.Client.prototype, { query })
