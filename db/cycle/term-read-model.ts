import type { Knex } from 'knex'

/** The dates that processes wait for: comments, meetings, windows, declarations, scoring. No viewer: dates only. */
export function createTermReadModel(knex: Knex) {
  return {
    async nextAfter(instant: Date): Promise<{ what: string; at: Date } | null> {
      const { rows } = await knex.raw<{ rows: { what: string; at: Date }[] }>(
        `select what, at from (
           select 'Scadono le osservazioni' as what, comments_due_at as at from guidance_documents where status = 'SHARED'
           union all select 'Inizia la riunione', starts_at from meetings where status = 'CONVENED'
           union all select 'Si apre l''avviso', opens_at from calls where status = 'PUBLISHED'
           union all select 'Si chiude l''avviso', closes_at from calls where status = 'PUBLISHED'
           union all select 'Scade un''attività', due_at from work_items where state = 'OPEN' and due_at is not null
         ) terms where at > ? order by at limit 1`,
        [instant],
      )
      return rows[0] ?? null
    },
  }
}
