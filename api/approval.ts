import { z } from 'zod'
import { found } from '../domain/shared/errors.ts'
import {
  outcomeKindSchema,
  outcomeLifecycle,
  planLifecycle,
  submissionLifecycle,
} from '../domain/approval/lifecycle.ts'
import { localDateSchema } from '../domain/shared/local-date.ts'
import { plainText } from '../domain/shared/text.ts'
import { attachOutcomeLetter } from '../use-cases/approval/attach-outcome-letter.ts'
import { recordRegionalOutcome } from '../use-cases/approval/record-regional-outcome.ts'
import { day, instant } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Piano e Regione'
const id = z.string().max(40)
const office = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'COMMITTEE_MEMBER'] as const

const plan = z.object({
  id: z.string(),
  cycleId: z.string(),
  callId: z.string(),
  rankingId: z.string(),
  version: z.int(),
  status: planLifecycle.schema,
  alliancesCents: z.int(),
  systemActionsCents: z.int(),
  drawnUpAt: instant,
  endsOn: day,
  projects: z.int().describe('Quanti progetti finanzia'),
})
const planProject = z.object({
  applicationId: z.string(),
  position: z.int(),
  code: z.string(),
  title: z.string(),
  area: z.string(),
  leadName: z.string(),
  leadTaxCode: z.string(),
  partners: z.int(),
  totalCostCents: z.int(),
  grantCents: z.int(),
  expected: z.array(z.object({ indicator: z.string(), expected: z.int() })),
})
const regionalOutcome = z.object({
  id: z.string(),
  outcome: outcomeKindSchema,
  protocol: z.string(),
  decidedOn: day,
  status: outcomeLifecycle.schema,
  recordedAt: instant,
})
const kind = z.enum(['PLAN', 'FINAL_RETURN'])

/** By what a cycle's submissions are filtered. */
export const submissionFilters = { kind, status: submissionLifecycle.schema }

const submission = z.object({
  id: z.string(),
  cycleId: z.string(),
  kind,
  subjectId: z.string(),
  status: submissionLifecycle.schema,
  packageSha256: z.string().nullable(),
  packageDocumentId: z.string().nullable(),
  sentAt: instant.nullable(),
  receiptNumber: z.string().nullable(),
  protocolNumber: z.string().nullable().describe('Protocollo della Regione'),
  receivedAt: instant.nullable(),
  outcome: regionalOutcome.nullable().describe('L’esito in vigore'),
  outcomes: z.array(regionalOutcome).describe('Tutti gli esiti, come sono arrivati'),
  letterDocumentIds: z.array(z.string()),
})
const outcome = z.strictObject({
  outcome: outcomeKindSchema,
  protocolNumber: plainText({ max: 60 }),
  decidedOn: localDateSchema,
})
const outcomeTold = outcome.extend({
  submissionId: id,
  letter: z.strictObject({
    subject: plainText({ max: 500 }),
    text: plainText({ max: 50_000, multiline: true }),
  }),
})
const recorded = z.object({
  submissionId: z.string(),
  outcome: z.string(),
  protocolNumber: z.string(),
  decidedOn: day,
  status: outcomeLifecycle.schema.describe(
    'Il processo va avanti con IN_FORCE; NOTED è conservato e nulla cambia',
  ),
})

/** The plan, what goes to the Region and what comes back: by hand, or from the Region's own system. */
export const approvalRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/cycles/{cycleId}/plans',
    summary: 'Le versioni del Piano',
    tag,
    who: [...office, 'ALLIANCE_LEAD'],
    params: z.object({ cycleId: id }),
    query: listQuery({ status: planLifecycle.schema }),
    answer: pageAnswer(plan),
    handle: ({ reads, actor, params, query }) => reads.approval.plans(actor, params.cycleId, query),
  }),
  route({
    method: 'get',
    path: '/api/plans/{id}/projects',
    summary: 'I progetti che una versione del Piano finanzia',
    tag,
    who: [...office, 'ALLIANCE_LEAD'],
    params: z.object({ id }),
    query: listQuery({ text: textFilter }),
    answer: pageAnswer(planProject),
    handle: async ({ reads, actor, params, query }) =>
      found('PLAN', params.id, await reads.approval.planProjects(actor, params.id, query)),
  }),
  route({
    method: 'get',
    path: '/api/cycles/{cycleId}/submissions',
    summary: 'Gli invii alla Regione con ricevuta ed esito',
    tag,
    who: office,
    params: z.object({ cycleId: id }),
    query: listQuery(submissionFilters),
    answer: pageAnswer(submission),
    handle: ({ reads, actor, params, query }) => reads.approval.submissions(actor, params.cycleId, query),
  }),
  route({
    method: 'get',
    path: '/api/submissions/{id}',
    summary: 'Un invio alla Regione',
    tag,
    who: office,
    params: z.object({ id }),
    answer: submission,
    handle: async ({ reads, actor, params }) =>
      found('SUBMISSION', params.id, await reads.approval.submission(actor, params.id)),
  }),
  route({
    method: 'post',
    path: '/api/submissions/{id}/outcome',
    decides: ({ params }) => ({ matter: 'PROJECT', subjectId: params.id }),
    summary: "Registra a mano l'esito della Regione, arrivato per lettera o PEC",
    tag,
    who: ['PROCESS_OWNER'],
    params: z.object({ id }),
    body: outcome,
    answer: recorded,
    handle: ({ run, params, body }) => run(recordRegionalOutcome, { ...body, submissionId: params.id }),
  }),
  route({
    method: 'post',
    path: '/api/submissions/{id}/outcome-letter',
    decides: ({ params }) => ({ matter: 'PROJECT', subjectId: params.id }),
    summary: 'Carica la lettera della Regione (multipart, campo file, fino a 20 MB)',
    tag,
    who: ['PROCESS_OWNER'],
    params: z.object({ id }),
    upload: true,
    admit: async ({ reads, actor, params }) =>
      found('SUBMISSION', params.id, await reads.approval.submission(actor, params.id)),
    answer: z.object({ documentId: z.string() }),
    status: 201,
    handle: ({ run, params, body }) => run(attachOutcomeLetter, { submissionId: params.id, file: body }),
  }),
  route({
    method: 'post',
    path: '/api/region/outcomes',
    decides: { nothing: 'the Region decides' },
    summary: "Riceve l'esito dal sistema della Regione; ripetuto, dà la stessa risposta",
    tag,
    who: 'REGION',
    body: outcomeTold,
    answer: recorded,
    handle: ({ run, body }) => run(recordRegionalOutcome, body),
  }),
]
