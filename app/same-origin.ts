import type { RequestHandler } from 'express'

/** Refuses writes that a browser sends from a page of another site: browsers always tell the page's origin on a write,
 * programs never do. Our own site is the public address, or the host that was asked. */
export function sameOriginWrites(publicUrl: string): RequestHandler {
  const publicHost = new URL(publicUrl).host
  return (request, response, next) => {
    const { origin, host } = request.headers
    const reads = request.method === 'GET' || request.method === 'HEAD'
    const own = (from: string) => URL.canParse(from) && [publicHost, host].includes(new URL(from).host)
    if (reads || origin === undefined || own(origin)) {
      next()
      return
    }
    response
      .status(403)
      .json({ code: 'FOREIGN_ORIGIN', message: 'La richiesta viene da un altro sito e non è accettata.' })
  }
}
