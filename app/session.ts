import { parseCookie } from 'cookie'
import type { CookieOptions, Request, Response } from 'express'
import { z } from 'zod'
import type { DemoPerson, Receipt, RequestSession } from '../api/route.ts'
import { createSessionStore, isStale, signedInBy } from '../db/network/session-store.ts'
import type { SignedIn } from '../db/network/session-store.ts'
import { askBeside } from '../db/platform/viewer.ts'
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
  /** What was last said of a session, by the hash of its token. */
  remembered: Map<string, string>
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
    remembered: new Map(),
    cookie: ownCookie('concilia', parts.secure),
    leaving: ownCookie('concilia-leaving', parts.secure),
    receipt: ownCookie('concilia-receipt', parts.secure),
  }
  return {
    actorOf: (request: Request) => actorOf(step, request),
    /** The same for a page, with what its frame shows. */
    signedIn: (request: Request) => signedIn(step, request),
    reading: reading(step),
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

/* Of the last to come: whoever is forgotten is asked about first. */
const MOST_REMEMBERED = 1_000

async function asked({ stores, today, remembered }: Doorstep, hash: string): Promise<SignedIn | null> {
  const said = await stores.sessions.said(hash, today())
  if (isStale(said)) await stores.sessions.seen(hash)
  const found = signedInBy(said)
  remembered.delete(hash)
  if (found !== null) remembered.set(hash, said)
  const [eldest] = remembered.keys()
  if (remembered.size > MOST_REMEMBERED && eldest !== undefined) remembered.delete(eldest)
  return found
}

async function signedIn(step: Doorstep, request: Pick<Request, 'headers'>): Promise<SignedIn | null> {
  const token = step.cookie.read(request)
  return token === null ? null : asked(step, tokenHash(token))
}

const actorOf = async (step: Doorstep, request: Request): Promise<Actor | null> =>
  (await signedIn(step, request))?.actor ?? null

const askedFirst = (): Promise<void> => Promise.resolve()

/** Prepares an answer that only reads, for whoever is signed in. Who that is at the last request is taken to be so at this one, and
 * asked together with the first read: where the database says otherwise nothing that was prepared is given, and it is prepared
 * anew. What an answer notes, it notes once that is `sure`. */
function reading(step: Doorstep) {
  return async <T>(
    request: Pick<Request, 'headers'>,
    prepare: (signedIn: SignedIn | null, sure: () => Promise<void>) => Promise<T>,
  ): Promise<T> => {
    const token = step.cookie.read(request)
    const hash = token === null ? '' : tokenHash(token)
    const said = step.remembered.get(hash)
    const taken = said === undefined ? null : signedInBy(said)
    if (said === undefined || taken === null) return prepare(await signedIn(step, request), askedFirst)
    const isStill = stillSaid(step, { hash, said }, taken.actor)
    const sure = async (): Promise<void> => {
      if (!(await isStill())) throw anotherIsSignedIn()
    }
    const [prepared] = await Promise.allSettled([prepare(taken, sure)])
    if (!(await isStill())) return prepare(await signedIn(step, request), askedFirst)
    if (prepared.status === 'rejected') throw prepared.reason
    return prepared.value
  }
}

/* Told to nobody: the answer is prepared anew. */
const anotherIsSignedIn = (): Error => new Error('who is signed in is not who it was taken for')

/* Asks with the first read of the actor whether the same is said of the session still, or when it is asked where nothing was read. */
function stillSaid(
  { stores, today }: Doorstep,
  { hash, said }: { hash: string; said: string },
  actor: SignedIn['actor'],
): () => Promise<boolean> {
  let answer: Promise<string> | undefined
  askBeside(actor, async (tx) => {
    answer = createSessionStore(tx).said(hash, today())
    if ((await answer) !== said) throw anotherIsSignedIn()
  })
  return async () => (await (answer ??= stores.sessions.said(hash, today()))) === said
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
