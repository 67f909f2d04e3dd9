import type { Knex } from 'knex'
import type { WorkingGroupStatus } from '../../domain/meeting/working-group.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { insertRows } from '../platform/insert-rows.ts'
import { movesOf } from '../platform/moves.ts'

export interface WorkingGroup {
  id: string
  name: string
  purpose: string
  referentId: string
  referent: string
  reportDueOn: LocalDate
  /** Its last day; null where it lasts until the committee dissolves it. */
  endsOn: LocalDate | null
  status: WorkingGroupStatus
}
/** Who takes part in a group: by name, with the organisation where one is told, and the address at which it is written to. */
export interface GroupMember {
  name: string
  organisation: string | null
  email: string
}
/** A person of the register, a body, or somebody of neither. */
export type NewMember =
  { personId: string } | { bodyId: string } | { name: string; organisation: string; email: string }
export interface GroupReport {
  id: string
  text: string
  fileName: string | null
  mediaType: string | null
  sha256: string | null
  handedInAt: Date
}
interface ReportFile {
  fileName: string
  mediaType: string
  sha256: string
}

/** A group's own columns, of `working_groups g` with its referent `p`. */
export const GROUP = `g.id, g.name, g.purpose, g.referent_id as "referentId", p.display_name as referent,
  g.report_due_on::text as "reportDueOn", g.ends_on::text as "endsOn", g.status`
/* Its members in their order. */
const MEMBERS = `
select coalesce(p.display_name, b.name, m.name) as name, m.organisation, coalesce(p.email, b.email, m.email) as email
  from working_group_members m left join persons p on p.id = m.person_id left join bodies b on b.id = m.body_id
 where m.working_group_id = :id order by m.position`

/** Working groups with those who take part, and the reports of their referents (art. 5). */
export function createWorkingGroupStore(tx: Knex) {
  const groups = movesOf(tx, 'working_groups')
  return {
    async propose(
      group: Omit<WorkingGroup, 'status' | 'referent'> & { at: Date },
      members: readonly NewMember[],
    ) {
      await tx('working_groups').insert({
        ...{ id: group.id, name: group.name, purpose: group.purpose, referent_id: group.referentId },
        ...{ report_due_on: group.reportDueOn, ends_on: group.endsOn, proposed_at: group.at },
        ...groups.begin('propose'),
      })
      await insertRows(tx, {
        table: 'working_group_members',
        rows: members.map((one, index) => memberRow(group.id, index + 1, one)),
      })
    },

    /** Throws MOVE_NOT_POSSIBLE when it is not proposed any more. */
    withdraw: (id: string) => groups.must('withdraw', id),

    /** What the committee decided on a group; false where it was so before. */
    settle: (id: string, move: 'constitute' | 'reject' | 'dissolve') => groups.move(move, { id }),

    find: async (id: string): Promise<WorkingGroup | null> =>
      (await groupsWhere(tx, 'g.id = :id', { id }))[0] ?? null,

    async members(id: string): Promise<GroupMember[]> {
      return (await tx.raw<{ rows: GroupMember[] }>(MEMBERS, { id })).rows
    },

    /** Of these groups the referents and members, each address once. */
    async addressed(ids: readonly string[]): Promise<(GroupMember & { groupId: string })[]> {
      const { rows } = await tx.raw<{ rows: (GroupMember & { groupId: string })[] }>(ADDRESSED, {
        ids: [...ids],
      })
      return rows
    },

    ...createWaiting(tx),
    ...createReports(tx),
  }
}

const ADDRESSED = `
select distinct on (w.group_id, w.email) w.group_id as "groupId", w.name, w.organisation, w.email from (
  select g.id as group_id, p.display_name as name, null as organisation, p.email, 0 as position
    from working_groups g join persons p on p.id = g.referent_id
  union all
  select m.working_group_id, coalesce(p.display_name, b.name, m.name), m.organisation, coalesce(p.email, b.email, m.email), m.position
    from working_group_members m left join persons p on p.id = m.person_id left join bodies b on b.id = m.body_id) w
 where w.group_id = any(cast(:ids as text[])) and w.email is not null order by w.group_id, w.email, w.position`

async function groupsWhere(tx: Knex, condition: string, values: Record<string, string>) {
  const { rows } = await tx.raw<{ rows: WorkingGroup[] }>(
    `select ${GROUP} from working_groups g join persons p on p.id = g.referent_id where ${condition} order by g.proposed_at, g.id`,
    values,
  )
  return rows
}

