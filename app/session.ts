import cookieSession from 'cookie-session'
import express from 'express'
import type { Request, RequestHandler, Router } from 'express'
import { z } from 'zod'
import { BusinessError } from '../domain/shared/errors.ts'
import type { Actor } from '../use-cases/context.ts'

const TEN_HOURS_MS = 10 * 60 * 60 * 1000
const signIn = z.strictObject({ personId: z.string().max(40) })

export interface SessionParts {
  secret: string
  secure: boolean
  findActor: (personId: string) => Promise<Actor | null>
  /** Everybody that the demo lets choose; null outside the demo. */
  demoPeople: (() => Promise<Actor[]>) | null
}

/** The signed cookie that says who is signed in: HTTP only, same site, ten hours. */
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

/** The person of a request's session, or null. */
export function actorOf({ findActor }: SessionParts): (request: Request) => Promise<Actor | null> {
  return async (request) => {
    const personId: unknown = request.session?.['personId']
    return typeof personId === 'string' ? findActor(personId) : null
  }
}

/** Sign-in by choosing a person, in the demo only; sign-out; who am I. */
export function sessionRouter(parts: SessionParts): Router {
  const router = express.Router()
  router.get('/api/session', async (request, response) => {
    const actor = await actorOf(parts)(request)
    if (actor === null) throw new BusinessError('NOT_SIGNED_IN')
    response.json(actor)
  })
  router.delete('/api/session', (request, response) => {
    request.session = null
    response.status(204).end()
  })
  const { demoPeople } = parts
  if (demoPeople === null) return router
  router.get('/api/demo/people', async (_request, response) => {
    response.json(await demoPeople())
  })
  router.post('/api/session', express.json({ limit: '1kb' }), async (request, response) => {
    const parsed = signIn.safeParse(request.body)
    const actor = parsed.success ? await parts.findActor(parsed.data.personId) : null
    if (actor === null) throw new BusinessError('NOT_FOUND', { what: 'persona', id: '' })
    request.session = { personId: actor.personId }
    response.status(201).json(actor)
  })
  return router
}
