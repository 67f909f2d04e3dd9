import { z } from 'zod'
import { meetingLifecycle } from '../domain/meeting/lifecycle.ts'
import { found } from '../domain/shared/errors.ts'
import { instant } from './answers.ts'
import { listQuery, pageAnswer } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Riunioni'
const id = z.object({ id: z.string().max(40) })
/** By what a cycle's meetings are filtered. */
export const meetingFilters = {
  stage: z.enum(['GUIDANCE', 'EVALUATION']),
  status: meetingLifecycle.schema,
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
})
const page = meeting.extend({
  agenda: z.array(
    z.object({
      id: z.string(),
      position: z.int(),
      title: z.string(),
      kind: z.enum(['GUIDANCE', 'APPLICATION', 'RANKING']),
      applicationId: z.string().nullable(),
      discussion: z.string().nullable(),
    }),
  ),
  decisions: z.array(
    z.object({
      agendaItemId: z.string(),
      present: z.int(),
      inFavour: z.int(),
      against: z.int(),
      abstained: z.int(),
      passed: z.boolean(),
    }),
  ),
})
const who = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'COMMITTEE_MEMBER'] as const

/** The committee's meetings: convocation, agenda and decisions, behind the wall of conflicts (art. 5, 7). */
export const meetingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/cycles/{id}/meetings',
    summary: 'Le riunioni del Comitato in un ciclo',
    tag,
    who,
    params: id,
    query: listQuery(meetingFilters),
    answer: pageAnswer(meeting),
    handle: ({ reads, actor, params, query }) => reads.meetings.ofCycle(actor, params.id, query),
  }),
  route({
    method: 'get',
    path: '/api/meetings/{id}',
    summary: 'Una riunione con ordine del giorno e decisioni che chi è collegato può vedere',
    tag,
    who,
    params: id,
    answer: page,
    async handle({ reads, actor, params }) {
      return found('MEETING', params.id, await reads.meetings.find(actor, params.id))
    },
  }),
]
