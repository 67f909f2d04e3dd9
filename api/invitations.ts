import { z } from 'zod'
import { newToken, tokenHash } from '../domain/shared/token.ts'
import { personSchema } from '../domain/network/person.ts'
import { taxCodeSchema } from '../domain/shared/codes.ts'
import { plainText } from '../domain/shared/text.ts'
import { endSessions } from '../use-cases/network/end-sessions.ts'
import { invitePerson } from '../use-cases/network/invite-person.ts'
import { revokeInvitation } from '../use-cases/network/revoke-invitation.ts'
import { day } from './answers.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Persone'
const id = z.string().max(40)
const role = z.enum(['ALLIANCE_LEAD', 'NETWORK_MEMBER'])
const reason = plainText({ max: 1000 })
const email = z.email('Indirizzo di posta non valido.').max(254)
const open = z.object({
  id: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  email: z.string(),
  bodyId: z.string(),
  bodyName: z.string(),
  role,
  expiresOn: day,
})

/** Who is let in: invitations, and sessions that are ended from elsewhere. */
export const invitationRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/invitations',
    summary: 'Gli inviti aperti, dal più recente: cento al massimo',
    tag,
    who: ['PROCESS_OWNER'],
    answer: z.array(open),
    handle: async ({ reads, actor }) =>
      (await reads.network.invitations(actor)).map(({ person, ...one }) => ({
        ...one,
        ...person,
        id: one.id,
      })),
  }),
  route({
    method: 'post',
    path: '/api/invitations',
    decides: { nothing: 'who somebody is: what it ties is shown before it is saved, and closed at once' },
    summary:
      'Invita per posta una persona ad agire per un ente, con un collegamento che vale una volta (art. 8)',
    tag,
    who: ['PROCESS_OWNER'],
    body: z.strictObject({
      person: personSchema({ email }),
      body: taxCodeSchema.describe('Codice fiscale dell’ente, o la sua partita IVA'),
      role,
      signatory: z.boolean(),
      act: plainText({ max: 300 }),
      days: z.int().min(1).max(60),
    }),
    answer: z.object({ id: z.string(), expiresOn: day }),
    status: 201,
    handle({ run, body, publicUrl }) {
      const secret = newToken()
      return run(invitePerson, {
        ...body,
        token: tokenHash(secret),
        link: `${publicUrl}/invitations/${secret}`,
      })
    },
  }),
  route({
    method: 'post',
    path: '/api/invitations/{id}/revoke',
    decides: { nothing: 'who somebody is: what it ties is shown before it is saved, and closed at once' },
    summary: 'Revoca un invito aperto: il suo collegamento non vale più',
    tag,
    who: ['PROCESS_OWNER'],
    params: z.object({ id }),
    body: z.strictObject({ reason }),
    answer: z.null(),
    status: 204,
    handle: ({ run, params, body }) => run(revokeInvitation, { ...params, ...body }),
  }),
  route({
    method: 'post',
    path: '/api/people/{personId}/sessions/end',
    decides: { inside: 'of oneself in whatever function, of others by the process owner' },
    summary:
      'Fa uscire una persona ovunque sia entrata: sé stessi, o chiunque, con un motivo, per il responsabile del procedimento',
    tag,
    who: 'SIGNED_IN',
    params: z.object({ personId: id }),
    body: z.strictObject({ reason: reason.nullable() }),
    answer: z.object({ ended: z.int() }),
    handle: ({ run, params, body }) => run(endSessions, { ...params, ...body }),
  }),
]
