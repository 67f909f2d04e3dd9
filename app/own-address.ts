import type { Request, RequestHandler } from 'express'

const normal = (host: string): string | null => {
  const text = `http://${host}`
  return URL.canParse(text) ? new URL(text).host : null
}

/** Answers at the public address only: a page of another site whose name leads here (DNS rebinding) gets nothing, and no link
 * of ours is made of what a request says. 421 tells the right address. */
export function ownAddressOnly(publicUrl: string): RequestHandler {
  const { host: own, protocol } = new URL(publicUrl)
  const usualPort = protocol === 'https:' ? /:443$/ : /:80$/
  return (request, response, next) => {
    if (normal((request.headers.host ?? '').replace(usualPort, '')) === own) {
      next()
      return
    }
    response.status(421).json({
      code: 'FOREIGN_ADDRESS',
      message: `Concilia non risponde a questo indirizzo: usa ${publicUrl}.`,
    })
  }
}

/** Refuses writes that a browser sends from a page of another site: browsers always tell the page's origin on a write,
 * programs never do. */
export function sameOriginWrites(publicUrl: string): RequestHandler {
  const { origin: own } = new URL(publicUrl)
  return (request, response, next) => {
    const { origin } = request.headers
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (reads || origin === undefined || origin === own) {
      next()
      return
    }
    response
      .status(403)
      .json({ code: 'FOREIGN_ORIGIN', message: 'La richiesta viene da un altro sito e non è accettata.' })
  }
}

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** True for who asks from this machine itself, and not through a proxy that stands on it. */
export function isLocal(request: Pick<Request, 'ip' | 'headers'>): boolean {
  return request.headers['x-forwarded-for'] === undefined && LOOPBACK.includes(request.ip ?? '')
}
