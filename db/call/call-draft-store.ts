import type { Knex } from 'knex'
import type { CallPart, Tree } from '../../domain/call/call-draft.ts'
import type { Tables } from '../tables.ts'

/** A part of a call that is being written. */
export interface CallDraftPart {
  part: CallPart
  /** No two savings have the same. */
  version: number
  content: Tree
  /** Who saved it, by name. */
  savedBy: string
  savedAt: Date
}

type PartRow = Pick<Tables['call_draft_parts'], 'part' | 'version' | 'content' | 'saved_at'> &
  Pick<Tables['persons'], 'display_name'>

/* Of which part of which task. */
interface Place {
  workItemId: string
  part: CallPart
}

interface Saving {
  content: Tree
  by: string
  at: Date
  seen: number
}

/* A part is put over the version that was seen, or where there is none. */
const SAVE = `
insert into call_draft_parts as d (work_item_id, part, content, saved_by, saved_at)
values (:workItemId, :part, :content, :by, :at)
    on conflict (work_item_id, part) do update
       set content = excluded.content, saved_by = excluded.saved_by, saved_at = excluded.saved_at, version = default
     where d.version = :seen
returning version`

/** Calls that are being written, part by part: one draft for the task, whoever of the office writes it. */
export function createCallDraftStore(tx: Knex) {
  return {
    /** The parts that somebody has saved. */
    async parts(workItemId: string): Promise<CallDraftPart[]> {
      const rows = await tx('call_draft_parts as d')
        .join('persons as p', 'p.id', 'd.saved_by')
        .where({ 'd.work_item_id': workItemId })
        .select<PartRow[]>('d.part', 'd.version', 'd.content', 'd.saved_at', 'p.display_name')
      return rows.map((row) => ({
        part: row.part as CallPart,
        version: row.version,
        content: row.content as Tree,
        savedBy: row.display_name,
        savedAt: row.saved_at,
      }))
    },

    /** Saves a part over the version that was seen; gives its own, or null where another was saved meanwhile. */
    async save(of: Place, { content, ...saving }: Saving): Promise<number | null> {
      const { rows } = await tx.raw<{ rows: { version: number }[] }>(SAVE, {
        ...of,
        ...saving,
        content: JSON.stringify(content),
      })
      return rows[0]?.version ?? null
    },

    /** Drops all parts: the call is prepared, or another file takes their place. */
    drop: async (workItemId: string): Promise<void> => {
      await tx('call_draft_parts').where({ work_item_id: workItemId }).delete()
    },
  }
}
