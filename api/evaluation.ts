import { deputyRuleSchema, rankingDecisionSchema } from '../domain/call/configuration.ts'
import { USUAL_PANELS } from '../db/evaluation/evaluation-read-model.ts'
import { z } from 'zod'
import { found } from '../domain/shared/errors.ts'
import { scoringLifecycle } from '../domain/evaluation/lifecycle.ts'
import { softReasonSchema } from '../domain/evaluation/soft-reasons.ts'
import { plainText } from '../domain/shared/text.ts'
import { tellLateConflict } from '../use-cases/evaluation/tell-late-conflict.ts'
import { substituteEvaluator } from '../use-cases/evaluation/substitute-evaluator.ts'
import { instant } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Valutazione e graduatoria'
const id = z.string().max(40)
const ofCall = z.object({ callId: id })

/** By what panels and scores of a call's projects are filtered. */
export const panelFilters = { text: textFilter }

/** By what own exclusions are filtered. */
export const exclusionFilters = { text: textFilter }

const overview = z.object({
  callId: z.string(),
  minimum: z.int(),
  sitting: z
    .object({
      roomMinimum: z.int().describe('Seggi con voto in aula, perché un punto si decida'),
      deputyFor: deputyRuleSchema,
      rankingDecision: rankingDecisionSchema,
      seats: z.int(),
      voters: z.int().describe('Seggi che potrebbero votare la graduatoria'),
    })
    .describe('Chi potrà decidere in riunione, previsto dalla chiusura dell’avviso in poi'),
  declarations: z.object({ asked: z.int(), declared: z.int(), lapsed: z.int() }),
  round: z.object({ number: z.int(), status: z.string(), dueAt: instant }).nullable(),
  panels: pageAnswer(
    z.object({
      applicationId: z.string(),
      code: z.string(),
      title: z.string(),
      voters: z.int().describe('Seggi che potrebbero votare il progetto in riunione'),
      possible: z.int(),
      slack: z.int().describe('Valutatori oltre il minimo dell’avviso'),
      scored: z.int(),
      evaluators: z.array(
        z.object({
          personId: z.string(),
          displayName: z.string(),
          role: z.enum(['TITULAR', 'DEPUTY', 'EXPERT']),
          scoringId: z.string().nullable(),
          sheet: scoringLifecycle.schema.nullable(),
        }),
      ),
      excluded: z.array(
        z.object({
          displayName: z.string(),
          reason: z.string(),
          afterRanking: z.boolean().describe('Emerso a graduatoria già redatta, che non cambia'),
        }),
      ),
    }),
  ),
})
const forecast = z.object({
  minimum: z.int().describe('Valutatori che l’avviso chiede per ogni progetto'),
  rooms: z.array(
    z.object({
      place: z.int().describe('Un numero d’ordine: quale domanda sia non si dice'),
      submitted: z.boolean(),
      ifAllConfirm: z.int(),
      ifConfirmed: z.int(),
    }),
  ),
})

/** Exclusions and panels of a call; the wall of conflicts holds on every one (art. 5). */
export const evaluationRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/my-exclusions',
    summary: 'Le proprie esclusioni, con il solo legame del proprio ente',
    tag,
    who: 'SIGNED_IN',
    query: listQuery(exclusionFilters),
    answer: pageAnswer(z.object({ callId: z.string(), callTitle: z.string(), reason: z.string() })),
    handle: ({ reads, actor, query }) => reads.evaluation.ownExclusions(actor, query),
  }),
  route({
    method: 'get',
    path: '/api/calls/{callId}/room-forecast',
    summary:
      'Prima della chiusura, per ogni bozza o domanda: quanti componenti resterebbero se tutti confermano, e se contano solo i confermati',
    tag,
    who: ['PROCESS_OWNER'],
    params: ofCall,
    answer: forecast,
    handle: async ({ reads, actor, today, params: { callId } }) =>
      found('CALL', callId, await reads.forecasts.forecast(actor, callId, today)),
  }),
  route({
    method: 'get',
    path: '/api/calls/{callId}/evaluation',
    summary:
      'Commissione di ogni progetto, con il margine sul minimo dell’avviso; per presidente e responsabile',
    tag,
    who: ['PROCESS_OWNER', 'COMMITTEE_MEMBER'],
    params: ofCall,
    query: listQuery(panelFilters, USUAL_PANELS),
    answer: overview,
    handle: async ({ reads, actor, today, params, query }) => {
      const asked = { ...query, on: today }
      return found('CALL', params.callId, await reads.evaluation.overview(actor, params.callId, asked))
    },
  }),
  route({
    method: 'post',
    path: '/api/scorings/{scoringId}/substitution',
    decides: {
      inside: 'of the sheet, but for who gives up the own one; another refusal would tell who evaluates',
    },
    summary: 'Chiama il supplente per una scheda, con la motivazione (art. 5)',
    tag,
    who: ['COMMITTEE_MEMBER', 'PROCESS_OWNER'],
    params: z.object({ scoringId: id }),
    body: z.strictObject({ reason: plainText({ max: 1000, multiline: true }) }),
    answer: z.object({ scoringId: z.string() }),
    status: 201,
    handle: ({ run, params, body }) => run(substituteEvaluator, { ...params, ...body }),
  }),
  route({
    method: 'post',
    path: '/api/calls/{callId}/late-conflicts',
    decides: { inside: 'of the application, but for who tells of oneself' },
    summary:
      'Segnala un conflitto emerso, di sé o come responsabile di altri: fino all’adozione della graduatoria decide un terzo, poi è una segnalazione sul progetto',
    tag,
    who: 'SIGNED_IN',
    params: ofCall,
    body: z.strictObject({
      application: id.describe('Identificativo o codice del progetto'),
      personId: id.optional().describe('Di chi è il conflitto; chi è collegato, se manca'),
      reason: softReasonSchema,
      explanation: plainText({ max: 2000, multiline: true }),
    }),
    answer: z.object({
      lateConflictId: z.string().nullable().describe('Null quando è solo una segnalazione'),
    }),
    status: 201,
    handle: ({ run, actor, params, body }) =>
      run(tellLateConflict, { ...params, ...body, personId: body.personId ?? actor.personId }),
  }),
]
