import type { Knex } from 'knex'
import { COMMITTEE } from '../../domain/meeting/lifecycle.ts'
import type { AgendaItemKind, MeetingStage } from '../../domain/meeting/lifecycle.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import { insertRows } from '../platform/insert-rows.ts'
import { movesOf } from '../platform/moves.ts'

/** An item as it is put on an agenda. */
export interface PlannedItem {
  title: string
  explanation?: string | null
  kind: AgendaItemKind
  applicationId?: string
  workingGroupId?: string | null
  /** The report that it hears. */
  reportId?: string | null
}
interface MeetingPlan {
  id: string
  cycleId: string
  stage: MeetingStage
  subjectId: string
  rankingId?: string
  items: readonly PlannedItem[]
}

/* Of the last one held, what it put off; of one that was called off, all. */
const COMING_BACK = `
with last as (select id, status from meetings where stage = 'COMMITTEE' and subject_id = :committee order by round desc limit 1)
select i.title, i.explanation, i.kind, i.working_group_id as "workingGroupId", i.report_id as "reportId" from agenda_items i join last on last.id = i.meeting_id
 where last.status = 'CANCELLED' or last.status = 'HELD' and i.deferral is not null order by i.position`

/** Meetings with their agenda, before they are held (art. 4, 7). */
export function createMeetingPlans(tx: Knex) {
  return {
    /** Plans a meeting with its agenda; the same again changes nothing. The next on a subject only when the last was held. */
    schedule: (plan: MeetingPlan): Promise<void> => schedule(tx, plan),

    /** Until the transaction ends nobody else convenes the committee on an agenda of its own, in whatever cycle. */
    lockCommittee: () => tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [COMMITTEE]),

    /** What comes back with the next such meeting (art. 7). */
    comingBack: async (): Promise<PlannedItem[]> =>
      (await tx.raw<{ rows: PlannedItem[] }>(COMING_BACK, { committee: COMMITTEE })).rows,
  }
}

async function schedule(tx: Knex, plan: MeetingPlan): Promise<void> {
  const { id, stage, subjectId } = plan
  const last = await tx('meetings')
    .where({ stage, subject_id: subjectId })
    .orderBy('round', 'desc')
    .first<{ round: number } | undefined>('round')
  const planned = await tx('meetings')
    .insert({
      ...{ id, cycle_id: plan.cycleId, stage, subject_id: subjectId },
      ranking_id: plan.rankingId ?? null,
      round: (last?.round ?? 0) + 1,
      ...movesOf(tx, 'meetings').begin('plan'),
    })
    .onConflict('id')
    .ignore()
    .returning('id')
  if (planned.length === 0) return
  await insertRows(tx, {
    table: 'agenda_items',
    rows: plan.items.map((item, index) => ({
      id: derivedId('agenda-item', id, String(index + 1)),
      meeting_id: id,
      position: index + 1,
      title: item.title,
      explanation: item.explanation ?? null,
      kind: item.kind,
      application_id: item.applicationId ?? null,
      working_group_id: item.workingGroupId ?? null,
      report_id: item.reportId ?? null,
    })),
  })
}
