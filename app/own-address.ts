import type { Request, RequestHandler, Response } from 'express'

const addressOf = (host: string): URL | null => {
  const text = `http://${host}`
  return URL.canParse(text) ? new URL(text) : null
}

const LOOPBACK_NAMES = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
const isLoopback = ({ hostname }: URL): boolean => LOOPBACK_NAMES.test(hostname)

/** Answers at the public address only: a page of another site whose name leads here (DNS rebinding) gets nothing, and no link
 * of ours is made of what a request says. 421 tells the right address; where both are names of this machine itself, who opens a
 * page is led there. */
export function ownAddressOnly(publicUrl: string): RequestHandler {
  const { protocol, host } = new URL(publicUrl)
  const own = addressOf(host)
  const usualPort = protocol === 'https:' ? /:443$/ : /:80$/
  return (request, response, next) => {
    const asked = addressOf((request.headers.host ?? '').replace(usualPort, ''))
    if (asked?.host === host) next()
    else if (asked !== null && own !== null && opensPage(request) && isSameMachine(asked, own))
      response.redirect(307, `${publicUrl}${request.originalUrl}`)
    else {
      const message = `Concilia non risponde a questo indirizzo: usa ${publicUrl}.`
      const title = 'Indirizzo sbagliato'
      refuse(response, { status: 421, code: 'FOREIGN_ADDRESS', title, message, url: publicUrl })
    }
  }
}

const opensPage = ({ method, path }: Request): boolean =>
  (method === 'GET' || method === 'HEAD') && !path.startsWith('/api/')

const isSameMachine = (asked: URL, own: URL): boolean =>
  isLoopback(asked) && isLoopback(own) && asked.port === own.port

interface Refused {
  status: 403 | 421
  code: string
  title: string
  message: string
  /** Where people go on. */
  url: string
}

/* For a browser a page that needs nothing else of ours; for a program the same as any refusal. */
function refuse(response: Response, { status, code, title, message, url }: Refused): void {
  response.status(status).format({
    json: () => response.json({ code, message }),
    html: () =>
      response.send(
        `<!doctype html><html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Concilia</title></head>
<body><main><h1>${title}</h1><p>${message} <a href="${url}">Vai a ${url}</a></p></main></body></html>`,
      ),
  })
}

/** Refuses writes that a browser sends from a page of another site, on a page or, of the API, in JSON: browsers always tell the page's origin on a write,
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
    const message = 'La richiesta viene da un altro sito e non è accettata: nulla è stato registrato.'
    if (request.path.startsWith('/api/')) response.status(403).json({ code: 'FOREIGN_ORIGIN', message })
    else
      refuse(response, {
        status: 403,
        code: 'FOREIGN_ORIGIN',
        title: 'Richiesta da un altro sito',
        message,
        url: own,
      })
  }
}

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** True for who asks from this machine itself, and not through a proxy that stands on it. */
export function isLocal(request: Pick<Request, 'ip' | 'headers'>): boolean {
  return request.headers['x-forwarded-for'] === undefined && LOOPBACK.includes(request.ip ?? '')
}
