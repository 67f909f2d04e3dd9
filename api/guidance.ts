import { z } from 'zod'
import { guidanceLifecycle } from '../domain/guidance/lifecycle.ts'
import { found } from '../domain/shared/errors.ts'
import { plainText } from '../domain/shared/text.ts'
import { commentGuidance } from '../use-cases/guidance/comment-guidance.ts'
import { instant } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Documento di indirizzo'
const id = z.object({ id: z.string().max(40) })
const section = z.object({ title: z.string(), text: z.string() })
const page = z.object({
  id: z.string(),
  cycleId: z.string(),
  version: z.int(),
  status: guidanceLifecycle.schema,
  title: z.string(),
  context: z.array(section),
  needs: z.array(z.object({ text: z.string(), source: z.string() })),
  priorities: z.array(section),
  commentsDueAt: instant,
  createdAt: instant,
})
const comment = z.object({
  id: z.string(),
  bodyId: z.string(),
  bodyName: z.string(),
  text: z.string(),
  commentedAt: instant,
  answer: z.string().nullable(),
})

/** By what the comments on a guidance document are filtered. */
export const commentFilters = { text: textFilter }

/** The territorial guidance document and the network's comments on it (art. 6). */
export const guidanceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/guidance-documents/{id}',
    summary: 'Un documento di indirizzo',
    tag,
    who: 'SIGNED_IN',
    params: id,
    answer: page,
    async handle({ reads, actor, params }) {
      return found('GUIDANCE_DOCUMENT', params.id, await reads.guidance.find(actor, params.id))
    },
  }),
  route({
    method: 'get',
    path: '/api/guidance-documents/{id}/comments',
    summary: 'Le osservazioni della Rete su un documento di indirizzo, come sono arrivate',
    tag,
    who: 'SIGNED_IN',
    params: id,
    query: listQuery(commentFilters),
    answer: pageAnswer(comment),
    handle: ({ reads, actor, params, query }) => reads.guidance.comments(actor, params.id, query),
  }),
  route({
    method: 'post',
    path: '/api/guidance-documents/{id}/comments',
    decides: { nothing: 'the guidance document comes before every call' },
    summary: 'Osservazione di un ente della Rete sulla bozza condivisa (art. 6)',
    tag,
    who: ['NETWORK_MEMBER'],
    params: id,
    body: z.strictObject({ bodyId: z.string().max(40), text: plainText({ max: 5000, multiline: true }) }),
    answer: z.object({ commentId: z.string() }),
    status: 201,
    handle: ({ run, params, body }) => run(commentGuidance, { guidanceDocumentId: params.id, ...body }),
  }),
]
