import cookieSession from 'cookie-session'
import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import type { DemoPerson, RequestSession } from '../api/route.ts'
import type { Actor } from '../procedures/context.ts'

const TEN_HOURS_MS = 10 * 60 * 60 * 1000
const kept = z.object({ accountId: z.string(), functionId: z.string().nullable(), since: z.number() })

export interface SessionParts {
  secret: string
  secure: boolean
  /** The person of an account in the function chosen, or in the first of its own; null for who has none today. */
  findActor: (accountId: string, functionId: string | null) => Promise<Actor | null>
  /** Everybody that the demo lets choose, in each function; null outside the demo. */
  demoPeople: (() => Promise<DemoPerson[]>) | null
  /** The system's clock in milliseconds: a session does not move with legal time. */
  systemNow: () => number
}

/** The signed cookie that says by which account somebody is signed in, since when, and in which function: HTTP only, same
 * site. */
export function sessionCookie({ secret, secure }: SessionParts): RequestHandler {
  return cookieSession({
    name: 'concilia',
    keys: [secret],
    maxAge: TEN_HOURS_MS,
    httpOnly: true,
    sameSite: 'lax',
    secure,
  })
}

/** The person of a request's session, or null; ten hours after the sign-in it is nobody's, whatever the browser keeps. */
export function actorOf({ findActor, systemNow }: SessionParts) {
  return async (request: Pick<Request, 'session'>): Promise<Actor | null> => {
    const { data } = kept.safeParse(request.session)
    if (data === undefined || systemNow() - data.since >= TEN_HOURS_MS) return null
    return findActor(data.accountId, data.functionId)
  }
}

/** What a request can do with its session: begin it with an account that exists, choose another function, end it. */
export function sessionOf(parts: SessionParts): (request: Request) => RequestSession {
  return (request) => ({
    async begin({ accountId, functionId }) {
      const actor = await parts.findActor(accountId, functionId)
      if (actor !== null)
        request.session = { accountId, functionId: actor.functionId, since: parts.systemNow() }
      return actor
    },
    async actIn(functionId) {
      const { data } = kept.safeParse(request.session)
      const actor = data === undefined ? null : await parts.findActor(data.accountId, functionId)
      if (actor?.functionId !== functionId) return null
      request.session = { ...data, functionId }
      return actor
    },
    end() {
      request.session = null
    },
    people: () => parts.demoPeople?.() ?? Promise.resolve([]),
  })
}
