import { atOnce } from '../../domain/shared/at-once.ts'
import type { LeadRequestKind } from '../../domain/evaluation/lead-request.ts'
import type { Role } from '../../domain/shared/roles.ts'
import type { Knex } from 'knex'
import { UNPROVED } from '../evaluation/unproved-outcomes.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'
import { readParts } from './document-read-model.ts'

/* Something of a cycle with its instant; `id` is of what `kind` names. */
interface Dated {
  kind: string
  id: string
  what: string
  /** Null where it is of no cycle. */
  cycleId: string | null
  cycleCode: string | null
  at: Date
}

/* Of a meeting, when it ends. */
interface Term extends Dated {
  endsAt: Date | null
  /** Of a meeting to which one is convened for a seat, whether one has answered; null of anything else. */
  answered: boolean | null
}

/* A call with how many of something wait for the office, and since when the first. */
interface WaitingCall {
  id: string
  what: string
  cycleCode: string
  count: number
  at: Date
}

interface AskedOfLead {
  id: string
  kind: LeadRequestKind
}

/** What a person's home shows beside the tasks: terms that no task tells, first due first; and what changed since the person
 * looked, latest first. `lookedAt` is null before the first time. */
interface Home {
  lookedAt: Date | null
  terms: Term[]
  changes: Dated[]
  questions: WaitingCall[]
  /** Calls with outcomes whose delivery is not proved, a day after they were told or later. */
  outcomes: WaitingCall[]
  /** What the office asked of a lead and still takes an answer to. */
  asked: AskedOfLead[]
}

const MOST = 20

const COMMENTS = `
select 'COMMENTS' as kind, g.id, g.title as what, g.cycle_id, g.comments_due_at as at, null::timestamptz as ends_at, null::boolean as answered from guidance_documents g
 where g.status = 'SHARED' and g.comments_due_at >= :now`
/* The committee's people are convened to its meetings, the bodies of the network to the network's (art. 4, 7). */
const meetings = (whose: string): string => `
select 'MEETING' as kind, m.id, m.stage as what, m.cycle_id, m.starts_at as at, m.ends_at,
    case when acting_role() = 'COMMITTEE_MEMBER' and m.starts_at > :now then exists (select 1 from meeting_answers a
      where a.meeting_id = m.id and a.person_id = current_viewer() and a.sequence = m.sequence) end as answered
  from meetings m where m.status = 'CONVENED' and coalesce(m.ends_at, m.starts_at) >= :now and ${whose}`
const OF_NETWORK = `m.stage = 'NETWORK'`
const OF_COMMITTEE = `m.stage <> 'NETWORK'`
const CALLS = `
select 'CALL' as kind, k.id, k.title as what, k.cycle_id, k.closes_at as at, null::timestamptz as ends_at, null::boolean as answered from calls k
 where k.status = 'PUBLISHED' and k.opens_at <= :now and k.closes_at > :now`

/* The report that a referent owes the committee, until one was handed in; due by the end of its day in Rome (art. 5). */
const REPORTS = `
select 'GROUP_REPORT' as kind, g.id, g.name as what, null as cycle_id,
    ((g.report_due_on + 1)::timestamp at time zone 'Europe/Rome') - interval '1 second' as at, null::timestamptz as ends_at, null::boolean as answered
  from working_groups g where g.status = 'CONSTITUTED' and g.referent_id = current_viewer() and not exists (
    select 1 from working_group_reports r where r.working_group_id = g.id and r.handed_in_at is not null)`

/* Comments that the own body may give, meetings to attend, calls to apply to, reports of working groups (art. 5, 6, 7, 8). */
const TERMS_OF: Partial<Record<Role, string>> = {
  NETWORK_MEMBER: [COMMENTS, meetings(OF_NETWORK)].join(' union all '),
  COMMITTEE_MEMBER: [meetings(OF_COMMITTEE), REPORTS].join(' union all '),
  COMMITTEE_SECRETARY: meetings(OF_COMMITTEE),
  PROCESS_OWNER: meetings('true'),
  ALLIANCE_LEAD: CALLS,
}
const termsIn = (rows: string): string => `
select t.kind, t.id, t.what, t.cycle_id as "cycleId", c.code as "cycleCode", t.at, t.ends_at as "endsAt", t.answered
  from (${rows}) t left join cycles c on c.id = t.cycle_id
 order by t.at, t.id limit :most`

