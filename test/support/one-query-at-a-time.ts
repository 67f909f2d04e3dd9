import pg from 'pg'

type Send = (this: pg.Client, ...asked: unknown[]) => unknown

/* What opens and closes a viewer's transaction goes out beside its reads (`db/platform/viewer.ts`). */
const BESIDE = /^(?:begin read only|select set_config\('role'|commit)/
const textOf = (asked: unknown): string =>
  typeof asked === 'string' ? asked : ((asked as { text?: string } | null)?.text ?? '')

/* Of two queries that run at once on one transaction the second fails with the first: one that writes sends no two, so that an
   error is told where it came from. */
const reading = new WeakSet<pg.Client>()
const busy = new WeakSet<pg.Client>()
const send = Reflect.get(pg.Client.prototype, 'query') as Send
const query: Send = function (...asked) {
  const text = textOf(asked[0])
  if (text === 'begin read only') reading.add(this)
  if (text === 'commit') reading.delete(this)
  if (reading.has(this) || BESIDE.test(text)) return send.apply(this, asked)
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
