import { z } from 'zod'
import { APPLICATION_FORMATS } from '../domain/call/application.ts'
import { partnerStandingSchema } from '../domain/call/confirmation.ts'
import { found } from '../domain/shared/errors.ts'
import { attachPartnerLetter } from '../use-cases/call/attach-partner-letter.ts'
import { invitePartners } from '../use-cases/call/invite-partners.ts'
import { confirmPartnership } from '../use-cases/call/confirm-partnership.ts'
import { readPartnerLetter } from '../use-cases/call/read-partner-letter.ts'
import { disposition, shownAs } from './application-files.ts'
import { fileContent, instant } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Partenariati'
const id = z.string().max(40)
const ofApplication = z.object({ applicationId: id })
const ofPartner = ofApplication.extend({ partnerCode: z.string().max(40) })
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'Manca l’impronta di ruolo e apporto: ricarica la pagina.')

/** By what the partnerships of a body are filtered. */
export const partnershipFilters = { text: textFilter }

const partnership = z.object({
  applicationId: z.string(),
  callId: z.string(),
  callTitle: z.string(),
  closesAt: instant,
  leadName: z.string(),
  title: z.string(),
  role: z.enum(['PARTNER', 'ADHERENT']),
  contribution: z.string(),
  partSha256: z.string().describe('Impronta di ruolo e apporto: quello che si conferma'),
  standing: partnerStandingSchema,
  confirmed: z.boolean(),
})

/** Partners confirm their part in an alliance, each by itself, or by its letter (art. 9). */
export const partnershipRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/my-partnerships',
    summary: 'Le domande in cui il proprio ente è indicato come partner, finché può confermare',
    tag,
    who: ['NETWORK_MEMBER', 'ALLIANCE_LEAD'],
    query: listQuery(partnershipFilters),
    answer: pageAnswer(partnership),
    handle: ({ reads, actor, query }) => reads.partnerships.own(actor, query),
  }),
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/confirmation',
    decides: { nothing: 'a body says of itself that it takes part' },
    summary: 'Conferma il ruolo e l’apporto del proprio ente in una domanda, fino alla chiusura (art. 9)',
    tag,
    who: ['NETWORK_MEMBER', 'ALLIANCE_LEAD'],
    params: ofApplication,
    body: z.strictObject({
      partSha256: hash,
      signatory: id.optional().describe('Chi firma per l’ente; di norma chi conferma'),
    }),
    answer: z.object({ confirmedAt: instant }),
    handle: ({ run, params, body }) => run(confirmPartnership, { ...params, ...body }),
  }),
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/invitations',
    decides: { nothing: 'the lead acts for its own alliance' },
    summary:
      'Invita per posta i partner che non hanno confermato: chi agisce per loro in Concilia; per lo stesso ruolo e apporto, una volta al giorno',
    tag,
    who: ['ALLIANCE_LEAD'],
    limit: 'DRAFT',
    params: ofApplication,
    answer: z.object({
      invited: z.int().describe('A quanti enti si è scritto'),
      unreachable: z.int().describe('Quanti enti non hanno nessuno con accesso: per loro serve la lettera'),
    }),
    handle: ({ run, params, publicUrl }) =>
      run(invitePartners, { ...params, link: `${publicUrl}/partnerships` }),
  }),
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/letters/{partnerCode}',
    decides: { nothing: 'the lead acts for its own alliance' },
    summary: 'Carica la lettera firmata di un partner (multipart, campo file, PDF o P7M fino a 20 MB)',
    tag,
    who: ['ALLIANCE_LEAD'],
    params: ofPartner,
    upload: true,
    admit: async ({ reads, actor, params }) =>
      found('APPLICATION', params.applicationId, await reads.applications.seen(actor, params.applicationId)),
    accepts: () => Promise.resolve(APPLICATION_FORMATS),
    answer: z.object({
      sha256: z.string(),
      signature: z.enum(['NONE', 'UNVERIFIED']),
      standing: partnerStandingSchema,
      confirmed: z.boolean(),
    }),
    status: 201,
    handle: ({ run, params, body, publicUrl }) =>
      run(attachPartnerLetter, { ...params, file: body, link: `${publicUrl}/partnerships` }),
  }),
  route({
    method: 'get',
    path: '/api/applications/{applicationId}/letters/{partnerCode}',
    summary: 'Scarica la lettera di un partner',
    tag,
    who: 'SIGNED_IN',
    params: ofPartner,
    query: z.strictObject({ disposition }),
    answer: fileContent,
    files: ['application/pdf', 'application/pkcs7-mime'],
    handle: async ({ look, params, query }) =>
      shownAs(await look(readPartnerLetter, params), query.disposition),
  }),
]
