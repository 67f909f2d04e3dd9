import { z } from 'zod'
import { DEFERRALS } from '../domain/meeting/sitting.ts'
import { agendaItemKinds, meetingLifecycle, meetingStages } from '../domain/meeting/lifecycle.ts'
import { found } from '../domain/shared/errors.ts'
import { instant } from './answers.ts'
import {
  cancelMeeting,
  cancelMeetingSchema,
  moveMeeting,
  moveMeetingSchema,
} from '../use-cases/meeting/change-meeting.ts'
import { conveneCommittee, conveneCommitteeSchema } from '../use-cases/meeting/convene-committee.ts'
import { conveneNetwork, conveneNetworkSchema } from '../use-cases/meeting/convene-network.ts'
import { answerConvocation, answerConvocationSchema } from '../use-cases/meeting/answer-convocation.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Riunioni'
const id = z.object({ id: z.string().max(40) })
/** By what a cycle's meetings are filtered. */
export const meetingFilters = {
  stage: z.enum(meetingStages),
  status: meetingLifecycle.schema,
}
/** By what the agenda of a meeting is filtered. */
export const agendaFilters = {
  kind: z.enum(agendaItemKinds),
  text: textFilter,
}

const meeting = z.object({
  id: z.string(),
  cycleId: z.string(),
  stage: meetingFilters.stage,
  subjectId: z.string(),
  round: z.int(),
  status: meetingLifecycle.schema,
  startsAt: instant.nullable(),
  endsAt: instant.nullable(),
  place: z.string().nullable(),
  notice: z.string().nullable(),
  convenedAt: instant.nullable(),
  heldAt: instant.nullable(),
  approved: z.boolean().nullable(),
  sequence: z.int().describe('Quante volte è stata spostata o annullata da quando è convocata'),
  changeReason: z.string().nullable().describe('Perché è stata spostata o annullata l’ultima volta'),
})
const agendaItem = z.object({
  id: z.string(),
  position: z.int(),
  title: z.string(),
  explanation: z.string().nullable().describe('Quello che i convocati ne leggono prima'),
  kind: agendaFilters.kind,
  applicationId: z.string().nullable(),
  workingGroupId: z.string().nullable(),
  discussion: z.string().nullable(),
  deferral: z.enum(DEFERRALS).nullable(),
  decision: z
    .object({
      present: z.int(),
      inFavour: z.int(),
      against: z.int(),
      abstained: z.int(),
      passed: z.boolean(),
    })
    .nullable(),
})
/** Who reads meetings, here and on their page: leads those to which they come as consultants, without the items of evaluation; bodies of the network
 * its own meetings (art. 4, 5). */
export const meetingReaders = [
  'PROCESS_OWNER',
  'CASE_OFFICER',
  'FINANCE',
  'COMMITTEE_MEMBER',
  'COMMITTEE_SECRETARY',
  'ALLIANCE_LEAD',
  'NETWORK_MEMBER',
] as const

/** The committee's meetings: convocation, agenda and decisions, behind the wall of conflicts (art. 5, 7). */
export const meetingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/cycles/{id}/meetings',
    summary: 'Le riunioni del Comitato e della Rete in un ciclo',
    tag,
    who: meetingReaders,
    params: id,
    query: listQuery(meetingFilters),
    answer: pageAnswer(meeting),
    handle: ({ reads, actor, params, query }) => reads.meetings.ofCycle(actor, params.id, query),
  }),
  route({
    method: 'post',
    path: '/api/cycles/{id}/network-meetings',
    decides: { nothing: 'calls all bodies to a meeting that votes on nothing' },
    summary:
      'Convoca la Rete, con l’ordine del giorno e il preavviso del regolamento; tutti gli enti aderenti ne ricevono notizia (art. 4)',
    tag,
    who: ['PROCESS_OWNER'],
    params: id,
    body: conveneNetworkSchema,
    answer: z.object({ meetingId: z.string() }),
    handle: ({ run, params, body }) => run(conveneNetwork, { cycleId: params.id, ...body }),
  }),
  route({
    method: 'post',
    path: '/api/cycles/{id}/committee-meetings',
    decides: { nothing: 'calls the committee, which then votes' },
    summary:
      'Convoca il Comitato con un ordine del giorno proprio, punti da votare o di cui prendere atto, e il preavviso del regolamento; tornano per primi i punti rinviati (art. 7)',
    tag,
    who: ['PROCESS_OWNER'],
    params: id,
    body: conveneCommitteeSchema,
    answer: z.object({ meetingId: z.string() }),
    handle: ({ run, params, body }) => run(conveneCommittee, { cycleId: params.id, ...body }),
  }),
  route({
    method: 'get',
    path: '/api/meetings/{id}',
    summary: 'Una riunione, con l’esito se chi è collegato può saperlo',
    tag,
    who: meetingReaders,
    params: id,
    answer: meeting,
    async handle({ reads, actor, params }) {
      return found('MEETING', params.id, await reads.meetings.find(actor, params.id))
    },
  }),
  route({
    method: 'get',
    path: '/api/meetings/{id}/agenda',
    summary:
      'L’ordine del giorno di una riunione con le decisioni, per i punti che chi è collegato può vedere',
    tag,
    who: meetingReaders,
    params: id,
    query: listQuery(agendaFilters),
    answer: pageAnswer(agendaItem),
    async handle({ reads, actor, params, query }) {
      const agenda = await reads.meetings.agenda(actor, params.id, query)
      if (agenda.items.length === 0) found('MEETING', params.id, await reads.meetings.find(actor, params.id))
      return agenda
    },
  }),
  route({
    method: 'put',
    path: '/api/meetings/{id}/answer',
    decides: { nothing: 'tells who comes: a presence is recorded at the sitting' },
    summary:
      'Risponde alla convocazione per il proprio seggio: vengo, viene il supplente, non vengo; fino all’inizio vale l’ultima risposta (art. 5, 7)',
    tag,
    who: ['COMMITTEE_MEMBER'],
    params: id,
    body: answerConvocationSchema,
    answer: z.object({ meetingId: z.string() }),
    handle: ({ run, params, body }) => run(answerConvocation, { meetingId: params.id, ...body }),
  }),
  route({
    method: 'post',
    path: '/api/meetings/{id}/move',
    decides: { nothing: 'puts the same agenda on another day' },
    summary:
      'Sposta una riunione convocata e non iniziata, con il motivo e il preavviso di una nuova; tutti i convocati ne ricevono notizia (art. 4, 7)',
    tag,
    who: ['PROCESS_OWNER'],
    params: id,
    body: moveMeetingSchema,
    answer: z.object({ meetingId: z.string() }),
    handle: ({ run, params, body }) => run(moveMeeting, { meetingId: params.id, ...body }),
  }),
  route({
    method: 'post',
    path: '/api/meetings/{id}/cancel',
    decides: { nothing: 'calls off what is convened again with the same agenda' },
    summary: 'Annulla una riunione convocata e non iniziata, con il motivo: si convoca di nuovo (art. 7)',
    tag,
    who: ['PROCESS_OWNER'],
    params: id,
    body: cancelMeetingSchema,
    answer: z.object({ meetingId: z.string() }),
    handle: ({ run, params, body }) => run(cancelMeeting, { meetingId: params.id, ...body }),
  }),
]
