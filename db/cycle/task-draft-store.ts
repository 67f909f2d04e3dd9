import type { Knex } from 'knex'
import type { TypedSoFar } from '../../domain/cycle/task-draft.ts'

/* Whose draft, of which task. */
interface Own {
  workItemId: string
  personId: string
}

/** What a person has typed into a task's form and not sent. */
export interface TaskDraft {
  /** No two savings have the same. */
  version: number
  typed: TypedSoFar
  savedAt: Date
}

/* A draft is put over the version that was seen, or where there is none. */
const SAVE = `
insert into task_drafts as d (work_item_id, person_id, typed, saved_at) values (:workItemId, :personId, :typed, :at)
    on conflict (work_item_id, person_id) do update
       set typed = excluded.typed, saved_at = excluded.saved_at, version = default
     where d.version = :seen
returning version`

/** Drafts of task forms: one for each person and task. */
export function createTaskDraftStore(tx: Knex) {
  const own = ({ workItemId, personId }: Own) =>
    tx('task_drafts').where({ work_item_id: workItemId, person_id: personId })
  return {
    async find(of: Own): Promise<TaskDraft | null> {
      const row = await own(of).first('version', 'typed', 'saved_at')
      return row ? { version: row.version, typed: row.typed as TypedSoFar, savedAt: row.saved_at } : null
    },

    /** Saves what was typed over the version that was seen; gives its own, or null where another was saved meanwhile. */
    async save(of: Own, draft: { typed: TypedSoFar; at: Date; seen: number }): Promise<number | null> {
      const { rows } = await tx.raw<{ rows: { version: number }[] }>(SAVE, {
        ...{ workItemId: of.workItemId, personId: of.personId },
        ...{ ...draft, typed: JSON.stringify(draft.typed) },
      })
      return rows[0]?.version ?? null
    },

    /** Drops the draft in the version that was seen; false where there is none in it. */
    discard: async (of: Own, seen: number): Promise<boolean> =>
      (await own(of).where({ version: seen }).delete()) === 1,

    /** Drops at most a thousand that were saved before, of tasks that had ended by then. */
    async dropOld(before: Date): Promise<number> {
      const { rowCount } = await tx.raw<{ rowCount: number }>(
        `delete from task_drafts d using (
           select d.work_item_id, d.person_id from task_drafts d join work_items w on w.id = d.work_item_id
            where d.saved_at < :before and w.ended_at < :before limit 1000) old
          where d.work_item_id = old.work_item_id and d.person_id = old.person_id`,
        { before },
      )
      return rowCount
    },
  }
}
