import { z } from 'zod'
import { cycleLifecycle } from '../domain/cycle/lifecycle.ts'
import { found } from '../domain/shared/errors.ts'
import { openCycle, openCycleSchema } from '../use-cases/cycle/open-cycle.ts'
import { noteSheetReading } from '../use-cases/evaluation/note-sheet-reading.ts'
import { readDocument } from '../use-cases/cycle/read-document.ts'
import { day, fileContent, instant } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Cicli'
const DOCUMENT_TYPES = [
  'application/pdf',
  'application/pkcs7-mime',
  'application/xml',
  'application/json',
  'application/zip',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/calendar',
  'text/csv',
  'text/plain',
]
const id = z.object({ id: z.string().max(40) })

/** By what cycles are filtered. */
export const cycleFilters = { status: cycleLifecycle.schema, text: textFilter }

/** By what a cycle's documents are filtered. */
export const documentFilters = { kind: z.string().max(40), text: textFilter }

const cycle = z.object({
  id: z.string(),
  code: z.string(),
  title: z.string(),
  guidelinesAct: z.string(),
  guidanceDueOn: day,
  endsOn: day,
  status: cycleLifecycle.schema,
  processOwnerId: z.string(),
  openedAt: instant,
  closedAt: instant.nullable(),
})
const submission = z
  .object({ id: z.string(), status: z.string(), sentAt: instant.nullable(), receivedAt: instant.nullable() })
  .nullable()
const cyclePage = cycle.extend({
  allocations: z.array(z.object({ year: z.int(), amountCents: z.int() })),
  stages: z.object({
    guidance: z
      .object({ id: z.string(), version: z.int(), status: z.string(), commentsDueAt: instant })
      .nullable(),
    call: z
      .object({
        id: z.string(),
        number: z.int(),
        status: z.string(),
        opensAt: instant,
        closesAt: instant,
        outcomePublishedAt: instant.nullable(),
      })
      .nullable(),
    plan: z.object({ id: z.string(), version: z.int(), status: z.string() }).nullable(),
    planSubmission: submission,
    projects: z.object({ total: z.int(), closed: z.int() }),
    finalReturn: submission,
  }),
})
const document = z.object({
  id: z.string(),
  cycleId: z.string(),
  kind: z.string(),
  subjectId: z.string(),
  title: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  sizeBytes: z.int(),
  signature: z.enum(['NONE', 'UNVERIFIED']).describe('UNVERIFIED: firma presente e non verificata'),
  createdAt: instant,
})

/** Cycles, where their stages stand, and their documents. */
export const cycleRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/cycles',
    decides: { nothing: 'nobody has applied yet' },
    summary: 'Apre un ciclo sulle linee guida regionali (art. 8)',
    tag,
    who: ['PROCESS_OWNER'],
    body: openCycleSchema,
    answer: z.object({ cycleId: z.string() }),
    status: 201,
    handle: ({ run, body }) => run(openCycle, body),
  }),
  route({
    method: 'get',
    path: '/api/cycles',
    summary: 'I cicli, dal più recente',
    tag,
    who: 'SIGNED_IN',
    query: listQuery(cycleFilters),
    answer: pageAnswer(cycle),
    handle: ({ reads, actor, query }) => reads.cycles.list(actor, query),
  }),
  route({
    method: 'get',
    path: '/api/cycles/{id}',
    summary: 'Un ciclo con i fatti delle sue fasi',
    tag,
    who: 'SIGNED_IN',
    params: id,
    answer: cyclePage,
    async handle({ reads, actor, params }) {
      return found('CYCLE', params.id, await reads.cycles.find(actor, params.id))
    },
  }),
  route({
    method: 'get',
    path: '/api/cycles/{id}/documents',
    summary: 'I documenti di un ciclo che chi è collegato può vedere',
    tag,
    who: 'SIGNED_IN',
    params: id,
    query: listQuery(documentFilters),
    answer: pageAnswer(document),
    handle: ({ reads, actor, params, query }) => reads.documents.ofCycle(actor, params.id, query),
  }),
  route({
    method: 'get',
    path: '/api/documents/{id}',
    summary: 'Scarica un documento',
    tag,
    who: 'SIGNED_IN',
    params: id,
    answer: fileContent,
    files: DOCUMENT_TYPES,
    async handle({ reads, run, look, actor, params }) {
      const document = found('DOCUMENT', params.id, await reads.documents.find(actor, params.id))
      if (document.sheetsOf !== null) await run(noteSheetReading, { callId: document.sheetsOf })
      const content = await look(readDocument, { sha256: document.sha256 })
      return { file: { content, fileName: document.fileName, mediaType: document.mediaType } }
    },
  }),
]
