import type { Role } from '../../domain/shared/roles.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** Open tasks of one kind that wait for one function: how many, and the first of their terms. */
export interface Turn {
  element: string
  role: Role
  count: number
  dueAt: Date | null
}

const TURNS = `
select w.element_id as element, w.role, count(*) as count, min(w.due_at) as "dueAt"
  from work_items w where w.cycle_id = :cycleId and w.state = 'OPEN'
 group by w.element_id, w.role order by "dueAt" nulls last, w.role, w.element_id`

/** Whose turn it is in a cycle: functions and counts, never persons. What the wall hides is not counted. */
export function createTurnReadModel(asViewer: AsViewer) {
  return {
    ofCycle: (viewer: Viewer, cycleId: string): Promise<Turn[]> =>
      asViewer(viewer, async (tx) => (await tx.raw<{ rows: Turn[] }>(TURNS, { cycleId })).rows),
  }
}
