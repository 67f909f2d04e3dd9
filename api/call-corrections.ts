import { z } from 'zod'
import { callConfigurationSchema } from '../domain/call/configuration.ts'
import { correctionLifecycle } from '../domain/call/lifecycle.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { notFound } from '../domain/shared/errors.ts'
import { plainText } from '../domain/shared/text.ts'
import { fileOf } from '../domain/call/call-draft.ts'
import { loadCorrectionDraft } from '../use-cases/call/load-correction-draft.ts'
import { previewCorrection } from '../use-cases/call/preview-notice.ts'
import { proposeCorrection } from '../use-cases/call/propose-correction.ts'
import { discardCorrectionDraft, saveCorrectionPart } from '../use-cases/call/save-correction-draft.ts'
import { withdrawCorrection } from '../use-cases/call/withdraw-correction.ts'
import { fileContent, instant } from './answers.ts'
import { callContent, callPart, DRAFT_BYTES, savedPart, writtenCall } from './written-call.ts'
import { listQuery, pageAnswer } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Avvisi e domande'
const ofCall = z.object({ callId: z.string().max(40) })

/** The most characters of the reason of a correction. */
export const REASON_LENGTH = 1000

const reason = plainText({ max: REASON_LENGTH, multiline: true })

const correction = z.object({
  id: z.string(),
  version: z.int(),
  status: correctionLifecycle.schema,
  reason: z.string(),
  proposedAt: instant,
  publishedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  withdrawalReason: z.string().nullable(),
  closesAt: instant,
  configurationSha256: z.string(),
  configuration: callConfigurationSchema,
  replaced: callConfigurationSchema.describe('La versione che ha sostituito'),
  act: z.string().nullable(),
})

/** Corrections of published calls: new versions, each adopted by an act (L. 241/1990 art. 12). */
export const callCorrectionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/calls/{callId}/corrections',
    summary: 'Le versioni di un avviso dopo la prima, con motivo, atto e ciò che hanno sostituito',
    tag,
    who: 'ANYONE',
    params: ofCall,
    query: listQuery({}),
    answer: pageAnswer(correction),
    async handle({ reads, actor, params: { callId }, query }) {
      const { isPublished, page } = await reads.together(actor, ({ calls, corrections }) =>
        atOnce({
          isPublished: calls.isPublished(actor, callId),
          page: corrections.ofCall(actor, callId, query),
        }),
      )
      if (!isPublished) throw notFound('CALL', callId)
      return page
    },
  }),
  route({
    method: 'post',
    path: '/api/calls/{callId}/corrections',
    decides: { nothing: 'a rule for all, before anybody is evaluated' },
    summary:
      'Propone una rettifica o una proroga: la configurazione intera come deve diventare, e il motivo; vale dall’atto',
    tag,
    who: ['PROCESS_OWNER'],
    params: ofCall,
    body: z.union([
      z.strictObject({ reason, configuration: callConfigurationSchema }),
      z.strictObject({
        reason,
        draftVersion: z.int().min(0).describe('La versione della bozza che si è letta'),
        replaces: z.string().max(64).describe('L’impronta dell’avviso con cui la si è confrontata'),
      }),
    ]),
    answer: z.object({ correctionId: z.string() }),
    status: 201,
    handle: ({ run, params, body: { reason, ...corrected } }) =>
      run(proposeCorrection, { ...params, reason, corrected }),
  }),
  route({
    method: 'post',
    path: '/api/calls/{callId}/corrections/{correctionId}/withdraw',
    decides: { nothing: 'a rule for all, before anybody is evaluated' },
    summary:
      'Ritira, con il motivo, una rettifica proposta prima che il suo atto sia adottato: l’avviso resta com’è',
    tag,
    who: ['PROCESS_OWNER'],
    params: ofCall.extend({ correctionId: z.string().max(40) }),
    body: z.strictObject({ reason }),
    answer: z.null(),
    status: 204,
    handle: ({ run, params, body }) => run(withdrawCorrection, { ...params, ...body }),
  }),
  route({
    method: 'get',
    path: '/api/calls/{callId}/correction-draft',
    summary: 'La rettifica che si sta scrivendo: l’avviso come diventerebbe, con che cosa manca o non va',
    tag,
    who: ['PROCESS_OWNER'],
    params: ofCall,
    answer: writtenCall,
    async handle({ look, params }) {
      const { draft, ...loaded } = await look(loadCorrectionDraft, params)
      return { ...loaded, configuration: fileOf(draft) }
    },
  }),
  route({
    method: 'get',
    path: '/api/calls/{callId}/correction-draft/notice',
    summary: 'Anteprima dell’avviso in cui la rettifica lo cambierebbe, con il segno di bozza su ogni pagina',
    tag,
    who: ['PROCESS_OWNER'],
    params: ofCall,
    answer: fileContent,
    files: ['application/pdf'],
    async handle({ look, run, params }) {
      await look(loadCorrectionDraft, params)
      const content = await run(previewCorrection, params)
      return { file: { content, fileName: 'rettifica-bozza.pdf', mediaType: 'application/pdf' } }
    },
  }),
  route({
    method: 'put',
    path: '/api/calls/{callId}/correction-draft/{part}',
    decides: { nothing: 'a draft, which changes nothing of the call' },
    summary: 'Salva una parte della rettifica che si sta scrivendo, anche se incompleta',
    tag,
    who: ['PROCESS_OWNER'],
    limit: 'DRAFT',
    versioned: 'REQUIRED',
    bodyLimit: DRAFT_BYTES,
    params: ofCall.extend({ part: callPart }),
    body: callContent,
    answer: savedPart,
    handle: ({ run, params, body, version }) =>
      run(saveCorrectionPart, { ...params, version, content: body }),
  }),
  route({
    method: 'delete',
    path: '/api/calls/{callId}/correction-draft',
    decides: { nothing: 'a draft, which changes nothing of the call' },
    summary: 'Scarta la rettifica che si sta scrivendo',
    tag,
    who: ['PROCESS_OWNER'],
    versioned: 'REQUIRED',
    params: ofCall,
    answer: z.null(),
    status: 204,
    handle: ({ run, params, version }) => run(discardCorrectionDraft, { ...params, version }),
  }),
]
