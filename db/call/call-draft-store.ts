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

/* What the draft is of: the task that prepares a call, or a call that is corrected. */
const OWNERS = { call_draft_parts: 'work_item_id', call_correction_parts: 'call_id' } as const
type PartsTable = keyof typeof OWNERS

/* Of which part of which draft. */
interface Place {
  of: string
  part: CallPart
}

interface Saving {
  content: Tree
  by: string
  at: Date
  seen: number
}

/* A part is put over the version that was seen, or where there is none. */
const saving = (table: PartsTable): string => `
insert into ${table} as d (${OWNERS[table]}, part, content, saved_by, saved_at)
values (:of, :part, :content, :by, :at)
    on conflict (${OWNERS[table]}, part) do update
       set content = excluded.content, saved_by = excluded.saved_by, saved_at = excluded.saved_at, version = default
     where d.version = :seen
returning version`

/** Calls that are being written, or corrected, part by part: one draft for the task or the call, whoever of the office writes it. */
export function createCallDraftStore(tx: Knex, table: PartsTable) {
  const owner = OWNERS[table]
  return {
    /** The parts that somebody has saved. */
    async parts(of: string): Promise<CallDraftPart[]> {
      const rows = await tx(`${table} as d`)
        .join('persons as p', 'p.id', 'd.saved_by')
        .where({ [`d.${owner}`]: of })
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
    async save(place: Place, { content, ...rest }: Saving): Promise<number | null> {
      const { rows } = await tx.raw<{ rows: { version: number }[] }>(saving(table), {
        ...place,
        ...rest,
        content: JSON.stringify(content),
      })
      return rows[0]?.version ?? null
    },

    /** Drops all parts: they were sent, discarded, or another file takes their place. */
    drop: async (of: string): Promise<void> => {
      await tx(table)
        .where({ [owner]: of })
        .delete()
    },
  }
}
