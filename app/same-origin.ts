import type { RequestHandler } from 'express'

/* Programs send no Origin; browsers always do on a write, so a foreign page cannot act with somebody's cookie. */
/** Refuses writes that a browser sends from a page of another site. */
export const sameOriginWrites: RequestHandler = (request, response, next) => {
  const { origin } = request.headers
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (
    reads ||
    origin === undefined ||
    (URL.canParse(origin) && new URL(origin).host === request.headers.host)
  ) {
    next()
    return
  }
  response
    .status(403)
    .json({ code: 'FOREIGN_ORIGIN', message: 'La richiesta viene da un altro sito e non è accettata.' })
}
