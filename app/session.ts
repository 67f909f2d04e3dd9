import { parseCookie } from 'cookie'
import type { CookieOptions, Request, Response } from 'express'
import { z } from 'zod'
import type { DemoPerson, Receipt, RequestSession } from '../api/route.ts'
import type { SignedIn } from '../db/network/session-store.ts'
import type { Stores } from '../db/stores.ts'
import type { LocalDate } from '../domain/shared/local-date.ts'
import { newToken, tokenHash } from '../domain/shared/token.ts'
import type { Actor } from '../procedures/context.ts'

export interface SessionParts {
  stores: Pick<Stores, 'sessions' | 'network' | 'heldForms'>
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

/** Over https its name says so, and a browser then takes it from this host alone. */
export function ownCookie(name: string, secure: boolean): OwnCookie {
  const fullName = secure ? `__Host-${name}` : name
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' }
  return {
    read: ({ headers }) => parseCookie(headers.cookie ?? '')[fullName] ?? null,
    write: (response, value) => void response.cookie(fullName, value, options),
    drop: (response) => void response.clearCookie(fullName, options),
  }
}

const receiptSchema = z.object({
  text: z.string(),
  link: z.object({ href: z.string().startsWith('/'), text: z.string() }).nullable(),
})

/* What a form leaves for the next page; what the browser brings otherwise is none. */
function receiptIn(text: string | null): Receipt | null {
  try {
    return receiptSchema.safeParse(JSON.parse(text ?? 'null')).data ?? null
  } catch {
    return null
  }
}

const receiptsIn = (left: OwnCookie, request: Request, response: Response) => ({
  leaveReceipt: (receipt: Receipt) => left.write(response, JSON.stringify(receipt)),
  takeReceipt() {
    const text = left.read(request)
    if (text !== null) left.drop(response)
    return receiptIn(text)
  },
})

interface Doorstep extends SessionParts {
  cookie: OwnCookie
  /** Kept for a moment after the sign-out, by who has yet to sign out at the provider. */
  leaving: OwnCookie
  /** What a form has left for the next page. */
  receipt: OwnCookie
}

/** Who is signed in at a request, and what a request can do with its session. */
export function createSessions(parts: SessionParts) {
  const step: Doorstep = {
    ...parts,
    cookie: ownCookie('concilia', parts.secure),
    leaving: ownCookie('concilia-leaving', parts.secure),
    receipt: ownCookie('concilia-receipt', parts.secure),
  }
  return {
    actorOf: (request: Request) => actorOf(step, request),
    /** The same for a page, with what its frame shows. */
    signedIn: async (request: Request): Promise<SignedIn | null> => {
      const token = step.cookie.read(request)
      return token === null ? null : step.stores.sessions.signedIn(tokenHash(token), step.today())
    },
    sessionOf: (request: Request, response: Response) => sessionOf(step, request, response),
    /** By what the database knows the session of a request; null where there is none. */
    markOf: (request: Request): string | null => {
      const token = step.cookie.read(request)
      return token === null ? null : tokenHash(token)
    },
    /** What the provider told of who has just signed out, once. */
    takeIdToken: async (request: Request, response: Response): Promise<string | null> => {
      const token = step.leaving.read(request)
      step.leaving.drop(response)
      return token === null ? null : step.stores.sessions.takeIdToken(tokenHash(token))
    },
  }
}
export type Sessions = ReturnType<typeof createSessions>

async function actorOf({ cookie, stores, today }: Doorstep, request: Request): Promise<Actor | null> {
  const token = cookie.read(request)
  return token === null ? null : stores.sessions.actorOf(tokenHash(token), today())
}

function sessionOf(step: Doorstep, request: Request, response: Response): RequestSession {
  const { cookie, leaving, today, demoPeople } = step
  const { sessions, network } = step.stores
  return {
    async begin({ accountId, functionId, idToken = null }) {
      const personId = await network.personOf(accountId)
      const actor = personId && (await network.actorOf(personId, today(), functionId))
      if (!actor) return null
      const before = cookie.read(request)
      if (before !== null) await sessions.end(tokenHash(before))
      const token = newToken()
      await sessions.begin({ token: tokenHash(token), accountId, functionId: actor.functionId, idToken })
      cookie.write(response, token)
      return actor
    },
    async actIn(functionId) {
      const token = cookie.read(request)
      const actor = await actorOf(step, request)
      if (token === null || actor === null) return null
      const own = await network.functionsOf(actor.personId, today())
      if (!own.some((one) => one.functionId === functionId)) return null
      await sessions.actIn(tokenHash(token), functionId)
      return actorOf(step, request)
    },
    async end() {
      const token = cookie.read(request)
      cookie.drop(response)
      if (token !== null && (await sessions.end(tokenHash(token)))) leaving.write(response, token)
    },
    ...receiptsIn(step.receipt, request, response),
    people: () => demoPeople?.() ?? Promise.resolve([]),
  }
}