/* Who answers questions and records receipts. */
const OFFICE: readonly (Role | null)[] = ['PROCESS_OWNER', 'CASE_OFFICER']
/* Questions about calls that nobody has answered (L. 241/1990 art. 1, 12). */
const QUESTIONS = `
with open as materialized (
  select q.call_id, count(*)::int as count, min(q.asked_at) as at from call_questions q
   where q.answer is null and acting_application() is null group by q.call_id)
select k.id, k.title as what, c.code as "cycleCode", o.count, o.at
  from open o join calls k on k.id = o.call_id join cycles c on c.id = k.cycle_id order by o.at, k.id limit :most`

/* Outcomes whose delivery is not proved, once a day of Rome has passed (DPR 68/2005 art. 6, 8; D.Lgs. 104/2010 art. 41). */
const OUTCOMES = `
with open as materialized (
  select a.call_id, count(*)::int as count, min(m.written_at) as at ${UNPROVED}
     and (m.written_at at time zone 'Europe/Rome')::date < (cast(:now as timestamptz) at time zone 'Europe/Rome')::date group by a.call_id)
select k.id, k.title as what, c.code as "cycleCode", o.count, o.at
  from open o join calls k on k.id = o.call_id join cycles c on c.id = k.cycle_id order by o.at, k.id limit :most`

/* An integration or a notice before refusal: the task is the same, what is at stake is not (L. 241/1990 art. 6, 10-bis). */
const ASKED = `
select q.id, q.kind from applications a join lead_requests q on q.application_id = a.id
 where a.lead_body_id = acting_body() and q.status in ('RECEIVED','EXPIRED') and q.kind <> 'CUT_GRANT' order by q.asked_at, q.id limit :most`

const SINCE = `(select coalesce(p.looked_at, '-infinity') from persons p where p.id = :viewer)`

/* Each kind, and of documents each part, is bounded before they are put together: only the newest of each can be among the newest of all. */
const newest = (columns: string, from: string, at: string) =>
  `(select ${columns}, ${at} as at ${from} and ${at} > ${SINCE} order by ${at} desc limit :most)`
const changesFor = (role: Role | null): string => `
select t.kind, t.id, t.what, t.cycle_id as "cycleId", c.code as "cycleCode", t.at from (
  ${readParts(role)
    .map((from) => newest(`'DOCUMENT' as kind, d.id, d.title as what, d.cycle_id`, from, 'd.created_at'))
    .join(' union all ')}
  union all ${newest(`'MEETING', m.id, m.stage, m.cycle_id`, 'from meetings m where m.convened_at is not null', 'm.convened_at')}
  union all ${newest(`'OUTCOME', k.id, k.title, k.cycle_id`, 'from calls k where k.outcome_published_at is not null', 'k.outcome_published_at')}
  union all ${newest(`'SHEET', s.call_id, s.code, s.cycle_id`, 'from own_void_sheets() s where true', 's.voided_at')}
  union all ${newest(`'GROUP_REPORT', g.id, g.name, null`, 'from working_group_reports r join working_groups g on g.id = r.working_group_id where r.handed_in_at is not null', 'r.handed_in_at')}
  union all ${newest(`'CYCLE', y.id, y.title, y.id`, 'from cycles y where true', 'y.opened_at')}) t
  left join cycles c on c.id = t.cycle_id
 order by t.at desc, t.id limit :most`

/** What a person finds when coming in, as the wall and the function acted in let it be seen. */
export function createHomeReadModel(asViewer: AsViewer) {
  return {
    find: (viewer: Viewer, now: Date): Promise<Home> =>
      asViewer(viewer, async (tx) => {
        const office = OFFICE.includes(viewer.role)
        const terms = viewer.role === null ? undefined : TERMS_OF[viewer.role]
        const { person, ...found } = await atOnce({
          person: tx('persons').where({ id: viewer.personId }).first('looked_at'),
          terms: terms === undefined ? [] : dated<Term>(tx, termsIn(terms), { now }),
          changes: dated(tx, changesFor(viewer.role), { viewer: viewer.personId }),
          questions: office ? dated<WaitingCall>(tx, QUESTIONS, {}) : [],
          asked: viewer.role === 'ALLIANCE_LEAD' ? dated<AskedOfLead>(tx, ASKED, {}) : [],
          outcomes: office ? dated<WaitingCall>(tx, OUTCOMES, { now }) : [],
        })
        return { ...found, lookedAt: person?.looked_at ?? null }
      }),
  }
}

const dated = async <T = Dated>(tx: Knex, sql: string, values: Record<string, Date | string>): Promise<T[]> =>
  (await tx.raw<{ rows: T[] }>(sql, { ...values, most: MOST })).rows
