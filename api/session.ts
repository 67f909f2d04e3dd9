import { z } from 'zod'
import { found } from '../domain/shared/errors.ts'
import { roles } from '../domain/shared/roles.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Sessione'
const person = z.object({
  personId: z.string(),
  displayName: z.string(),
  functionId: z.string(),
  role: z.enum(roles),
  bodyId: z.string().nullable(),
})
const id = z.string().max(40)

/** Who is signed in, and signing out. */
export const sessionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/session',
    summary: 'Chi è collegato, e in quale funzione opera',
    tag,
    who: 'SIGNED_IN',
    answer: person,
    handle: ({ actor }) => Promise.resolve(actor),
  }),
  route({
    method: 'put',
    path: '/api/session',
    decides: { oneself: 'who is signed in, and in which function' },
    summary: 'Sceglie un’altra delle proprie funzioni: da qui in poi si opera in quella',
    tag,
    who: 'SIGNED_IN',
    body: z.strictObject({ functionId: id }),
    answer: person,
    async handle({ session, body: { functionId } }) {
      return found('FUNCTION', functionId, await session.actIn(functionId))
    },
  }),
  route({
    method: 'delete',
    path: '/api/session',
    decides: { oneself: 'who is signed in, and in which function' },
    summary: 'Esce',
    tag,
    who: 'ANYONE',
    answer: z.null(),
    status: 204,
    async handle({ session }) {
      await session.end()
      return null
    },
  }),
]

/** Only in the demo: signing in by choosing a person. */
export const demoSessionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/demo/people',
    summary: 'Le persone fra cui scegliere, una volta per ogni funzione (solo dimostrazione)',
    tag,
    who: 'ANYONE',
    answer: z.array(person.extend({ accountId: z.string() })),
    handle: ({ session }) => session.people(),
  }),
  route({
    method: 'post',
    path: '/api/session',
    decides: { oneself: 'who is signed in, and in which function' },
    summary:
      'Entra con un account, nella funzione detta o nella prima: la risposta porta il cookie della sessione (solo dimostrazione)',
    tag,
    who: 'ANYONE',
    limit: 'SIGN_IN',
    body: z.strictObject({ accountId: id, functionId: id.nullable().default(null) }),
    answer: person,
    status: 201,
    async handle({ session, body }) {
      return found('ACCOUNT', body.accountId, await session.begin(body))
    },
  }),
]
