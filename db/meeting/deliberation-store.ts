import type { Knex } from 'knex'
import { insertRows } from '../platform/insert-rows.ts'
import type { DeputyRule } from '../../domain/call/configuration.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { IN_FORCE } from '../network/function-store.ts'
import { NOT_DECLARED, TOLD_ONLY } from '../../domain/meeting/deliberation.ts'
import type { Movement, Voter } from '../../domain/meeting/attendance.ts'
import type { Vote as SeatVote } from '../../domain/meeting/deliberation.ts'
import type { AgendaItemKind } from '../../domain/meeting/lifecycle.ts'
import type { Deferral } from '../../domain/meeting/sitting.ts'
import type { PersonId } from '../../domain/shared/ids.ts'

/** Who takes no part in an item, with the whole reason: for chair and minutes only (art. 5). */
export interface ItemExclusion {
  agendaItemId: string
  personId: PersonId
  reason: string
}
export interface Vote extends SeatVote {
  agendaItemId: string
}
/** How an item ended: counts of people; who abstains is present (art. 7). */
export interface Decision {
  agendaItemId: string
  present: number
  inFavour: number
  against: number
  abstained: number
  passed: boolean
}
/* A decision with the kind of its item, and its application where it is about one. */
interface ItemDecision extends Decision {
  kind: AgendaItemKind
  applicationId: string | null
}
/** An exclusion as minutes have it: `outOfRoom` when the person was not in the room for the item, or was seen to leave. */
export interface RecordedExclusion extends ItemExclusion {
  outOfRoom: boolean
}
/* The committee of a day, and what was known of it at an instant. */
interface AsOf {
  on: LocalDate
  until: Date
}
interface VotersAsked {
  callId: string
  on: LocalDate
  deputyFor: DeputyRule
  of: readonly string[]
}
interface MeetingRecord {
  attendances: readonly Voter[]
  movements: readonly Movement[]
  /** Leads of alliances who were there, without a vote (art. 5). */
  consultants: readonly PersonId[]
  exclusions: readonly RecordedExclusion[]
  votes: readonly Vote[]
  items: readonly { agendaItemId: string; discussion: string; deferral: Deferral | null }[]
}

/** Exclusions that a meeting on a call must respect, as they stood at an instant: computed, declared or told of oneself and not
 * yet waived, and members who did not declare. What comes out after a sitting takes no vote away that was cast in it. Whoever is
 * excluded from one application takes no part in the item on the ranking of all. */
const EXCLUSIONS = `
  with call_meeting as (select id, subject_id as call_id from meetings where id = :meetingId and stage = 'EVALUATION'),
  excluded as (
    select e.application_id, e.person_id, string_agg(distinct e.full_reason, '; ' order by e.full_reason) as reason
      from exclusions e join call_meeting m on m.call_id = e.call_id where e.excluded_at <= :until
     group by e.application_id, e.person_id),
  told as (
    select x.application_id, d.person_id from declared_conflicts x join conflict_declarations d on d.id = x.declaration_id
      join call_meeting m on m.call_id = d.call_id where d.declared_at <= :until and (x.decision is null or x.decided_at > :until)
    union
    select l.application_id, l.person_id from late_conflicts l join call_meeting m on m.call_id = l.call_id
     where l.told_by = l.person_id and l.told_at <= :until and (l.decision is null or l.decided_at > :until)),
  reasons as (
    select * from excluded
    union all
    select t.application_id, t.person_id, cast(:toldOnly as text) from told t
     where not exists (select 1 from excluded e where e.application_id = t.application_id and e.person_id = t.person_id)
  ),
  undeclared as (
    select f.person_id from functions f cross join call_meeting m
     where f.seat_id is not null and ${IN_FORCE} and not exists (select 1 from conflict_declarations d
       where d.call_id = m.call_id and d.person_id = f.person_id and d.status = 'DECLARED' and d.seat_id is not null)
  )
  select i.id as "agendaItemId", r.person_id as "personId", r.reason
    from agenda_items i join call_meeting m on m.id = i.meeting_id join reasons r on r.application_id = i.application_id
  union all
  select i.id, r.person_id, 'escluso dalla valutazione di un progetto della graduatoria'
    from agenda_items i join call_meeting m on m.id = i.meeting_id
    join (select distinct person_id from reasons) r on i.kind = 'RANKING'
  union all
  select i.id, u.person_id, cast(:notDeclared as text)
    from agenda_items i join call_meeting m on m.id = i.meeting_id cross join undeclared u
   where not exists (select 1 from reasons r where r.person_id = u.person_id
     and (i.kind = 'RANKING' or r.application_id = i.application_id))
  order by 1, 2`

/** What a meeting recorded and decided; each fact has its natural key, so a repetition adds nothing. */
export function createDeliberations(tx: Knex) {
  return {
    /** Exclusions as they stood at an instant, of the committee of a day; they are frozen when the meeting is recorded. */
    async exclusionsAt(meetingId: string, { on, until }: AsOf): Promise<ItemExclusion[]> {
      const words = { notDeclared: NOT_DECLARED, toldOnly: TOLD_ONLY }
      const result = await tx.raw<{ rows: ItemExclusion[] }>(EXCLUSIONS, { meetingId, on, until, ...words })
      return result.rows
    },

    /** How many seats could vote on each of these applications of a call, and under null on its ranking, with the committee of a
     * day; to whom may know it, and only of what is not closed to whoever reads (art. 5). */
    seatsWithVote: (asked: VotersAsked): Promise<Map<string | null, number>> => readSeatsWithVote(tx, asked),

    record: (meetingId: string, record: MeetingRecord): Promise<void> => recordMeeting(tx, meetingId, record),

    async putDecisions(...decisions: Decision[]): Promise<void> {
      const rows = decisions.map(({ agendaItemId, inFavour, ...counts }) => ({
        ...{ agenda_item_id: agendaItemId, in_favour: inFavour, ...counts },
      }))
      await insertRows(tx, { table: 'decisions', rows, conflict: 'on conflict (agenda_item_id) do nothing' })
    },

    ...createReads(tx),
  }
}

