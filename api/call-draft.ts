import { z } from 'zod'
import { CALL_PARTS, fileOf } from '../domain/call/call-draft.ts'
import { MOST_DRAFT_BYTES } from '../domain/cycle/task-draft.ts'
import { loadCallDraft } from '../use-cases/call/load-call-draft.ts'
import { previewNotice } from '../use-cases/call/preview-notice.ts'
import { bringCallDraft, saveCallDraftPart } from '../use-cases/call/save-call-draft.ts'
import { fileContent, instant } from './answers.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

/* JSON writes some characters in more bytes than they have. */
const BODY_BYTES = 4 * MOST_DRAFT_BYTES

const tag = 'Avvisi e domande'
const id = z.object({ id: z.string().max(40) })
const part = z.enum(CALL_PARTS)
const version = z.int().describe('Da dire in If-Match quando la si salva; 0 dove non ce n’è una')
const content = z.record(z.string().max(100), z.unknown())
const saved = z.object({ version, savedAt: instant })
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
    answer: z.object({
      version,
      parts: z.array(saved.extend({ part, savedBy: z.string() })),
      configuration: content,
      faults: z.array(z.object({ path: z.string(), part, where: z.string(), message: z.string() })),
    }),
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
    bodyLimit: BODY_BYTES,
    params: id,
    body: z.unknown(),
    answer: saved,
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
    bodyLimit: BODY_BYTES,
    params: id.extend({ part }),
    body: content,
    answer: saved,
    handle: ({ run, params, body, version }) => run(saveCallDraftPart, { ...params, version, content: body }),
  }),
]
