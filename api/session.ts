import { z } from 'zod'
import { BusinessError } from '../domain/shared/errors.ts'
import { roles } from '../domain/shared/work-item-types.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Sessione'
const person = z.object({
  personId: z.string(),
  displayName: z.string(),
  roles: z.array(z.object({ role: z.enum(roles), bodyId: z.string().nullable() })),
})

/** Who is signed in, and signing out. */
export const sessionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/session',
    summary: 'Chi è collegato, con i suoi ruoli',
    tag,
    who: 'SIGNED_IN',
    answer: person,
    handle: ({ actor }) => Promise.resolve(actor),
  }),
  route({
    method: 'delete',
    path: '/api/session',
    summary: 'Esce',
    tag,
    who: 'ANYONE',
    answer: z.null(),
    status: 204,
    handle({ session }) {
      session.end()
      return Promise.resolve(null)
    },
  }),
]

/** Only in the demo: signing in by choosing a person. */
export const demoSessionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/demo/people',
    summary: 'Le persone fra cui scegliere (solo dimostrazione)',
    tag,
    who: 'ANYONE',
    answer: z.array(person),
    handle: ({ session }) => session.people(),
  }),
  route({
    method: 'post',
    path: '/api/session',
    summary: 'Entra come una persona: la risposta porta il cookie della sessione (solo dimostrazione)',
    tag,
    who: 'ANYONE',
    body: z.strictObject({ personId: z.string().max(40) }),
    answer: person,
    status: 201,
    async handle({ session, body }) {
      const actor = await session.begin(body.personId)
      if (actor === null) throw new BusinessError('NOT_FOUND', { what: 'persona', id: body.personId })
      return actor
    },
  }),
]
