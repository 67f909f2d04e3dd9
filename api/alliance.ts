import { z } from 'zod'
import { projectLifecycle } from '../domain/alliance/lifecycle.ts'
import { kindsWhere } from '../domain/disbursement/book.ts'
import { paymentLifecycle } from '../domain/disbursement/lifecycle.ts'
import { statementLifecycle } from '../domain/expenditure/lifecycle.ts'
import { found } from '../domain/shared/errors.ts'
import { recordAdhesion, recordAdhesionSchema } from '../use-cases/alliance/record-adhesion.ts'
import { day, instant } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import { officer } from './officers.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Progetti ed erogazioni'
const id = z.string().max(40)
const statuses = projectLifecycle.schema
const tranche = z.string().describe('Quota del contributo, col nome che le dà l’avviso')
const cents = z.int()

/** By what a cycle's projects are filtered. */
export const projectFilters = { status: statuses, text: textFilter }
export const expenseFilters = { text: textFilter }

const line = z.object({
  id: z.string(),
  code: z.string(),
  title: z.string(),
  leadName: z.string(),
  status: statuses,
  costCents: cents,
  grantCents: cents,
  admittedCents: cents,
  paidCents: cents,
})
const payment = z.object({
  id: z.string(),
  trancheId: z.string(),
  tranche,
  status: paymentLifecycle.schema,
  amountCents: cents,
  withholdingCents: cents,
  iban: z.string().nullable(),
  mandateNumber: z.string().nullable(),
  paidOn: day.nullable(),
  isOrdered: z.boolean(),
})
const expense = z.object({
  id: z.string(),
  period: z.int(),
  issuerName: z.string(),
  issuerTaxCode: z.string(),
  type: z.string(),
  number: z.string(),
  issuedOn: day,
  documentCents: cents,
  bodyName: z.string(),
  bodyTaxCode: z.string(),
  category: z.string(),
  year: z.int(),
  claimedCents: cents,
  admittedCents: cents.nullable(),
  reason: z.string().nullable(),
  procurementEvidence: z.string(),
  paidOn: day,
})
const statement = z.object({
  id: z.string(),
  period: z.int(),
  status: statementLifecycle.schema,
  claimedCents: cents,
  admittedCents: cents,
  submittedAt: instant.nullable(),
  verifiedAt: instant.nullable(),
  transfers: z.array(z.object({ bodyName: z.string(), amountCents: cents, transferredOn: day })),
})
const detail = line.extend({
  cycleId: z.string(),
  callId: z.string(),
  applicationId: z.string(),
  leadBodyId: z.string(),
  planVersionId: z.string(),
  agreementSignedOn: day.nullable(),
  agreementProtocol: z.string().nullable(),
  startsOn: day.nullable(),
  cup: z.string().nullable(),
  commitmentNumber: z.string().nullable(),
  commitmentOn: day.nullable(),
  startedOn: day.nullable(),
  endsOn: day,
  closedAt: instant.nullable(),
  recoveryCents: cents.describe('Pagato oltre il contributo che spetta sul costo ammesso'),
  adhesions: z
    .array(z.object({ bodyName: z.string(), contribution: z.string(), joinedOn: day, act: z.string() }))
    .describe('Chi ha aderito all’alleanza dopo il suo accordo (art. 9)'),
  flags: z
    .array(z.object({ flaggedAt: instant, person: z.string().nullable(), reason: z.string().nullable() }))
    .describe(
      'Conflitti emersi dopo la graduatoria, che non cambia, o di chi ha deciso l’ammissibilità: agli uffici; di chi e perché a chi può saperlo (art. 5)',
    ),
  officer,
  payments: z.array(payment),
  statements: z.array(statement),
  entries: z.array(
    z.object({
      kind: z.enum(kindsWhere(() => true)),
      year: z.int().describe('Dell’assegnazione, per gli impegni; del giorno, per i pagamenti'),
      tranche: tranche.nullable(),
      amountCents: cents,
      at: instant,
    }),
  ),
})

/** Projects of the plan with their money: each lead its own, the network lead's offices all of them (art. 8, 10). */
export const allianceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/cycles/{cycleId}/projects',
    ofOne: true,
    summary: 'I progetti del ciclo: un capofila vede i propri, uffici e Comitato tutti',
    tag,
    who: ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'COMMITTEE_MEMBER', 'ALLIANCE_LEAD'],
    params: z.object({ cycleId: id }),
    query: listQuery(projectFilters),
    answer: pageAnswer(line),
    handle: ({ reads, actor, params, query }) => reads.projects.ofCycle(actor, params.cycleId, query),
  }),
  route({
    method: 'get',
    path: '/api/projects/{projectId}',
    ofOne: true,
    summary: 'Un progetto con pagamenti, rendiconto e movimenti',
    tag,
    who: ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'ALLIANCE_LEAD'],
    params: z.object({ projectId: id }),
    answer: detail,
    handle: async ({ reads, actor, params }) => {
      return found('PROJECT', params.projectId, await reads.projects.find(actor, params.projectId))
    },
  }),
  route({
    method: 'get',
    path: '/api/projects/{projectId}/expenses',
    ofOne: true,
    summary: 'Le spese rendicontate di un progetto, per periodo e data del documento (art. 10)',
    tag,
    who: ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'ALLIANCE_LEAD'],
    params: z.object({ projectId: id }),
    query: listQuery(expenseFilters),
    answer: pageAnswer(expense),
    handle: async ({ reads, actor, params, query }) =>
      found('PROJECT', params.projectId, await reads.projects.expenses(actor, params.projectId, query)),
  }),
  route({
    method: 'post',
    path: '/api/projects/{projectId}/adhesions',
    decides: ({ params }) => ({ matter: 'PROJECT', subjectId: params.projectId }),
    summary:
      'Registra l’adesione di un ente a un’alleanza costituita, comunicata dal capofila (art. 9); chi ha valutato e vi appartiene è segnalato sul progetto',
    tag,
    who: ['PROCESS_OWNER'],
    params: z.object({ projectId: id }),
    body: recordAdhesionSchema,
    answer: z.object({
      projectId: z.string(),
      flags: z.int().describe('Conflitti che l’adesione fa emergere'),
    }),
    status: 201,
    handle: ({ run, params, body }) => run(recordAdhesion, { ...body, ...params }),
  }),
]
