import { EVALUATOR_ROLES } from '../../domain/evaluation/expert.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

export interface InboxEntry {
  id: string
  element: string
  subjectId: string
  cycleCode: string
  about: string | null
  openedAt: Date
  dueAt: Date | null
}

/** The open tasks that a person may do in the function acted in: named to the person, to the role (for that body), or to
 * the chair too. */
export function createInboxReadModel(asViewer: AsViewer) {
  return {
    async openTasks(viewer: Viewer): Promise<InboxEntry[]> {
      return asViewer(viewer, async (tx) => {
        const result = await tx.raw<{ rows: Record<string, unknown>[] }>(
          `select w.id, w.element_id, w.subject_id, c.code, w.opened_at, w.due_at,
                  coalesce(a.code || ' · ' || a.title, p.code) as about
             from work_items w
             join cycles c on c.id = w.cycle_id
             left join projects p on p.id = w.variables ->> 'projectId'
             left join applications a on a.id = coalesce(w.application_id, p.application_id)
            where w.state = 'OPEN'
              and (w.person_id = :viewer and acting_role() = any(cast(:evaluators as text[]))
                or w.person_id is null and (w.role = acting_role() and (w.body_id is null or w.body_id = acting_body())
                  or w.chair_too and exists (
                    select 1 from committee_seats s where s.id = acting_seat() and s.chair)))
            order by w.due_at nulls last, w.opened_at, w.id`,
          { viewer: viewer.personId, evaluators: [...EVALUATOR_ROLES] },
        )
        return result.rows.map(toEntry)
      })
    },
  }
}

function toEntry(row: Record<string, unknown>): InboxEntry {
  return {
    id: String(row['id']),
    element: String(row['element_id']),
    subjectId: String(row['subject_id']),
    cycleCode: String(row['code']),
    about: row['about'] as string | null,
    openedAt: row['opened_at'] as Date,
    dueAt: row['due_at'] as Date | null,
  }
}
