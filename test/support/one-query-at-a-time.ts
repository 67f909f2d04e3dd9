import pg from 'pg'

type Send = (this: pg.Client, ...asked: unknown[]) => unknown

/* Who only reads opens no transaction (`db/platform/viewer.ts`). */
const onlyReads = (client: pg.Client): boolean =>
  (
    client as unknown as { connectionParameters: { options?: string } }
  ).connectionParameters.options?.includes('role=concilia_reader') === true

/* Of two queries that run at once on one transaction the second fails with the first: who may write sends no two, so that an error
   is told where it came from. */
const busy = new WeakSet<pg.Client>()
const send = Reflect.get(pg.Client.prototype, 'query') as Send
const query: Send = function (...asked) {
  if (onlyReads(this)) return send.apply(this, asked)
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
