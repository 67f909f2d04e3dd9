import { z } from 'zod'
import { found } from '../domain/shared/errors.ts'
import { historyKindSchema } from '../domain/call/history.ts'
import { applicationLifecycle } from '../domain/call/lifecycle.ts'
import { partnerStandingSchema } from '../domain/call/confirmation.ts'
import { applicationDraftSchema, applicationSchema } from '../domain/call/application.ts'
import { ifRefusedSchema, reshapingOutcomeSchema } from '../domain/evaluation/reshaping.ts'
import { submitApplication } from '../use-cases/call/submit-application.ts'
import { withdrawApplication } from '../use-cases/call/withdraw-application.ts'
import { instant } from './answers.ts'
import { applicationFileRoutes, attached, id, ofApplication, tag } from './application-files.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import { officer } from './officers.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const ofCall = z.object({ callId: id })
const statuses = applicationLifecycle.schema

/** By what a call's applications are filtered. */
export const applicationFilters = { status: statuses, text: textFilter }

const receipt = z.object({
  applicationId: z.string(),
  code: z.string(),
  receiptNumber: z.string(),
  arrivedAt: instant.describe('Quando la richiesta di presentarla è arrivata intera'),
  contentSha256: z.string().describe('Impronta di avviso, contenuto e allegati in JSON canonico'),
  attachments: z.array(z.object({ kind: z.string(), sha256: z.string() })),
})
const withdrawal = z.object({
  applicationId: z.string(),
  code: z.string(),
  receiptNumber: z.string().describe('Numero della ricevuta di presentazione'),
  withdrawnAt: instant,
})
const line = z.object({
  id: z.string(),
  code: z.string().nullable().describe('Dato con la ricevuta: una bozza non ne ha'),
  title: z.string(),
  leadName: z.string(),
  status: statuses,
  totalCostCents: z.int(),
  requestedCents: z.int(),
  arrivedAt: instant.nullable(),
})
const detail = line.omit({ leadName: true }).extend({
  callId: z.string(),
  areaId: z.string(),
  summary: z.string(),
  leadBodyId: z.string(),
  content: applicationDraftSchema.describe('Di una bozza manca ciò che è null o vuoto'),
  contentSha256: z.string(),
  submittedBy: z.string(),
  draftedAt: instant,
  version: z.int().describe('Di una bozza: quante volte è stata scritta'),
  receiptNumber: z.string().nullable(),
  withdrawnAt: instant.nullable(),
  alliance: z.array(
    z.object({
      bodyId: z.string(),
      name: z.string(),
      taxCode: z.string(),
      kind: z.string(),
      size: z.string().nullable(),
      role: z.string(),
      contribution: z.string(),
    }),
  ),
  partners: z
    .array(
      z.object({
        code: z.string(),
        name: z.string().nullable(),
        role: z.string().nullable(),
        contribution: z.string().nullable(),
        standing: partnerStandingSchema,
        confirmed: z.boolean(),
        invitation: z.object({ invitedAt: instant, people: z.int() }).nullable(),
        letter: attached.extend({ fileName: z.string(), uploadedAt: instant }).nullable(),
      }),
    )
    .describe('Gli enti come la domanda li indica, e che cosa c’è della loro conferma (art. 9)'),
  attachments: z.array(
    attached.extend({ kind: z.string(), fileName: z.string(), mediaType: z.string(), uploadedAt: instant }),
  ),
  replaced: z
    .array(
      attached.extend({
        ...{ kind: z.string(), fileName: z.string(), uploadedAt: instant, uploadedBy: z.string() },
        ...{ replacedAt: instant, replacedBy: z.string() },
      }),
    )
    .describe(
      'Di una bozza, gli allegati sostituiti: chi, quando, impronta. Con la presentazione non ci sono più',
    ),
  writtenBy: z.string().nullable().describe('Chi ha scritto per ultimo la bozza; poi, chi l’ha presentata'),
  history: z
    .array(
      z.object({
        kind: historyKindSchema,
        at: instant.nullable(),
        on: z.string().nullable().describe('Il giorno, dove l’ora non si conosce'),
        code: z.string().nullable().describe('L’esito in graduatoria, o della Regione'),
      }),
    )
    .describe('Che cosa è successo alla domanda, in ordine, per quanto chi legge può saperne (art. 5)'),
  reasons: z.array(
    z.object({ code: z.string(), severity: z.enum(['BLOCKING', 'CURABLE']), message: z.string() }),
  ),
  decision: z.object({ outcome: statuses, reasons: z.string(), decidedAt: instant }).nullable(),
  reshaping: z
    .object({
      requestId: z.string(),
      content: applicationSchema.pick({
        budgetLines: true,
        totalCostCents: true,
        requestedGrantCents: true,
        cofinancing: true,
      }),
      contentSha256: z.string(),
      ifRefused: ifRefusedSchema,
      outcome: reshapingOutcomeSchema.nullable().describe('Null finché non è esaminata'),
      reasons: z.string().nullable(),
      examinedAt: instant.nullable(),
    })
    .nullable()
    .describe(
      'Come il capofila la rimodula a un contributo ridotto: approvata, vale per il Piano e i rendiconti (art. 8)',
    ),
  officer,
})

/** Applications, for their leads and for those who examine them. */
export const callRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/calls/{callId}/applications',
    summary: 'Le domande di un avviso che chi è collegato può vedere',
    tag,
    who: 'SIGNED_IN',
    params: ofCall,
    query: listQuery(applicationFilters),
    answer: pageAnswer(line),
    handle: ({ reads, actor, params, query }) => reads.applications.ofCall(actor, params.callId, query),
  }),
  route({
    method: 'get',
    path: '/api/applications/{applicationId}',
    summary: 'Una domanda con alleanza, allegati e istruttoria',
    tag,
    who: 'SIGNED_IN',
    params: ofApplication,
    answer: detail,
    handle: async ({ reads, actor, params }) =>
      found('APPLICATION', params.applicationId, await reads.applications.find(actor, params.applicationId)),
  }),
  ...applicationFileRoutes,
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/submit',
    decides: { nothing: 'the lead acts for its own alliance' },
    summary: 'Presenta la domanda e ne dà la ricevuta; ripetuta, dà la stessa ricevuta',
    tag,
    who: ['ALLIANCE_LEAD'],
    params: ofApplication,
    body: z.strictObject({
      signatory: id.optional().describe('Chi firma per il capofila; di norma chi la presenta'),
      reviewedSha256: z
        .string()
        .max(64)
        .optional()
        .describe(
          'Impronta di avviso, contenuto e allegati come sono stati riletti: se ora sono altri, nulla si presenta',
        ),
    }),
    answer: receipt,
    handle: ({ run, params, body }) => run(submitApplication, { ...params, ...body }),
  }),
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/withdraw',
    decides: { nothing: 'the lead acts for its own alliance' },
    summary: 'Ritira una domanda presentata, fino alla chiusura; ripetuta, dà la stessa risposta',
    tag,
    who: ['ALLIANCE_LEAD'],
    params: ofApplication,
    answer: withdrawal,
    handle: ({ run, params }) => run(withdrawApplication, params),
  }),
]
