import type { Knex } from 'knex'

/** What an instance has come to, by the engine's own rows. */
export interface PlayedRows {
  /** How often each activity, or the process, ended so. */
  ended: Record<string, number>
  open: number
  /** All that there were, resolved or not. */
  incidents: number
}

/** Reads what a business key has started. */
export function createPlayedRows(knex: Knex) {
  const count = async (sql: string, id: string): Promise<number> =>
    (await knex.raw<{ rows: { count: number }[] }>(sql, [id])).rows[0]?.count ?? -1
  const open = (id: string) =>
    count(
      'select count(*) from engine.elements e join engine.instances i on i.key = e.root_key where i.start_key = ?',
      id,
    )
  return {
    open,
    /** How many instances there have been of it. */
    instances: (id: string) => count('select count(*) from engine.instances i where i.start_key = ?', id),
    /** Every text that is deployed. */
    contents: () =>
      knex
        .raw<{ rows: { content: string }[] }>('select distinct r.content from engine.resources r')
        .then(({ rows }) => rows.map(({ content }) => content)),
    /** The version that its instance runs. */
    version: (id: string) =>
      count(
        'select r.version as count from engine.instances i join engine.resources r on r.key = i.resource_key where i.start_key = ?',
        id,
      ),
    async read(id: string): Promise<PlayedRows> {
      const { rows } = await knex.raw<{ rows: { what: string; count: number }[] }>(
        `select case h.kind when 'PROCESS' then h.kind else h.element_id end || ' ' || h.outcome as what, count(*)
           from engine.history h join engine.instances i on i.key = h.instance_key
          where i.start_key = ? and h.kind in ('SERVICE_TASK', 'USER_TASK', 'PROCESS') group by 1`,
        [id],
      )
      const incidents =
        'select count(*) from engine.incidents f join engine.instances i on i.key = f.root_key where i.start_key = ?'
      return {
        ended: Object.fromEntries(rows.map((row) => [row.what, row.count])),
        open: await open(id),
        incidents: await count(incidents, id),
      }
    },
  }
}
