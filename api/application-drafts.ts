import { z } from 'zod'
import { applicationDraftSchema } from '../domain/call/application.ts'
import { draftApplication } from '../use-cases/call/draft-application.ts'
import { discardApplicationDraft } from '../use-cases/call/discard-application-draft.ts'
import { redraftApplication } from '../use-cases/call/redraft-application.ts'
import { saveApplicationDraft, saveApplicationParts } from '../use-cases/call/save-application-draft.ts'
import { instant } from './answers.ts'
import { id, ofApplication, signedFormVoided, tag } from './application-files.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const draft = z.object({ id: z.string(), version: z.int() })
const saved = draft.extend({ signedFormVoided })

/** Applications while their leads write them: any part may be missing, until they are submitted (art. 10). */
export const applicationDraftRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/calls/{callId}/applications',
    decides: { nothing: 'the lead acts for its own alliance' },
    summary: 'Comincia una domanda, conservata come bozza con quello che c’è: anche {}',
    tag,
    who: ['ALLIANCE_LEAD'],
    limit: 'DRAFT',
    params: z.object({ callId: id }),
    body: applicationDraftSchema.partial(),
    answer: draft,
    status: 201,
    handle: ({ run, params, body }) => run(draftApplication, { callId: params.callId, content: body }),
  }),
  route({
    method: 'put',
    path: '/api/applications/{applicationId}',
    decides: { nothing: 'the lead acts for its own alliance' },
    summary: 'Salva di nuovo una bozza, anche con parti che mancano',
    tag,
    who: ['ALLIANCE_LEAD'],
    limit: 'DRAFT',
    versioned: 'REQUIRED',
    params: ofApplication,
    body: applicationDraftSchema,
    answer: saved,
    handle: ({ run, params, body, version }) =>
      run(saveApplicationDraft, { applicationId: params.applicationId, content: body, version }),
  }),
  route({
    method: 'put',
    path: '/api/applications/{applicationId}/parts',
    decides: { nothing: 'the lead acts for its own alliance' },
    summary: 'Salva alcune parti di una bozza, se sono ancora come erano state lette; le altre restano',
    tag,
    who: ['ALLIANCE_LEAD'],
    limit: 'DRAFT',
    params: ofApplication,
    body: applicationDraftSchema.partial().extend({
      readSha256: z
        .string()
        .max(64)
        .describe('Impronta delle stesse parti come erano state lette, in JSON canonico'),
    }),
    answer: saved,
    handle: ({ run, params, body: { readSha256, ...parts } }) =>
      run(saveApplicationParts, { ...params, parts, readSha256 }),
  }),
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/discard',
    decides: { nothing: 'the lead acts for its own alliance' },
    summary: 'Elimina una bozza con testi e file; ripetuta, dà la stessa risposta',
    tag,
    who: ['ALLIANCE_LEAD'],
    limit: 'DRAFT',
    params: ofApplication,
    body: z.strictObject({
      readSha256: z
        .string()
        .max(64)
        .optional()
        .describe('Impronta del contenuto come è stato letto: se ora è un altro, nulla si elimina'),
    }),
    answer: z.object({ applicationId: z.string(), discardedAt: instant }),
    handle: ({ run, params, body }) => run(discardApplicationDraft, { ...params, ...body }),
  }),
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/redraft',
    decides: { nothing: 'the lead acts for its own alliance' },
    summary: 'Comincia una nuova domanda con testi e allegati di una ritirata, prima della chiusura',
    tag,
    who: ['ALLIANCE_LEAD'],
    limit: 'DRAFT',
    params: ofApplication,
    answer: draft,
    status: 201,
    handle: ({ run, params, publicUrl }) =>
      run(redraftApplication, { ...params, link: `${publicUrl}/partnerships` }),
  }),
]
