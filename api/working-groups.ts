import { z } from 'zod'
import { agendaItemKinds, meetingLifecycle } from '../domain/meeting/lifecycle.ts'
import { DEFERRALS } from '../domain/meeting/sitting.ts'
import { workingGroupLifecycle } from '../domain/meeting/working-group.ts'
import { found } from '../domain/shared/errors.ts'
import { localDateSchema } from '../domain/shared/local-date.ts'
import {
  proposeWorkingGroup,
  proposeWorkingGroupSchema,
  withdrawWorkingGroup,
} from '../use-cases/meeting/propose-working-group.ts'
import { readReportFile } from '../use-cases/meeting/read-report-file.ts'
import {
  attachReportFile,
  groupReportSchema,
  REPORT_FILES,
  reportOnWorkingGroup,
} from '../use-cases/meeting/report-on-working-group.ts'
import { fileContent, instant } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Gruppi di lavoro'
const id = z.object({ id: z.string().max(40) })
/** By what working groups are filtered. */
export const workingGroupFilters = { status: workingGroupLifecycle.schema, text: textFilter }

const group = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.string(),
  referent: z.string(),
  reportDueOn: localDateSchema,
  endsOn: localDateSchema.nullable(),
  status: workingGroupLifecycle.schema,
})
const wholeGroup = group.extend({
  members: z.array(
    z.object({
      name: z.string(),
      organisation: z.string().nullable(),
      email: z.string().nullable().describe('A chi convoca, alla segreteria e al referente'),
    }),
  ),
  reports: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      fileName: z.string().nullable(),
      handedInAt: instant,
    }),
  ),
  items: z.array(
    z.object({
      kind: z.enum(agendaItemKinds),
      reportId: z.string().nullable(),
      meetingId: z.string(),
      startsAt: instant,
      status: meetingLifecycle.schema,
      deferral: z.enum(DEFERRALS).nullable(),
      passed: z.boolean().nullable(),
    }),
  ),
})

/** Working groups of the committee: proposed here, constituted and dissolved by its vote (art. 5). */
export const workingGroupRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/working-groups',
    summary: 'I gruppi di lavoro del Comitato che chi è collegato può vedere, i più recenti per primi',
    tag,
    who: 'SIGNED_IN',
    query: listQuery(workingGroupFilters),
    answer: pageAnswer(group),
    handle: ({ reads, actor, query }) => reads.workingGroups.list(actor, query),
  }),
  route({
    method: 'post',
    path: '/api/working-groups',
    decides: { nothing: 'proposes what the committee then votes' },
    summary: 'Propone un gruppo di lavoro: lo costituisce il Comitato, con il suo voto (art. 5)',
    tag,
    who: ['PROCESS_OWNER'],
    body: proposeWorkingGroupSchema,
    answer: z.object({ workingGroupId: z.string() }),
    status: 201,
    handle: ({ run, body }) => run(proposeWorkingGroup, body),
  }),
  route({
    method: 'get',
    path: '/api/working-groups/{id}',
    summary: 'Un gruppo di lavoro, con chi vi partecipa, le relazioni e le riunioni che lo hanno trattato',
    tag,
    who: 'SIGNED_IN',
    params: id,
    answer: wholeGroup,
    async handle({ reads, actor, params }) {
      return found('WORKING_GROUP', params.id, await reads.workingGroups.find(actor, params.id))
    },
  }),
  route({
    method: 'post',
    path: '/api/working-groups/{id}/withdraw',
    decides: { nothing: 'takes back a proposal that the committee has not seen' },
    summary: 'Ritira la proposta di un gruppo di lavoro che non è ancora all’ordine del giorno',
    tag,
    who: ['PROCESS_OWNER'],
    params: id,
    answer: z.object({ workingGroupId: z.string() }),
    handle: ({ run, params }) => run(withdrawWorkingGroup, { workingGroupId: params.id }),
  }),
  route({
    method: 'post',
    path: '/api/working-groups/{id}/report-file',
    decides: { nothing: 'prepares what the committee hears' },
    summary:
      'Carica l’allegato della relazione che il referente prepara (multipart, campo file, fino a 20 MB)',
    tag,
    who: ['COMMITTEE_MEMBER'],
    params: id,
    upload: true,
    admit: async ({ reads, actor, params }) =>
      found('WORKING_GROUP', params.id, await reads.workingGroups.find(actor, params.id)),
    accepts: () => Promise.resolve(REPORT_FILES),
    answer: z.object({ sha256: z.string() }),
    status: 201,
    handle: ({ run, params, body }) => run(attachReportFile, { workingGroupId: params.id, file: body }),
  }),
  route({
    method: 'post',
    path: '/api/working-groups/{id}/reports',
    decides: { nothing: 'tells the committee what a group did' },
    summary:
      'Consegna la relazione del referente sugli esiti, con l’allegato già caricato: va a un ordine del giorno del Comitato (art. 5)',
    tag,
    who: ['COMMITTEE_MEMBER'],
    params: id,
    body: groupReportSchema,
    answer: z.object({ reportId: z.string() }),
    status: 201,
    handle: ({ run, params, body }) => run(reportOnWorkingGroup, { workingGroupId: params.id, ...body }),
  }),
  route({
    method: 'get',
    path: '/api/working-groups/{id}/reports/{reportId}/file',
    summary: 'Scarica l’allegato di una relazione',
    tag,
    who: 'SIGNED_IN',
    params: id.extend({ reportId: z.string().max(40) }),
    answer: fileContent,
    files: ['application/pdf', 'application/pkcs7-mime'],
    handle: ({ look, params }) => look(readReportFile, params),
  }),
]
