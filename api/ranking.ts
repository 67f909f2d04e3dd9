import { z } from 'zod'
import { found } from '../domain/shared/errors.ts'
import { standingOutcomeSchema } from '../domain/evaluation/cut-grant.ts'
import { rankingStageSchema } from '../domain/evaluation/ranking-input.ts'
import { canonicalJson } from '../domain/shared/canonical-json.ts'
import { publishedRankingCsv, publishedRankingJson } from '../documents/evaluation/published-ranking-files.ts'
import { noteSheetReading } from '../use-cases/evaluation/note-sheet-reading.ts'
import { day, fileContent, instant } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Valutazione e graduatoria'
const ofCall = z.object({ callId: z.string().max(40) })

/** By what the lines of a ranking are filtered. */
export const rankingFilters = { outcome: standingOutcomeSchema, text: textFilter }

const ranking = z.object({
  callId: z.string(),
  publishedAt: instant.nullable(),
  stage: rankingStageSchema.describe('Provvisoria fino al voto del Comitato'),
  act: z
    .object({
      type: z.string(),
      number: z.string(),
      organ: z.string(),
      adoptedOn: day,
      publishedOn: day.nullable(),
      publicationNumber: z.string().nullable(),
    })
    .nullable(),
  sealSha256: z.string().describe('Impronta del file sigillato'),
  rows: pageAnswer(
    z.object({
      position: z.int().nullable(),
      code: z.string(),
      title: z.string(),
      leadName: z.string(),
      leadTaxCode: z.string(),
      points: z
        .string()
        .nullable()
        .describe('Con le cifre che servono a distinguerli dalla soglia e dai posti vicini'),
      missed: z.array(
        z.object({ criterionId: z.string().nullable(), points: z.string(), minCentipoints: z.int() }),
      ),
      tieBreak: z.string().nullable(),
      outcome: rankingFilters.outcome,
      refusal: z.string().nullable(),
      grantCents: z.int(),
    }),
  ),
})

/** The ranking of a call: reserved until its outcome is published, then everybody's (art. 5; D.Lgs. 33/2013 art. 26). */
export const rankingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/calls/{callId}/ranking',
    summary: 'La graduatoria: riservata fino alla pubblicazione dell’esito, poi di tutti',
    tag,
    who: 'ANYONE',
    params: ofCall,
    query: listQuery(rankingFilters),
    answer: ranking,
    handle: async ({ reads, actor, params, query }) =>
      found('RANKING', params.callId, await reads.rankings.ranking(actor, params.callId, query)),
  }),
  route({
    method: 'get',
    path: '/api/calls/{callId}/ranking/seal',
    summary: 'La graduatoria sigillata con i suoi ingressi, da ricalcolare con ranking:verify',
    tag,
    who: 'ANYONE',
    params: ofCall,
    query: z.object({
      annulled: z.string().max(40).optional().describe('Una graduatoria annullata, dal suo identificativo'),
    }),
    answer: fileContent,
    files: ['application/json'],
    handle: async ({ reads, run, actor, params, query }) => {
      const sealed = await reads.rankings.seal(actor, params.callId, query.annulled)
      const seal = found('RANKING', query.annulled ?? params.callId, sealed)
      if (actor.personId !== '') await run(noteSheetReading, { callId: params.callId })
      const content = Buffer.from(canonicalJson(seal))
      return {
        file: { content, fileName: `graduatoria-${params.callId}.json`, mediaType: 'application/json' },
      }
    },
  }),
  route({
    method: 'get',
    path: '/api/calls/{callId}/ranking/csv',
    summary: 'La graduatoria pubblicata con tutti gli esiti, come tabella; prima della pubblicazione non c’è',
    tag,
    who: 'ANYONE',
    params: ofCall,
    answer: fileContent,
    files: ['text/csv'],
    handle: async ({ reads, actor, params: { callId } }) => ({
      file: {
        content: publishedRankingCsv(found('RANKING', callId, await reads.rankings.published(actor, callId))),
        ...{ fileName: `graduatoria-${callId}.csv`, mediaType: 'text/csv' },
      },
    }),
  }),
  route({
    method: 'get',
    path: '/api/calls/{callId}/ranking/json',
    summary: 'La stessa per i programmi: punti in testo, minimi in centesimi di punto, importi in centesimi',
    tag,
    who: 'ANYONE',
    params: ofCall,
    answer: fileContent,
    files: ['application/json'],
    handle: async ({ reads, actor, params: { callId } }) => ({
      file: {
        content: publishedRankingJson(
          found('RANKING', callId, await reads.rankings.published(actor, callId)),
        ),
        ...{ fileName: `graduatoria-${callId}-esiti.json`, mediaType: 'application/json' },
      },
    }),
  }),
]