async function readSeatsWithVote(tx: Knex, { callId, on, deputyFor, of }: VotersAsked) {
  const { rows } = await tx.raw<{ rows: { applicationId: string | null; seats: number }[] }>(
    'select application_id as "applicationId", seats from seats_with_vote(:callId, :on, :replaces, :of)',
    { callId, on, replaces: deputyFor === 'ABSENCE_OR_EXCLUSION', of: [...of] },
  )
  return new Map(rows.map((row) => [row.applicationId, row.seats]))
}

function createReads(tx: Knex) {
  return {
    async attendances(meetingId: string): Promise<Voter[]> {
      return tx('attendances')
        .where('meeting_id', meetingId)
        .select<Voter[]>({ seatId: 'seat_id', personId: 'person_id', role: 'present_as' })
        .orderBy('seat_id')
    },

    /** The names of the leads who were there. */
    async consultants(meetingId: string): Promise<string[]> {
      return tx('meeting_consultants')
        .join('persons', 'persons.id', 'meeting_consultants.person_id')
        .where('meeting_id', meetingId)
        .orderBy('display_name')
        .pluck<string[]>('display_name')
    },

    async movements(meetingId: string): Promise<Movement[]> {
      return tx('room_movements')
        .join('agenda_items', 'agenda_items.id', 'room_movements.agenda_item_id')
        .where('meeting_id', meetingId)
        .select<Movement[]>({ agendaItemId: 'agenda_item_id', seatId: 'seat_id', presence: 'presence' })
        .orderBy(['position', 'seat_id'])
    },

    async itemExclusions(meetingId: string): Promise<RecordedExclusion[]> {
      return tx('item_exclusions')
        .join('agenda_items', 'agenda_items.id', 'item_exclusions.agenda_item_id')
        .where('meeting_id', meetingId)
        .select<RecordedExclusion[]>({
          agendaItemId: 'agenda_item_id',
          personId: 'person_id',
          reason: 'reason',
          outOfRoom: 'out_of_room',
        })
        .orderBy(['position', 'person_id'])
    },

    async votes(meetingId: string): Promise<Vote[]> {
      return tx('votes')
        .join('agenda_items', 'agenda_items.id', 'votes.agenda_item_id')
        .where('meeting_id', meetingId)
        .select<Vote[]>({
          agendaItemId: 'agenda_item_id',
          seatId: 'seat_id',
          personId: 'person_id',
          choice: 'choice',
        })
        .orderBy(['position', 'seat_id'])
    },

    async decisionOf(agendaItemId: string): Promise<Decision | null> {
      const [decision] = await decisions(tx).where('agenda_items.id', agendaItemId)
      return decision ?? null
    },

    /** Decisions of a meeting in the order of its agenda. */
    async decisionsOf(meetingId: string): Promise<ItemDecision[]> {
      return decisions(tx).where('meeting_id', meetingId).orderBy('position')
    },
  }
}

function decisions(tx: Knex) {
  return tx('decisions')
    .join('agenda_items', 'agenda_items.id', 'decisions.agenda_item_id')
    .select<ItemDecision[]>({
      agendaItemId: 'agenda_item_id',
      kind: 'kind',
      applicationId: 'application_id',
      present: 'present',
      inFavour: 'in_favour',
      against: 'against',
      abstained: 'abstained',
      passed: 'passed',
    })
}

async function recordMeeting(tx: Knex, meetingId: string, record: MeetingRecord): Promise<void> {
  const conflict = 'on conflict do nothing'
  const attendances = record.attendances.map((one) => ({
    meeting_id: meetingId,
    seat_id: one.seatId,
    person_id: one.personId,
    present_as: one.role,
  }))
  await insertRows(tx, { table: 'attendances', rows: attendances, conflict })
  const movements = record.movements.map((one) => ({
    ...{ agenda_item_id: one.agendaItemId, seat_id: one.seatId, presence: one.presence },
  }))
  await insertRows(tx, { table: 'room_movements', rows: movements, conflict })
  const consultants = record.consultants.map((personId) => ({ meeting_id: meetingId, person_id: personId }))
  await insertRows(tx, { table: 'meeting_consultants', rows: consultants, conflict })
  const exclusions = record.exclusions.map((one) => ({
    agenda_item_id: one.agendaItemId,
    person_id: one.personId,
    reason: one.reason,
    out_of_room: one.outOfRoom,
  }))
  await insertRows(tx, { table: 'item_exclusions', rows: exclusions, conflict })
  const votes = record.votes.map((one) => ({
    agenda_item_id: one.agendaItemId,
    seat_id: one.seatId,
    person_id: one.personId,
    choice: one.choice,
  }))
  await insertRows(tx, { table: 'votes', rows: votes, conflict })
  await tx.raw(
    `update agenda_items i set discussion = d.discussion, deferral = d.deferral
       from jsonb_to_recordset(cast(:items as jsonb)) d ("agendaItemId" text, discussion text, deferral text)
      where i.id = d."agendaItemId" and i.meeting_id = :meetingId`,
    { meetingId, items: JSON.stringify(record.items) },
  )
}
