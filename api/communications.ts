import { z } from 'zod'
import {
  communicationKinds,
  receiptEffects,
  receiptKinds,
  receiptSources,
} from '../domain/evaluation/delivery.ts'
import { found, notFound } from '../domain/shared/errors.ts'
import { localDateSchema, localHourSchema } from '../domain/shared/local-date.ts'
import { plainText } from '../domain/shared/text.ts'
import { RECORDING_OFFICES } from '../procedures/evaluation/communication-to-record.ts'
import { attachDeliveryProof, PROOF_FORMATS } from '../use-cases/evaluation/attach-delivery-proof.ts'
import { recordPecReceipt, RECEIPT_FORMATS } from '../use-cases/evaluation/record-pec-receipt.ts'
import { resendOutcome } from '../use-cases/evaluation/resend-outcome.ts'
import { tellDelivery } from '../use-cases/evaluation/tell-delivery.ts'
import { instant } from './answers.ts'
import { id, ofApplication } from './application-files.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Valutazione e graduatoria'
const office = RECORDING_OFFICES
const ofCommunication = ofApplication.extend({ communicationId: id })

const receipt = z.object({
  id: z.string(),
  kind: z.enum(receiptKinds),
  source: z.enum(receiptSources).describe('PROVIDER: dal file del gestore, la cui firma non è verificata'),
  at: instant.describe('L’istante che la ricevuta dice'),
  provider: z.string().nullable(),
  identifier: z.string().nullable(),
  reason: z.string().nullable(),
  recordedByName: z.string(),
  recordedAt: instant,
  counts: z.boolean().describe('È quella da cui dipende la consegna'),
  files: z.array(z.object({ id: z.string(), fileName: z.string(), sha256: z.string() })),
})
const communication = z.object({
  id: z.string().describe('Con @concilia è il Message-ID del messaggio'),
  kind: z.enum(communicationKinds),
  requestId: z.string().nullable(),
  address: z.string().nullable().describe('L’indirizzo che conta, del capofila'),
  writtenAt: instant,
  takenAt: instant.nullable().describe('Quando l’ha preso in carico il server di posta'),
  deliveredAt: instant.nullable(),
  proof: z.enum(['RECEIPT', 'SERVER']).nullable(),
  isUndelivered: z.boolean(),
  appeal: z
    .object({ court: instant, headOfState: instant })
    .nullable()
    .describe('Di un esito: ultimo istante per ricorrere al TAR, e al Presidente della Repubblica'),
  receipts: z.array(receipt),
})
const recorded = z.object({ receiptId: z.string(), effect: z.enum(receiptEffects) })

/** By what the outcomes whose delivery is not proved are filtered. */
export const unprovedFilters = { text: textFilter }

const unproved = z.object({
  id: z.string().describe('Della comunicazione'),
  applicationId: z.string(),
  code: z.string(),
  title: z.string(),
  leadName: z.string(),
  address: z.string().nullable(),
  writtenAt: instant,
  takenAt: instant.nullable(),
  failedAt: instant.nullable().describe('Quando non è stato consegnato, per la ricevuta che fa fede'),
  days: z.int().describe('Da quanti giorni aspetta'),
})

/** What leads are written and counts from its delivery, and the receipts of it (L. 241/1990 art. 6, 10-bis; DPR 68/2005). */
export const communicationRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/applications/{applicationId}/communications',
    summary: 'Le comunicazioni al capofila con le ricevute PEC e i termini che ne corrono',
    tag,
    who: 'SIGNED_IN',
    ofOne: true,
    params: ofApplication,
    answer: z.array(communication),
    async handle({ reads, actor, params }) {
      found('APPLICATION', params.applicationId, await reads.applications.seen(actor, params.applicationId))
      return reads.communications.ofApplication(actor, params.applicationId)
    },
  }),
  route({
    method: 'get',
    path: '/api/calls/{callId}/unproved-outcomes',
    summary:
      'Di ogni domanda l’ultima comunicazione dell’esito, se nessuna ricevuta ne prova la consegna: prima chi aspetta da più giorni',
    tag,
    who: office,
    params: z.object({ callId: id }),
    query: listQuery(unprovedFilters),
    answer: pageAnswer(unproved),
    async handle({ reads, actor, today, params: { callId }, query }) {
      if (!(await reads.calls.isPublished(actor, callId))) throw notFound('CALL', callId)
      return reads.communications.unprovedOutcomes(actor, callId, { ...query, on: today })
    },
  }),
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/communications/{communicationId}/receipts',
    decides: ({ params }) => ({ matter: 'EVALUATION', subjectId: params.applicationId }),
    summary:
      'Carica una ricevuta PEC del gestore (multipart, campo file, .eml o daticert.xml fino a 20 MB): si confronta con ciò che è stato inviato',
    tag,
    who: office,
    params: ofCommunication,
    upload: true,
    admit: async ({ reads, actor, params }) =>
      found('APPLICATION', params.applicationId, await reads.applications.seen(actor, params.applicationId)),
    accepts: () => Promise.resolve(RECEIPT_FORMATS),
    answer: recorded,
    status: 201,
    handle: ({ run, params, body }) => run(recordPecReceipt, { ...params, file: body }),
  }),
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/communications/{communicationId}/deliveries',
    decides: ({ params }) => ({ matter: 'EVALUATION', subjectId: params.applicationId }),
    summary: 'Registra a mano la consegna di una comunicazione, o che non c’è stata, con il motivo',
    tag,
    who: office,
    params: ofCommunication,
    body: z.strictObject({
      kind: z.enum(receiptKinds, 'Scegli che cosa è successo.'),
      on: localDateSchema,
      time: localHourSchema,
      reason: plainText({ max: 2000, multiline: true }),
    }),
    answer: recorded,
    status: 201,
    handle: ({ run, params, body }) => run(tellDelivery, { ...body, ...params }),
  }),
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/receipts/{receiptId}/proof',
    decides: ({ params }) => ({ matter: 'EVALUATION', subjectId: params.applicationId }),
    summary: 'Carica la prova di ciò che è stato registrato a mano (multipart, campo file, fino a 20 MB)',
    tag,
    who: office,
    params: ofApplication.extend({ receiptId: id }),
    upload: true,
    admit: async ({ reads, actor, params }) =>
      found('APPLICATION', params.applicationId, await reads.applications.seen(actor, params.applicationId)),
    accepts: () => Promise.resolve(PROOF_FORMATS),
    answer: z.object({ documentId: z.string() }),
    status: 201,
    handle: ({ run, params, body }) => run(attachDeliveryProof, { ...params, file: body }),
  }),
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/communications/{communicationId}/resend',
    decides: ({ params }) => ({ matter: 'EVALUATION', subjectId: params.applicationId }),
    summary: 'Invia di nuovo l’esito che non è stato consegnato, all’indirizzo che il registro ha ora',
    tag,
    who: office,
    params: ofCommunication,
    answer: z.object({ communicationId: z.string() }),
    status: 201,
    handle: ({ run, params }) => run(resendOutcome, params),
  }),
]
