import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => void (database = await createTestDatabase()))
afterAll(() => database.close())

/* Tables of a schema on which a role has any right. */
async function reachable(role: string, schema: string): Promise<string[]> {
  const { rows } = await database.knex.raw<{ rows: { name: string }[] }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ? and c.relkind = 'r'
        and (has_table_privilege(?, c.oid, 'SELECT') or has_table_privilege(?, c.oid, 'INSERT')
          or has_table_privilege(?, c.oid, 'UPDATE') or has_table_privilege(?, c.oid, 'DELETE')) order by 1`,
    [schema, role, role, role, role],
  )
  return rows.map(({ name }) => name)
}

describe('the schemas of the engine and of the business', () => {
  it('are closed to one another: the engine’s role reaches no business row', async () => {
    expect(await reachable('concilia_engine', 'public')).toEqual([])
    expect((await reachable('concilia_engine', 'engine')).length).toBeGreaterThan(10)
  })

  it('are closed to who reads for people: variables and jobs of processes are behind no wall', async () => {
    expect(await reachable('concilia_reader', 'engine')).toEqual([])
    expect((await reachable('concilia_reader', 'public')).length).toBeGreaterThan(10)
  })
})
