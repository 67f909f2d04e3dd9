import { z } from 'zod'
import { actLifecycle } from '../domain/act/lifecycle.ts'
import { actKindSchema } from '../domain/act/act.ts'
import { found } from '../domain/shared/errors.ts'
import { day, instant } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Atti'
const id = z.string().max(40)
const readers = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'COMMITTEE_MEMBER'] as const

/** By what a cycle's acts are filtered. */
export const actFilters = { status: actLifecycle.schema, kind: actKindSchema, text: textFilter }

const act = z.object({
  id: z.string(),
  kind: actKindSchema,
  label: z.string(),
  subjectId: z.string(),
  title: z.string(),
  status: actLifecycle.schema,
  proposedAt: instant,
  documentId: z.string().nullable(),
  signedDocumentId: z.string().nullable(),
  number: z.string().nullable(),
  organ: z.string().nullable(),
  adoptedOn: day.nullable(),
  signature: z.enum(['NONE', 'UNVERIFIED']).nullable().describe('UNVERIFIED: firma non verificata'),
  protocolNumber: z.string().nullable(),
  publishedOn: day.nullable(),
  publicationNumber: z.string().nullable(),
  effectiveAt: instant.nullable(),
})

/** Proposals and acts: recording them is a task of the inbox, reading them is here. */
export const actRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/cycles/{cycleId}/acts',
    summary: 'Le proposte di atto e gli atti adottati di un ciclo',
    tag,
    who: readers,
    params: z.object({ cycleId: id }),
    query: listQuery(actFilters),
    answer: pageAnswer(act),
    handle: ({ reads, actor, params, query }) => reads.acts.ofCycle(actor, params.cycleId, query),
  }),
  route({
    method: 'get',
    path: '/api/acts/{id}',
    summary: 'Una proposta di atto, con numero, data e organo se è adottata',
    tag,
    who: readers,
    params: z.object({ id }),
    answer: act,
    handle: async ({ reads, actor, params }) => {
      return found('ACT', params.id, await reads.acts.find(actor, params.id))
    },
  }),
]
