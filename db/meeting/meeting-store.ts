import type { Knex } from 'knex'
import type { AgendaItemKind, MeetingStage, MeetingStatus } from '../../domain/meeting/lifecycle.ts'
import type { Deferral } from '../../domain/meeting/sitting.ts'
import { movesOf } from '../platform/moves.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import { createMeetingPlans } from './meeting-plans.ts'
import { createRankingMeetings } from './ranking-meetings.ts'
import { createMeetingAnswers } from './answer-store.ts'
import { createSignatures } from './signature-store.ts'
import { createDeliberations } from './deliberation-store.ts'
import { createNetworkAttendances } from './network-attendances.ts'
import type { Decision } from './deliberation-store.ts'
import type { Tables } from '../tables.ts'

/** A meeting about one subject: of the committee a guidance document, a call (then `subjectId` is the call's id), or its own agenda
 * (`COMMITTEE`); of the network a cycle. */
export interface Meeting {
  id: string
  cycleId: string
  stage: MeetingStage
  subjectId: string
  /** The provisional ranking attached to it; null where it is about no ranking. */
  rankingId: string | null
  round: number
  status: MeetingStatus
  startsAt: Date | null
  endsAt: Date | null
  place: string | null
  notice: string | null
  convenedAt: Date | null
  heldAt: Date | null
  approved: boolean | null
  /** How often it was moved or called off; `toldSequence` is the one that everybody convened knows of, null before the convocation. */
  sequence: number
  toldSequence: number | null
  /** Why it was moved or called off last. */
  changeReason: string | null
}
export interface AgendaItem {
  id: string
  position: number
  title: string
  /** What those convened read of it beforehand; null where nothing is said. */
  explanation: string | null
  kind: AgendaItemKind
  applicationId: string | null
  workingGroupId: string | null
  discussion: string | null
  /** Why it was not decided, once the meeting was held; null where it was. */
  deferral: Deferral | null
}
/** An item with how it ended; null until then, and to whoever may not know it. */
export interface DecidedItem extends AgendaItem {
  decision: Omit<Decision, 'agendaItemId'> | null
}
export interface AgendaAsked extends PageAsked {
  kind?: AgendaItemKind | undefined
  text?: string | undefined
}
export interface MeetingsAsked extends PageAsked {
  stage?: MeetingStage | undefined
  status?: MeetingStatus | undefined
}
const fromRow = (row: Tables['meetings']): Meeting => ({
  id: row.id,
  cycleId: row.cycle_id,
  stage: row.stage,
  subjectId: row.subject_id,
  rankingId: row.ranking_id,
  round: row.round,
  status: row.status,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  place: row.place,
  notice: row.notice,
  convenedAt: row.convened_at,
  heldAt: row.held_at,
  approved: row.approved,
  sequence: row.sequence,
  toldSequence: row.told_sequence,
  changeReason: row.change_reason,
})

