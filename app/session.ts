import cookieSession from 'cookie-session'
import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import type { RequestSession } from '../api/route.ts'
import type { Actor } from '../procedures/context.ts'

const TEN_HOURS_MS = 10 * 60 * 60 * 1000
const kept = z.object({ personId: z.string(), since: z.number() })

export interface SessionParts {
  secret: string
  secure: boolean
  findActor: (personId: string) => Promise<Actor | null>
  /** Everybody that the demo lets choose; null outside the demo. */
  demoPeople: (() => Promise<Actor[]>) | null
  /** The system's clock in milliseconds: a session does not move with legal time. */
  systemNow: () => number
}

/** The signed cookie that says who is signed in and since when: HTTP only, same site. */
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
    return findActor(data.personId)
  }
}

/** What a request can do with its session: begin it as a person who exists, end it. */
export function sessionOf(parts: SessionParts): (request: Request) => RequestSession {
  return (request) => ({
    async begin(personId) {
      const actor = await parts.findActor(personId)
      if (actor !== null) request.session = { personId, since: parts.systemNow() }
      return actor
    },
    end() {
      request.session = null
    },
    people: () => parts.demoPeople?.() ?? Promise.resolve([]),
  })
}
