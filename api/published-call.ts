import { z } from 'zod'
import { found } from '../domain/shared/errors.ts'
import { publicCallStatusSchema } from '../domain/call/lifecycle.ts'
import { callConfigurationSchema } from '../domain/call/configuration.ts'
import { readDocument } from '../use-cases/cycle/read-document.ts'
import { fileContent, instant } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Avvisi e domande'
const ofCall = z.object({ callId: z.string().max(40) })

/** By what the published calls are filtered. */
export const callFilters = { status: publicCallStatusSchema, text: textFilter }

const call = z.object({
  id: z.string(),
  cycleCode: z.string(),
  number: z.int(),
  title: z.string(),
  status: publicCallStatusSchema,
  opensAt: instant,
  closesAt: instant,
})

/** Published calls and their notices, for anybody (L. 241/1990 art. 12; D.Lgs. 33/2013 art. 26). */
export const publishedCallRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/calls',
    summary: 'Gli avvisi pubblicati',
    tag,
    who: 'ANYONE',
    query: listQuery(callFilters),
    answer: pageAnswer(call),
    handle: ({ reads, actor, query }) => reads.calls.published(actor, query),
  }),
  route({
    method: 'get',
    path: '/api/calls/{callId}',
    summary: 'Un avviso pubblicato: criteri, pesi, soglie, regole e la fonte di ciascuna',
    tag,
    who: 'ANYONE',
    params: ofCall,
    answer: call.extend({
      configurationSha256: z.string(),
      configuration: callConfigurationSchema,
      noticeId: z.string().nullable(),
      sampleSeed: z
        .string()
        .nullable()
        .describe(
          'Il seme con cui, alla chiusura, si sorteggia di quali domande si controllano le dichiarazioni',
        ),
      office: z.object({ name: z.string(), pec: z.string(), responsible: z.string() }),
    }),
    handle: async ({ reads, actor, params }) =>
      found('CALL', params.callId, await reads.calls.find(actor, params.callId)),
  }),
  route({
    method: 'get',
    path: '/api/calls/{callId}/notice',
    summary: 'Scarica l’avviso pubblico (L. 241/1990 art. 12; D.Lgs. 33/2013 art. 26)',
    tag,
    who: 'ANYONE',
    params: ofCall,
    query: z.object({
      version: z.coerce.number().int().min(1).max(1000).optional().describe('Senza, quella in vigore'),
    }),
    answer: fileContent,
    files: ['application/pdf'],
    async handle({ reads, look, actor, params, query: { version } }) {
      const call = found('CALL', params.callId, await reads.calls.find(actor, params.callId))
      const noticeId =
        version === undefined ? call.noticeId : await reads.calls.notice(actor, call.id, version)
      const told = noticeId === null ? null : await reads.documents.find(actor, noticeId)
      const notice = found('DOCUMENT', noticeId ?? '', told)
      const content = await look(readDocument, { sha256: notice.sha256 })
      return { file: { content, fileName: notice.fileName, mediaType: notice.mediaType } }
    },
  }),
]
