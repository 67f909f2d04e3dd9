import { z } from 'zod'
import { cutGrantUnansweredSchema } from '../domain/call/configuration.ts'
import { found } from '../domain/shared/errors.ts'
import { leadRequestKinds } from '../domain/evaluation/lead-request.ts'
import { leadRequestLifecycle } from '../domain/evaluation/lifecycle.ts'
import { ifRefusedSchema, reshapingOutcomeSchema } from '../domain/evaluation/reshaping.ts'
import { silences } from '../domain/evaluation/silence.ts'
import { instant } from './answers.ts'
import { ofApplication } from './application-files.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const leadRequest = z.object({
  id: z.string(),
  kind: z.enum(leadRequestKinds),
  status: leadRequestLifecycle.schema,
  items: z.array(z.string()),
  reasons: z.string(),
  askedAt: instant,
  receivedAt: instant.nullable(),
  dueAt: instant.nullable(),
  silence: z
    .enum(silences)
    .nullable()
    .describe(
      'Che nessuno risponda: AHEAD può ancora accadere, PASSED è accaduto, NONE non vale nulla; null dove c’è una risposta',
    ),
  unanswered: cutGrantUnansweredSchema.describe(
    'Come l’avviso prende il silenzio su un contributo ridotto (art. 8); a ogni altra richiesta senza risposta si decide su ciò che c’è',
  ),
  answer: z.object({ text: z.string(), sha256: z.string(), at: instant }).nullable(),
  files: z.array(z.object({ kind: z.string(), fileName: z.string(), sha256: z.string() })),
  reshaping: z
    .object({
      ifRefused: ifRefusedSchema,
      outcome: reshapingOutcomeSchema
        .nullable()
        .describe('Null finché l’ufficio non la esamina: non c’è un termine'),
      reasons: z.string().nullable(),
      examinedAt: instant.nullable(),
    })
    .nullable(),
})

/** What the office asked of leads, their answers, and what silence means (art. 8; L. 241/1990 art. 6, 10-bis). */
export const leadRequestRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/applications/{applicationId}/requests',
    summary: 'Ciò che è stato chiesto al capofila, con le risposte e ciò che vale il silenzio',
    tag: 'Valutazione e graduatoria',
    who: 'SIGNED_IN',
    ofOne: true,
    params: ofApplication,
    answer: z.array(leadRequest),
    async handle({ reads, actor, params }) {
      found('APPLICATION', params.applicationId, await reads.applications.seen(actor, params.applicationId))
      return reads.leadRequests.ofApplication(actor, params.applicationId)
    },
  }),
]
