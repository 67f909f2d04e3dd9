import { z } from 'zod'
import { fileOf } from '../domain/call/call-draft.ts'
import { loadCallDraft } from '../use-cases/call/load-call-draft.ts'
import { previewNotice } from '../use-cases/call/preview-notice.ts'
import { bringCallDraft, saveCallDraftPart } from '../use-cases/call/save-call-draft.ts'
import { fileContent } from './answers.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'
import { callContent, callPart, DRAFT_BYTES, savedPart, writtenCall } from './written-call.ts'

const tag = 'Avvisi e domande'
const id = z.object({ id: z.string().max(40) })
const decides = { nothing: 'nobody has applied yet' }

/** A call while it is written, by who may prepare it (art. 8). */
export const callDraftRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/work-items/{id}/call-draft',
    summary: 'L’avviso che si sta scrivendo, con che cosa manca o non va',
    tag,
    who: ['PROCESS_OWNER'],
    params: id,
    answer: writtenCall,
    async handle({ look, params }) {
      const { draft, ...loaded } = await look(loadCallDraft, params)
      return { ...loaded, configuration: fileOf(draft) }
    },
  }),
  route({
    method: 'get',
    path: '/api/work-items/{id}/call-draft/notice',
    summary: 'Anteprima dell’avviso che la bozza diventerebbe, con il segno di bozza su ogni pagina',
    tag,
    who: ['PROCESS_OWNER'],
    params: id,
    answer: fileContent,
    files: ['application/pdf'],
    async handle({ look, run, params }) {
      await look(loadCallDraft, params)
      const content = await run(previewNotice, params)
      return { file: { content, fileName: 'avviso-bozza.pdf', mediaType: 'application/pdf' } }
    },
  }),
  route({
    method: 'put',
    path: '/api/work-items/{id}/call-draft',
    decides,
    summary: 'Mette un file al posto di tutta la bozza dell’avviso',
    tag,
    who: ['PROCESS_OWNER'],
    limit: 'DRAFT',
    versioned: 'REQUIRED',
    bodyLimit: DRAFT_BYTES,
    params: id,
    body: z.unknown(),
    answer: savedPart,
    handle: ({ run, params, body, version }) => run(bringCallDraft, { ...params, version, file: body }),
  }),
  route({
    method: 'put',
    path: '/api/work-items/{id}/call-draft/{part}',
    decides,
    summary: 'Salva una parte dell’avviso che si sta scrivendo, anche se incompleta',
    tag,
    who: ['PROCESS_OWNER'],
    limit: 'DRAFT',
    versioned: 'REQUIRED',
    bodyLimit: DRAFT_BYTES,
    params: id.extend({ part: callPart }),
    body: callContent,
    answer: savedPart,
    handle: ({ run, params, body, version }) => run(saveCallDraftPart, { ...params, version, content: body }),
  }),
]
