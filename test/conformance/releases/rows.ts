import type { Knex } from 'knex'

/** The engine's rows as they stood in a release, with the last migration that it knew. */
export interface ReleaseRows {
  release: string
  migration: string
  lastKey: number
  tables: Record<string, Record<string, unknown>[]>
}

/* In an order that foreign keys allow. */
const TABLES = [
  ...[
    'clock',
    'resources',
    'message_starts',
    'instances',
    'elements',
    'variables',
    'loop_values',
    'jobs',
    'timers',
  ],
  ...['messages', 'correlations', 'subscriptions', 'deliveries', 'incidents', 'history'],
]

export async function readRows(knex: Knex, release: string): Promise<ReleaseRows> {
  const tables: ReleaseRows['tables'] = {}
  for (const table of TABLES) {
    const { rows } = await knex.raw<{ rows: { row: Record<string, unknown> }[] }>(
      `select to_jsonb(t) as row from engine.${table} t order by to_jsonb(t)::text`,
    )
    tables[table] = rows.map(({ row }) => row)
  }
  const { rows } = await knex.raw<{ rows: { migration: string; lastKey: number }[] }>(
    `select (select name from knex_migrations order by id desc limit 1) as migration, (select last_value from engine.keys) as "lastKey"`,
  )
  return { release, tables, migration: rows[0]?.migration ?? '', lastKey: rows[0]?.lastKey ?? 0 }
}

/** Puts them into an empty schema of that release. */
export async function writeRows(knex: Knex, { tables, lastKey }: ReleaseRows): Promise<void> {
  await knex.raw('delete from engine.clock')
  for (const table of TABLES)
    await knex.raw(
      `insert into engine.${table} overriding system value select * from jsonb_populate_recordset(null::engine.${table}, ?::jsonb)`,
      [JSON.stringify(tables[table] ?? [])],
    )
  await knex.raw(
    `select setval('engine.keys', ?), setval(pg_get_serial_sequence('engine.messages', 'key'), (select coalesce(max(m.key), 0) + 1 from engine.messages m))`,
    [lastKey],
  )
}
