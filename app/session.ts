import { createHash, randomBytes } from 'node:crypto'
import { parseCookie } from 'cookie'
import type { CookieOptions, Request, Response } from 'express'
import type { DemoPerson, RequestSession } from '../api/route.ts'
import type { Stores } from '../db/stores.ts'
import type { LocalDate } from '../domain/shared/local-date.ts'
import type { Actor } from '../procedures/context.ts'

export interface SessionParts {
  stores: Pick<Stores, 'sessions' | 'network'>
  /** True where people come over https: the cookie is then sent over nothing else, and set by no other host. */
  secure: boolean
  /** Everybody that the demo lets choose, in each function; null outside the demo. */
  demoPeople: (() => Promise<DemoPerson[]>) | null
  /** The legal day, on which functions count. */
  today: () => LocalDate
}

/* A cookie of ours that only HTTP reads, and that no other site's form or picture brings along. */
interface OwnCookie {
  read: (request: Pick<Request, 'headers'>) => string | null
  write: (response: Response, value: string) => void
  drop: (response: Response) => void
}

/** What a token is known by in the database: whoever reads it there cannot sign in with it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/* A token that nobody guesses. */
const newToken = (): string => randomBytes(32).toString('base64url')

/* Over https its name says so, and a browser then takes it from this host alone. */
function ownCookie(name: string, secure: boolean): OwnCookie {
  const fullName = secure ? `__Host-${name}` : name
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' }
  return {
    read: ({ headers }) => parseCookie(headers.cookie ?? '')[fullName] ?? null,
    write: (response, value) => void response.cookie(fullName, value, options),
    drop: (response) => void response.clearCookie(fullName, options),
  }
}

const tokenHashOf = (cookie: OwnCookie) => (request: Pick<Request, 'headers'>) => {
  const token = cookie.read(request)
  return token === null ? null : tokenHash(token)
}

/** Who is signed in at a request, and what a request can do with its session: begin it with an account that exists, choose
 * another function, end it. */
export function createSessions({ stores: { sessions, network }, secure, ...parts }: SessionParts) {
  const cookie = ownCookie('concilia', secure)
  const tokenOf = tokenHashOf(cookie)
  const actorOf = async (request: Pick<Request, 'headers'>): Promise<Actor | null> => {
    const token = tokenOf(request)
    return token === null ? null : sessions.actorOf(token, parts.today())
  }
  const end = async (request: Request): Promise<string | null> => {
    const token = tokenOf(request)
    return token === null ? null : sessions.end(token)
  }

  const sessionOf = (request: Request, response: Response): RequestSession => ({
    async begin({ accountId, functionId, idToken = null }) {
      const personId = await network.personOf(accountId)
      const actor = personId && (await network.actorOf(personId, parts.today(), functionId))
      if (!actor) return null
      await end(request)
      const token = newToken()
      await sessions.begin({ token: tokenHash(token), accountId, functionId: actor.functionId, idToken })
      cookie.write(response, token)
      return actor
    },
    async actIn(functionId) {
      const token = tokenOf(request)
      const actor = await actorOf(request)
      if (token === null || actor === null) return null
      const own = await network.functionsOf(actor.personId, parts.today())
      if (!own.some((one) => one.functionId === functionId)) return null
      await sessions.actIn(token, functionId)
      return actorOf(request)
    },
    end() {
      cookie.drop(response)
      return end(request)
    },
    people: () => parts.demoPeople?.() ?? Promise.resolve([]),
  })
  return { actorOf, sessionOf }
}
export type Sessions = ReturnType<typeof createSessions>
