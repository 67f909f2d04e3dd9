import { z } from 'zod'
import { rankingCorrectionLifecycle } from '../domain/evaluation/lifecycle.ts'
import { correctedDatumNameSchema, rankingCorrectionKindSchema } from '../domain/evaluation/ranking-input.ts'
import { localDateSchema } from '../domain/shared/local-date.ts'
import { centsSchema } from '../domain/shared/money.ts'
import { plainText } from '../domain/shared/text.ts'
import { proposeRankingCorrection } from '../use-cases/evaluation/propose-ranking-correction.ts'
import { withdrawRankingCorrection } from '../use-cases/evaluation/withdraw-ranking-correction.ts'
import { day, instant } from './answers.ts'
import { listQuery, pageAnswer } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Valutazione e graduatoria'
const ofCall = z.object({ callId: z.string().max(40) })

/** The most characters of each text of a correction. */
export const CORRECTION_LENGTH = 2000

const said = plainText({ max: CORRECTION_LENGTH, multiline: true })
const named = z.object({ type: z.string(), number: z.string(), organ: z.string(), adoptedOn: day }).nullable()

const correction = z.object({
  id: z.string(),
  status: rankingCorrectionLifecycle.schema,
  kind: rankingCorrectionKindSchema,
  code: z.string(),
  title: z.string(),
  datum: correctedDatumNameSchema,
  rankedCostCents: z.int(),
  eligibleCostCents: z.int().nullable().describe('Null dove non è più ammessa'),
  rule: z.string(),
  wrong: z.string(),
  interest: z.string(),
  observations: z.string().nullable(),
  heardUntil: day,
  proposedAt: instant,
  withdrawalReason: z.string().nullable(),
  rankingId: z.string().describe('La graduatoria che corregge'),
  sealSha256: z.string().describe('Impronta del suo file sigillato'),
  annulledAct: named.describe('L’atto che la approvava'),
  act: named.describe('L’atto con cui la rettifica è in vigore'),
})

/** Corrections of adopted rankings: annulled of the body's own motion, or mended of a material error (L. 241/1990 art. 21-nonies). */
export const rankingCorrectionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/calls/{callId}/ranking/corrections',
    summary:
      'Annullamenti e rettifiche della graduatoria, con gli atti; a chi ne è responsabile anche quelli in corso',
    tag,
    who: 'ANYONE',
    params: ofCall,
    query: listQuery({}),
    answer: pageAnswer(correction),
    handle: ({ reads, actor, params: { callId }, query }) =>
      reads.rankingCorrections.ofCall(actor, callId, query),
  }),
  route({
    method: 'post',
    path: '/api/calls/{callId}/ranking/corrections',
    decides: ({ params }) => ({ matter: 'EVALUATION', subjectId: params.callId }),
    summary:
      'Avvia l’annullamento d’ufficio di una graduatoria adottata, o la rettifica di un suo errore materiale: gli interessati sono avvisati; vale dall’atto',
    tag,
    who: ['PROCESS_OWNER'],
    params: ofCall,
    body: z.strictObject({
      kind: rankingCorrectionKindSchema,
      application: plainText({ max: 40 }).describe('Identificativo o codice della domanda'),
      datum: correctedDatumNameSchema.describe('Che cosa era sbagliato'),
      eligibleCostCents: centsSchema.optional().describe('Il costo giusto, se è quello'),
      rule: said.describe('La regola violata, o che l’errore tocca'),
      wrong: said.describe('Che cosa non va: si pubblica con il nuovo atto'),
      interest: said.describe('L’interesse pubblico, e gli interessi di chi è in graduatoria'),
      heardUntil: localDateSchema.describe('Fino a quando gli interessati presentano osservazioni'),
      annullableUntil: localDateSchema
        .optional()
        .describe('L’ultimo giorno utile per annullare; non per un errore materiale'),
    }),
    answer: z.object({ rankingCorrectionId: z.string() }),
    status: 201,
    handle: ({ run, params, body: { eligibleCostCents = null, annullableUntil = null, ...body } }) =>
      run(proposeRankingCorrection, { ...params, ...body, eligibleCostCents, annullableUntil }),
  }),
  route({
    method: 'post',
    path: '/api/calls/{callId}/ranking/corrections/{rankingCorrectionId}/withdraw',
    decides: ({ params }) => ({ matter: 'EVALUATION', subjectId: params.callId }),
    summary: 'Ritira, con il motivo, una rettifica prima che il suo atto sia adottato',
    tag,
    who: ['PROCESS_OWNER'],
    params: ofCall.extend({ rankingCorrectionId: z.string().max(40) }),
    body: z.strictObject({ reason: plainText({ max: 1000, multiline: true }) }),
    answer: z.null(),
    status: 204,
    handle: ({ run, params, body }) => run(withdrawRankingCorrection, { ...params, ...body }),
  }),
]