/** Meetings of committee and network: plan, convocation, what was recorded and decided (art. 4, 5, 7). */
export function createMeetingStore(tx: Knex) {
  const meetings = movesOf(tx, 'meetings')
  return {
    ...createDeliberations(tx),
    ...createSignatures(tx),
    ...createMeetingAnswers(tx),
    ...createRankingMeetings(tx),
    ...createMeetingPlans(tx),
    ...createNetworkAttendances(tx),
    ...createReads(tx),

    /** Throws MOVE_NOT_POSSIBLE when the meeting was convened before. */
    convene: (
      id: string,
      convocation: { startsAt: Date; endsAt: Date; place: string; notice: string | null; at: Date },
    ) =>
      meetings.must('convene', id, {
        starts_at: convocation.startsAt,
        ends_at: convocation.endsAt,
        place: convocation.place,
        notice: convocation.notice,
        convened_at: convocation.at,
      }),

    /** Puts a meeting that is convened on another day, hour or place. Throws MOVE_NOT_POSSIBLE when it is not. */
    move: (id: string, to: { startsAt: Date; endsAt: Date; place: string; reason: string; at: Date }) =>
      meetings.must('move', id, {
        starts_at: to.startsAt,
        ends_at: to.endsAt,
        place: to.place,
        convened_at: to.at,
        change_reason: to.reason,
        sequence: tx.raw('sequence + 1'),
      }),

    /** Calls a meeting off that was not held. Throws MOVE_NOT_POSSIBLE when it was. */
    cancel: (id: string, reason: string | null = null) =>
      meetings.must('cancel', id, { change_reason: reason, sequence: tx.raw('sequence + 1') }),

    /** Notes the sequence that everybody convened was told of. */
    tell: (id: string, sequence: number) => tx('meetings').where({ id }).update({ told_sequence: sequence }),

    /** The meetings on a call that were called off; untold are those convened of whose end nobody was told. */
    cancelledOn: (callId: string): Promise<{ id: string; untold: boolean }[]> =>
      tx('meetings')
        .where({ stage: 'EVALUATION', subject_id: callId, status: 'CANCELLED' })
        .select('id', tx.raw('convened_at is not null and told_sequence <> sequence as untold')),

    /** Throws MOVE_NOT_POSSIBLE when the meeting is not convened, or was recorded before. */
    hold: (id: string, heldAt: Date) => meetings.must('hold', id, { held_at: heldAt }),

    /** Says whether what was voted on passed. */
    settle: (id: string, approved: boolean) => meetings.move('settle', { id }, { approved }),
  }
}

function createReads(tx: Knex) {
  return {
    async find(id: string): Promise<Meeting | null> {
      const row = await tx('known_meetings').where({ id }).first<Tables['meetings'] | undefined>()
      return row ? fromRow(row) : null
    },

    /** The last meeting on a subject, or null. */
    async latestFor(stage: MeetingStage, subjectId: string): Promise<Meeting | null> {
      const row = await latestRow(tx, stage, subjectId)
      return row ? fromRow(row) : null
    },

    /** The last meeting on a subject that was held, or null. */
    async latestHeld(stage: MeetingStage, subjectId: string): Promise<Meeting | null> {
      const row = await latestRow(tx, stage, subjectId).where('status', 'HELD')
      return row ? fromRow(row) : null
    },

    /** A page of a cycle's, first held first, those not convened yet last. */
    async ofCycle(cycleId: string, { stage, status, ...page }: MeetingsAsked = {}): Promise<Page<Meeting>> {
      const { items, next } = await readPage<Tables['meetings']>(
        tx,
        {
          about: ['meetings', cycleId],
          rows: 'select * from known_meetings where cycle_id = :cycleId',
          values: { cycleId },
          filters: { stage: ['stage = :stage', stage], status: ['status = :status', status] },
          order: { [`coalesce(starts_at, 'infinity')`]: 'instant', id: 'text' },
        },
        page,
      )
      return { items: items.map(fromRow), next }
    },

    /** A page of the agenda as its readers were convened with it: discussion and decision only of items that are open to the viewer. */
    agendaPage: (meetingId: string, { kind, text, ...page }: AgendaAsked = {}): Promise<Page<DecidedItem>> =>
      readPage(
        tx,
        {
          about: ['agenda', meetingId],
          rows: `select id, position, title, explanation, kind, application_id as "applicationId", working_group_id as "workingGroupId", discussion, deferral, decision
            from known_agenda where meeting_id = :meetingId`,
          values: { meetingId },
          filters: { kind: ['kind = :kind', kind], text: [contains('title'), text] },
          order: { position: 'number' },
        },
        page,
      ),

    async agenda(meetingId: string): Promise<AgendaItem[]> {
      return tx('agenda_items')
        .where('meeting_id', meetingId)
        .select({
          id: 'id',
          position: 'position',
          title: 'title',
          explanation: 'explanation',
          kind: 'kind',
          applicationId: 'application_id',
          workingGroupId: 'working_group_id',
          discussion: 'discussion',
          deferral: 'deferral',
        })
        .orderBy('position')
    },
  }
}

function latestRow(tx: Knex, stage: MeetingStage, subjectId: string) {
  return tx('known_meetings')
    .where({ stage, subject_id: subjectId })
    .orderBy('round', 'desc')
    .first<Tables['meetings'] | undefined>()
}
