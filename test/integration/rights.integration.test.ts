import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { viewing } from '../../db/platform/viewer.ts'
import { closed, open, openBut } from '../../db/sql/access.ts'
import { walled } from '../../db/sql/wall.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => void (database = await createTestDatabase()))
afterAll(() => database.close())

type Right = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'TRUNCATE'

/* Tables and views of a schema on which a role has a right. */
async function reach(role: string, schema: string, right: Right, kinds = "'r', 'v'"): Promise<string[]> {
  const { rows } = await database.owner.raw<{ rows: { name: string }[] }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ? and c.relkind in (${kinds}) and has_table_privilege(?, c.oid, ?) order by 1`,
    [schema, role, right],
  )
  return rows.map(({ name }) => name)
}
const tables = async (): Promise<string[]> =>
  (await database.owner('pg_tables').where({ schemaname: 'public' }).pluck<string[]>('tablename')).filter(
    (name) => !name.startsWith('knex_'),
  )
/* Views over open tables, named with them. */
const VIEWS = ['body_names', 'body_subjects']
const nobody = { personId: 'nobody', role: null, bodyId: null, seatId: null }

describe('what the database lets each role do', () => {
  it('says of each table whether it is behind the wall, open, or read for nobody with the reason (art. 5)', async () => {
    const said = [...Object.keys(walled), ...open, ...Object.keys(openBut), ...Object.keys(closed)].toSorted()
    expect(said).toEqual([...new Set(said)])
    expect(said.filter((name) => !VIEWS.includes(name))).toEqual((await tables()).toSorted())
  })

  it('lets the reader read what is walled or open, and write nothing', async () => {
    const read = await reach('concilia_reader', 'public', 'SELECT', "'r'")
    const may = [...Object.keys(walled), ...open].filter((name) => !VIEWS.includes(name))
    expect(read).toEqual(may.toSorted())
    for (const right of ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'] as const)
      expect(await reach('concilia_reader', 'public', right)).toEqual([])
  })

  it.each(Object.entries(openBut))(
    'lets the reader read all of %s but one column',
    async (table, { column }) => {
      const read = (columns: string) => viewing(database)(nobody, (tx) => tx(table).select(tx.raw(columns)))
      await expect(read(column)).rejects.toThrow('permission denied')
      const others = await database
        .owner('information_schema.columns')
        .where({ table_schema: 'public', table_name: table })
        .whereNot({ column_name: column })
        .pluck<string[]>('column_name')
      expect(await read(others.join(', '))).toEqual([])
    },
  )

  it('forces row security on every walled table: to its owner too a policy must open it by name (art. 5)', async () => {
    const { rows } = await database.owner.raw<{ rows: { name: string }[] }>(
      `select relname as name from pg_class where relrowsecurity and relforcerowsecurity order by 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(walled).toSorted())
  })

  it('lets the application only add to the audit chain and to the book of money (art. 8)', async () => {
    const updated = await reach('concilia_application', 'public', 'UPDATE', "'r'")
    const deleted = await reach('concilia_application', 'public', 'DELETE', "'r'")
    const fixed = [
      'audit_entries',
      'knex_migrations',
      'knex_migrations_lock',
      'money_entries',
      'schema_rooms',
    ]
    const all = [...(await tables()), 'knex_migrations', 'knex_migrations_lock']
    expect(all.filter((name) => !updated.includes(name)).toSorted()).toEqual(fixed)
    expect(all.filter((name) => !deleted.includes(name)).toSorted()).toEqual(fixed)
    await expect(database.knex('audit_entries').delete()).rejects.toThrow('permission denied')
    await expect(database.knex('money_entries').update({ amount_cents: 0 })).rejects.toThrow(
      'permission denied',
    )
  })

  it.each([
    'alter table applications add column note text',
    'alter table applications disable row level security',
    'drop policy wall on applications',
    'truncate votes cascade',
    'drop table votes',
    'create table notes (id text)',
    'alter table payments disable trigger all',
    'set session_replication_role = replica',
    'create or replace function knows_reasons() returns boolean language sql as $$ select true $$',
  ])('refuses to the application: %s', async (statement) => {
    await expect(database.knex.raw(statement)).rejects.toThrow(/permission denied|must be owner/)
  })

  it('lets nobody but the application and the reader run a function of the business', async () => {
    const { rows } = await database.owner.raw<{ rows: { name: string }[] }>(
      `select p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace
         and (has_function_privilege('concilia_engine', p.oid, 'execute')
           or p.prosecdef and not 'search_path=pg_catalog, public, pg_temp' = any(p.proconfig))`,
    )
    expect(rows).toEqual([])
  })

  it('keeps the engine’s tables for the engine, and the business for the application', async () => {
    const rights = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const
    for (const right of rights) {
      expect(await reach('concilia_application', 'engine', right)).toEqual([])
      expect(await reach('concilia_reader', 'engine', right)).toEqual([])
      expect(await reach('concilia_engine', 'public', right)).toEqual([])
      expect((await reach('concilia_engine', 'engine', right)).length).toBeGreaterThan(10)
    }
  })

  it.each(Object.keys(closed))('reads no row of %s for a person', async (table) => {
    const read = viewing(database)(nobody, (tx) => tx(table))
    await expect(read).rejects.toThrow('permission denied')
  })
})
