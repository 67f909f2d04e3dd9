import { applicationSteps } from '../../../web/application-steps.ts'
import type { Knex } from 'knex'
import { CALL_PARTS } from '../../../domain/call/call-draft.ts'
import { demoBodyId, demoPersonId, demoSeatId } from '../../../app/demo/network-ids.ts'
import { LAST_PUBLISHED, OPEN_CALL, RANKED_CALL, SCORED_CALL, idText } from './shape.ts'

/** What an address is to be measured by: a list or page of it, and what a page asks again and again, or one thing with all of it;
 * a sealed file is bounded by its time alone. */
export type Kind = 'LIST' | 'POLL' | 'SINGLE' | 'SEAL'

/** A route that is measured at these addresses, or the reason why it is not. */
export type Walk = { kind: Kind; at: readonly string[] } | { left: string }

/** Ids that only the seeded rows tell. */
export interface Found {
  tasks: readonly string[]
  /** The one that prepares a call. */
  callTask: string
  guidanceId: string
  /** The number of a lead that has a task: of its body, its person, and its application to the first call. */
  lead: number
}

const FILE = 'a file of the document store: no rows but its own'
const FORECAST =
  'counts the committee against each draft of an open call: at a hundred drafts 14 times the bare page, and it grows with them'
const FIGURES = 'sums all tasks of the years asked, for an account that is given once a year'
const DEMO = 'of the demo, where somebody tries it out'
const FIXED = 'a text that asks no row'

const cycle = idText('CYC', 1)
const calls = [LAST_PUBLISHED, RANKED_CALL, SCORED_CALL].map((number) => idText('CAA', number))
const scored = idText('CAA', SCORED_CALL)
const open = idText('CAA', OPEN_CALL)
const published = idText('CAA', 1)
const project = idText('PRJ', 1)
const meeting = idText('MEE', 1)
const owner = demoPersonId('PROCESS_OWNER')
const seat = demoSeatId('CGIL')
const body = demoBodyId('CGIL')

const GROUPS = 'a committee has a handful of working groups: the seed has none'
const MINUTES = 'a file that is made when it is asked for, of one sitting'

const each = (kind: Kind, at: readonly string[]): Walk => ({ kind, at })
const ofCalls = (kind: Kind, path: (id: string) => string): Walk => each(kind, calls.map(path))

const ofApplication = (number: number, part: string): Walk =>
  each('SINGLE', [`/api/applications/${idText('APP', number)}/${part}`])

const RANKED = [LAST_PUBLISHED, RANKED_CALL].map((number) => idText('CAA', number))
const ofRanked = (path: (id: string) => string): Walk => each('LIST', RANKED.map(path))

/** Every GET route of the API and every page, as `routes` and `pages` name them, with how it is measured. A test holds that none is
 * missing. */