function memberRow(working_group_id: string, position: number, one: NewMember) {
  const nobody = { person_id: null, body_id: null, name: null, organisation: null, email: null }
  const place = { ...nobody, working_group_id, position }
  if ('personId' in one) return { ...place, person_id: one.personId }
  return 'bodyId' in one ? { ...place, body_id: one.bodyId } : { ...place, ...one }
}

/* What was once on an agenda is decided there, or comes back by itself with the next. */
const CONSTITUTING = `select 1 from agenda_items i where i.working_group_id = g.id and i.kind = 'GROUP_CONSTITUTION'`
const DISSOLVING = `select 1 from agenda_items i where i.working_group_id = g.id and i.kind = 'GROUP_DISSOLUTION'
  and i.meeting_id = (select m.id from meetings m where m.stage = 'COMMITTEE' order by m.round desc limit 1)
  and not exists (select 1 from decisions d where d.agenda_item_id = i.id)`

function createWaiting(tx: Knex) {
  return {
    /** The proposed groups that no agenda has yet. */
    toConstitute: () => groupsWhere(tx, `g.status = 'PROPOSED' and not exists (${CONSTITUTING})`, {}),

    /** The groups that can be dissolved, of which the last agenda does not wait to be decided. */
    toDissolve: () => groupsWhere(tx, `g.status = 'CONSTITUTED' and not exists (${DISSOLVING})`, {}),

    /** The reports that were handed in and that no agenda has yet. */
    async toHear(): Promise<(GroupReport & { groupId: string; groupName: string })[]> {
      const { rows } = await tx.raw<{ rows: (GroupReport & { groupId: string; groupName: string })[] }>(
        `select ${REPORT}, g.id as "groupId", g.name as "groupName" from working_group_reports r
           join working_groups g on g.id = r.working_group_id
          where r.handed_in_at is not null and not exists (select 1 from agenda_items i where i.report_id = r.id)
          order by r.handed_in_at, r.id`,
      )
      return rows
    },
  }
}

const REPORT = `r.id, r.text, r.file_name as "fileName", r.media_type as "mediaType", r.sha256, r.handed_in_at as "handedInAt"`

function createReports(tx: Knex) {
  const toHandIn = async (groupId: string): Promise<void> => {
    await tx('working_group_reports')
      .insert({ id: newId(), working_group_id: groupId })
      .onConflict(tx.raw('(working_group_id) where handed_in_at is null'))
      .ignore()
  }
  return {
    /** Keeps the file of the report that is being prepared; again replaces it. */
    async putReportFile(groupId: string, { fileName, mediaType, sha256 }: ReportFile): Promise<void> {
      await toHandIn(groupId)
      await tx('working_group_reports')
        .where({ working_group_id: groupId })
        .whereNull('handed_in_at')
        .update({ file_name: fileName, media_type: mediaType, sha256 })
    },

    /** The file of the report that is being prepared; null where there is none. */
    async reportFile(groupId: string): Promise<ReportFile | null> {
      const row = await tx('working_group_reports')
        .where({ working_group_id: groupId })
        .whereNull('handed_in_at')
        .whereNotNull('sha256')
        .first<ReportFile | undefined>({ fileName: 'file_name', mediaType: 'media_type', sha256: 'sha256' })
      return row ?? null
    },

    /** Hands in the report that is being prepared, with its text; gives its id. */
    async handIn(groupId: string, { text, at }: { text: string; at: Date }): Promise<string> {
      await toHandIn(groupId)
      const [row] = await tx('working_group_reports')
        .where({ working_group_id: groupId })
        .whereNull('handed_in_at')
        .update({ text, handed_in_at: at })
        .returning<{ id: string }[]>('id')
      if (row === undefined) throw new Error(`group ${groupId} has no report to hand in`)
      return row.id
    },

    /** The reports of a group that were handed in, the first first. */
    async reports(groupId: string): Promise<GroupReport[]> {
      const { rows } = await tx.raw<{ rows: GroupReport[] }>(
        `select ${REPORT} from working_group_reports r
          where r.working_group_id = :groupId and r.handed_in_at is not null order by r.handed_in_at, r.id`,
        { groupId },
      )
      return rows
    },
  }
}
