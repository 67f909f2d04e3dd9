import type { Role } from '../../domain/shared/roles.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** The tasks of an instance at one element, of one function: how many are open, with the earliest of their terms, and of those
 * that have ended how many did so after theirs. Whose they are is not told (art. 5). */
export interface TaskCount {
  elementId: string
  role: Role
  open: number
  dueAt: Date | null
  endedLate: number
}

const TASKS = `
select w.element_id as "elementId", w.role, count(*) filter (where w.state = 'OPEN')::int as open,
       min(w.due_at) filter (where w.state = 'OPEN') as "dueAt", count(*) filter (where w.ended_at > w.due_at)::int as "endedLate"
  from work_items w
 where w.engine_id = (select e.engine_id from engine_identity e) and w.process_instance_key = :key
 group by w.element_id, w.role order by w.element_id, w.role`

/** What our own rows tell of one instance of the engine's present data, as far as the viewer may know. */
export function createInstanceReadModel(asViewer: AsViewer) {
  return {
    tasks: (viewer: Viewer, key: string): Promise<TaskCount[]> =>
      asViewer(viewer, async (tx) => (await tx.raw<{ rows: TaskCount[] }>(TASKS, { key })).rows),
  }
}