export const walks = ({ tasks, callTask, guidanceId, lead }: Found): Readonly<Record<string, Walk>> => ({
  '/api/session': each('POLL', ['/api/session']),
  '/api/demo/people': { left: DEMO },
  '/api/inbox': each('POLL', ['/api/inbox']),
  '/api/work-items': each('LIST', ['/api/work-items']),
  '/api/work-items/{id}': each(
    'SINGLE',
    tasks.map((id) => `/api/work-items/${id}`),
  ),
  '/api/work-items/{id}/call-draft': each('SINGLE', [`/api/work-items/${callTask}/call-draft`]),
  '/api/work-items/{id}/call-draft/notice': {
    left: 'a file that is made when it is asked for, of one draft',
  },
  '/api/work-items/{id}/minutes': { left: MINUTES },
  '/api/work-items/{id}/minutes-annex': { left: MINUTES },
  '/api/network/bodies': each('LIST', ['/api/network/bodies']),
  '/api/network/bodies/{bodyId}': each('SINGLE', [`/api/network/bodies/${body}`]),
  '/api/network/people': each('LIST', ['/api/network/people']),
  '/api/network/people/{personId}': each('SINGLE', [`/api/network/people/${owner}`]),
  '/api/network/seats': each('LIST', ['/api/network/seats']),
  '/api/network/seats/{seatId}': each('SINGLE', [`/api/network/seats/${seat}`]),
  '/api/cycles/{id}/meetings': each('LIST', [`/api/cycles/${cycle}/meetings`]),
  '/api/meetings/{id}': each('SINGLE', [`/api/meetings/${meeting}`]),
  '/api/meetings/{id}/agenda': each('LIST', [`/api/meetings/${meeting}/agenda`]),
  '/api/working-groups': { left: GROUPS },
  '/api/working-groups/{id}': { left: GROUPS },
  '/api/working-groups/{id}/reports/{reportId}/file': { left: FILE },
  '/api/guidance-documents/{id}': each('SINGLE', [`/api/guidance-documents/${guidanceId}`]),
  '/api/guidance-documents/{id}/comments': each('LIST', [`/api/guidance-documents/${guidanceId}/comments`]),
  '/api/my-exclusions': each('LIST', ['/api/my-exclusions']),
  '/api/calls/{callId}/evaluation': ofCalls('SINGLE', (id) => `/api/calls/${id}/evaluation`),
  '/api/calls/{callId}/room-forecast': { left: FORECAST },
  '/api/calls/{callId}/scores': ofCalls('LIST', (id) => `/api/calls/${id}/scores`),
  '/api/applications/{applicationId}/scores': ofApplication(1, 'scores'),
  '/api/calls/{callId}/my-sheets': ofCalls('SINGLE', (id) => `/api/calls/${id}/my-sheets`),
  '/api/calls/{callId}/ranking': ofRanked((id) => `/api/calls/${id}/ranking`),
  '/api/calls/{callId}/unproved-outcomes': ofCalls('LIST', (id) => `/api/calls/${id}/unproved-outcomes`),
  '/api/calls/{callId}/ranking/csv': each('SEAL', [`/api/calls/${published}/ranking/csv`]),
  '/api/calls/{callId}/ranking/json': each('SEAL', [`/api/calls/${published}/ranking/json`]),
  '/api/calls/{callId}/ranking/seal': each('SEAL', [`/api/calls/${published}/ranking/seal`]),
  '/api/calls/{callId}/ranking/corrections': each('LIST', [`/api/calls/${published}/ranking/corrections`]),
  '/api/cycles': each('LIST', ['/api/cycles']),
  '/api/cycles/{id}': each('SINGLE', [`/api/cycles/${cycle}`]),
  '/api/cycles/{id}/documents': each('LIST', [`/api/cycles/${cycle}/documents`]),
  '/api/documents/{id}': { left: FILE },
  '/api/calls/{callId}/notice': { left: FILE },
  '/api/processes': each('SINGLE', ['/api/processes']),
  '/api/instances/file': { left: 'a file of a whole list, at most 10,000 lines' },
  '/api/incidents': each('LIST', ['/api/incidents']),
  '/api/interventions': each('LIST', ['/api/interventions']),
  '/api/stage-times/file': { left: FIGURES },
  '/api/task-times/file': { left: FIGURES },
  '/api/instances': each('LIST', [
    '/api/instances',
    ...['text=A1-001', 'text=P1-001', 'state=ACTIVE', 'state=TERMINATED', 'from=2026-01-01'].map(
      (asked) => `/api/instances?${asked}`,
    ),
  ]),
  '/api/cycles/{id}/processes': each('POLL', [`/api/cycles/${cycle}/processes`]),
  '/api/cycles/{id}/instances': each('LIST', [`/api/cycles/${cycle}/instances`]),
  '/api/cycles/{id}/processes/{key}': each('POLL', [`/api/cycles/${cycle}/processes/10000001`]),
  '/api/calls': each('LIST', ['/api/calls']),
  '/api/calls/{callId}': each('SINGLE', [`/api/calls/${scored}`]),
  '/api/calls/{callId}/corrections': ofCalls('LIST', (id) => `/api/calls/${id}/corrections`),
  '/api/calls/{callId}/correction-draft': ofCalls('SINGLE', (id) => `/api/calls/${id}/correction-draft`),
  '/api/calls/{callId}/correction-draft/notice': {
    left: 'a file that is made when it is asked for, of one draft',
  },
  '/api/calls/{callId}/questions': ofCalls('LIST', (id) => `/api/calls/${id}/questions`),
  '/api/calls/{callId}/applications': ofCalls('LIST', (id) => `/api/calls/${id}/applications`),
  '/api/applications/{applicationId}': each('SINGLE', [`/api/applications/${idText('APP', lead)}`]),
  '/api/applications/{applicationId}/attachments/{kind}': { left: FILE },
  '/api/applications/{applicationId}/requests/{requestId}/files/{kind}': { left: FILE },
  '/api/applications/{applicationId}/requests': ofApplication(lead, 'requests'),
  '/api/applications/{applicationId}/communications': ofApplication(lead, 'communications'),
  '/api/applications/{applicationId}/receipt': { left: FILE },
  '/api/applications/{applicationId}/form': { left: FILE },
  '/api/applications/{applicationId}/letters/{partnerCode}': { left: FILE },
  '/api/my-partnerships': each('LIST', ['/api/my-partnerships']),
  '/api/cycles/{cycleId}/acts': each('LIST', [`/api/cycles/${cycle}/acts`]),
  '/api/acts/{id}': each('SINGLE', [`/api/acts/${idText('ACT', 1_001)}`]),
  '/api/cycles/{cycleId}/plans': each('LIST', [`/api/cycles/${cycle}/plans`]),
  '/api/plans/{id}/projects': each('LIST', [`/api/plans/${idText('PAN', 1)}/projects`]),
  '/api/cycles/{cycleId}/submissions': each('LIST', [`/api/cycles/${cycle}/submissions`]),
  '/api/submissions/{id}': each('SINGLE', [`/api/submissions/${idText('SBM', 1)}`]),
  '/api/cycles/{cycleId}/projects': each('LIST', [`/api/cycles/${cycle}/projects`]),
  '/api/projects/{projectId}/expenses': each('LIST', [`/api/projects/${project}/expenses`]),
  '/api/projects/{projectId}': each('SINGLE', [`/api/projects/${project}`]),
  '/api/cycles/{cycleId}/cash': each('LIST', [`/api/cycles/${cycle}/cash`]),
  '/api/payments/{paymentId}/order': { left: 'orders are written by a step; the seed has none' },
  '/api/cycles/{cycleId}/results': each('LIST', [`/api/cycles/${cycle}/results`]),
  '/api/deliveries': each('LIST', ['/api/deliveries']),

  '/': each('LIST', ['/']),
  '/session': { left: 'leads to another page' },
  '/clock': { left: DEMO },
  '/sign-in': { left: DEMO },
  '/api/invitations': { left: 'a hundred rows at most' },
  '/invitations/:token': { left: 'one row by its key, read once' },
  '/sign-in/function': { left: 'asked once, after the sign-in' },
  '/signed-out': { left: FIXED },
  '/inbox': each('LIST', ['/inbox']),
  '/inbox/tasks': each('POLL', ['/inbox/tasks']),
  '/taken-tasks': each('LIST', ['/taken-tasks']),
  '/tasks/:id/draft': { left: 'the rows of its task, which is measured, and one by its key' },
  '/tasks/:id': each(
    'SINGLE',
    tasks.map((id) => `/tasks/${id}`),
  ),
  '/tasks/:id/call/:part': each(
    'SINGLE',
    CALL_PARTS.map((part) => `/tasks/${callTask}/call/${part}`),
  ),
  '/tasks/:id/call-comparison': each('SINGLE', [`/tasks/${callTask}/call-comparison`]),
  '/tasks/:id/call-trial': each('SINGLE', [`/tasks/${callTask}/call-trial`]),
  '/tasks/:id/call.json': { left: 'a file, with what its parts hold' },
  '/cycles': each('LIST', ['/cycles']),
  '/cycles/:id': each('SINGLE', [`/cycles/${cycle}`]),
  '/cycles/:id/committee-meeting': each('SINGLE', [`/cycles/${cycle}/committee-meeting`]),
  '/working-groups': { left: GROUPS },
  '/working-groups/:id': { left: GROUPS },
  '/cycles/:id/stopped': each('POLL', [`/cycles/${cycle}/stopped`]),
  '/control-room/incidents': each('SINGLE', ['/control-room/incidents']),
  '/control-room/figures': { left: FIGURES },
  '/control-room': each('SINGLE', [
    '/control-room',
    ...['element=Task_RequestPayment', 'element=Task_ScoreApplication', 'term=LATE'].map(
      (asked) => `/control-room?instances-${asked}`,
    ),
  ]),
  '/cycles/:id/processes': each('LIST', [`/cycles/${cycle}/processes`]),
  '/cycles/:id/processes/:key': each('SINGLE', [`/cycles/${cycle}/processes/10000001`]),
  '/guidance-documents/:id': each('SINGLE', [`/guidance-documents/${guidanceId}`]),
  '/calls': each('LIST', ['/calls']),
  '/calls/:id': ofCalls('SINGLE', (id) => `/calls/${id}`),
  '/applications/:id/requests': each('SINGLE', [`/applications/${idText('APP', lead)}/requests`]),
  '/applications/:id/communications': each('SINGLE', [`/applications/${idText('APP', lead)}/communications`]),
  '/applications/:id': each(
    'SINGLE',
    ['APP', 'DRF'].map((kind) => `/applications/${idText(kind, lead)}`),
  ),
  ...Object.fromEntries(
    [...applicationSteps.map(({ step }) => step), 'submit'].map((step) => [
      `/applications/:id/${step}`,
      each('SINGLE', [`/applications/${idText('DRF', lead)}/${step}`]),
    ]),
  ),
  '/partnerships': each('LIST', ['/partnerships']),
  '/exclusions': each('LIST', ['/exclusions']),
  '/calls/:id/correction': each('SINGLE', [`/calls/${open}/correction`]),
  '/calls/:id/correction/:part': each(
    'SINGLE',
    CALL_PARTS.map((part) => `/calls/${open}/correction/${part}`),
  ),
  '/calls/:id/evaluation': ofCalls('SINGLE', (id) => `/calls/${id}/evaluation`),
  '/calls/:id/ranking': ofRanked((id) => `/calls/${id}/ranking`),
  '/calls/:id/ranking/correction': ofCalls('SINGLE', (id) => `/calls/${id}/ranking/correction`),
  '/meetings/:id': each('SINGLE', [`/meetings/${meeting}`]),
  '/calls/:id/scoring': ofCalls('SINGLE', (id) => `/calls/${id}/scoring`),
  '/applications/:id/sheets': each('SINGLE', [`/applications/${idText('APP', 1)}/sheets`]),
  '/calls/:id/late-conflict': ofCalls('SINGLE', (id) => `/calls/${id}/late-conflict`),
  '/projects/:id': each('SINGLE', [`/projects/${project}`]),
  '/network': each('LIST', ['/network']),
  '/network/bodies/:id': each('SINGLE', [`/network/bodies/${body}`]),
  '/network/seats/:id': each('SINGLE', [`/network/seats/${seat}`]),
  '/network/people': each('LIST', ['/network/people']),
  '/network/invitations': { left: 'a hundred rows at most' },
  '/network/people/:id': each('SINGLE', [`/network/people/${owner}`]),
  '/calendar': { left: 'one row by its key' },
  '/mail': { left: DEMO },
  '/mail/:id': { left: DEMO },
  '/mail/:id/message.eml': { left: DEMO },
  '/mail/:id/files/:index': { left: DEMO },
  '/deliveries': each('LIST', ['/deliveries']),
  '/accessibility': { left: FIXED },
})

/* One open task of each kind; of sheets one of the evaluator who asks. */
const TASKS = `
select distinct on (element_id) id, element_id, right(body_id, 22)::int as lead from work_items
 where state = 'OPEN' and (person_id is null or person_id = ?) order by element_id, id`

/** Reads what the walk must know of the rows. */
export async function findIds(knex: Knex): Promise<Found> {
  const evaluator = demoPersonId('TITULAR_CCIAA')
  const { rows } = await knex.raw<{ rows: { id: string; element_id: string; lead: number | null }[] }>(
    TASKS,
    [evaluator],
  )
  const guidance = await knex('guidance_documents').where({ cycle_id: cycle }).first<{ id: string }>('id')
  const lead = rows.find((one) => one.lead !== null)?.lead ?? 1
  const callTask = rows.find(({ element_id }) => element_id === 'Task_PrepareCall')?.id ?? ''
  return { tasks: rows.map(({ id }) => id), callTask, guidanceId: guidance.id, lead }
}
