import { describe, expect, it } from '@jest/globals'
import { FIRST_MIGRATION } from '../../db/migrations/index.ts'
import { connect, migrate, rollback } from '../../db/platform/connection.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { humanRow } from '../../test/support/human-row.ts'

describe('migrations', () => {
  it('go up, all the way down, and up again to the same schema', async () => {
    const database = await createTestDatabase()
    const schema = () =>
      database.owner
        .raw(
          `select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = 'public' order by 1, 2`,
        )
        .then((result: { rows: unknown[] }) => result.rows)
    const before = { columns: await schema(), rooms: await roomsOf(database) }
    await rollback(database.owner)
    const left = await database.owner('pg_tables').where({ schemaname: 'public' }).pluck('tablename')
    expect(left.sort()).toEqual(['knex_migrations', 'knex_migrations_lock'])
    expect(await roomsOf(database)).toEqual({
      functions: [],
      triggers: [],
      views: [],
      rights: [],
      policies: [],
    })
    await migrate(database.owner)
    expect({ columns: await schema(), rooms: await roomsOf(database) }).toEqual(before)
    await database.close()
  })

  it('may be run by processes that start together on an empty database', async () => {
    const database = await createTestDatabase()
    await rollback(database.owner)
    await database.owner.raw('drop table knex_migrations, knex_migrations_lock')
    const processes = [1, 2, 3, 4].map(() => connect({ url: database.url, poolSize: 2 }))
    await Promise.all(processes.map(migrate))
    await Promise.all(processes.map((one) => one.destroy()))
    expect(await database.owner('cycles')).toEqual([])
    await database.close()
  })

  it('refuse a database of before the baseline in one line that says how to begin anew, and leave it as it is', async () => {
    const database = await createTestDatabase()
    await database
      .owner('knex_migrations')
      .where({ name: FIRST_MIGRATION })
      .update({ name: '202611220900_create_core' })
    await database.owner('persons').insert(humanRow('anna'))
    const before = { rows: await database.dump(), rooms: await roomsOf(database) }
    const line =
      /^this database is of before .* put it aside with its documents \(of npm start: rename the folder \.local\/main; else set DATABASE_URL to an empty database\) .*$/
    await expect(migrate(database.owner)).rejects.toThrow(line)
    await expect(rollback(database.owner)).rejects.toThrow(line)
    expect({ rows: await database.dump(), rooms: await roomsOf(database) }).toEqual(before)
    await database.close()
  })

  it('make a room anew whose text has changed, and nothing of before stays in it (art. 5)', async () => {
    const database = await createTestDatabase()
    const before = await roomsOf(database)
    await database.owner.raw(`
      drop policy wall on applications;
      create policy wall on calls for select to concilia_reader using (true);
      drop trigger payments_fixed on payments;`)
    await migrate(database.owner)
    expect(await roomsOf(database)).not.toEqual(before)
    await database.owner('schema_rooms').update({ sha256: 'of another text' })
    await migrate(database.owner)
    expect(await roomsOf(database)).toEqual(before)
    await database.close()
  })
})

/* Functions, views, triggers, policies and rights, each as PostgreSQL tells it. */
async function roomsOf({ owner: knex }: TestDatabase): Promise<Record<string, string[]>> {
  const listed = async (sql: string): Promise<string[]> => {
    const { rows } = await knex.raw<{ rows: { told: string }[] }>(`${sql} order by 1`)
    return rows.map(({ told }) => told)
  }
  return {
    functions: await listed(
      `select pg_get_functiondef(p.oid) as told from pg_proc p where p.pronamespace = 'public'::regnamespace`,
    ),
    triggers: await listed(
      `select pg_get_triggerdef(t.oid) as told from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where not t.tgisinternal and c.relnamespace = 'public'::regnamespace`,
    ),
    views: await listed(
      `select viewname || ' ' || definition as told from pg_views where schemaname = 'public'`,
    ),
    rights: await listed(
      `select concat_ws(' ', grantee, privilege_type, table_name) as told from information_schema.role_table_grants
        where table_schema = 'public' and grantee like 'concilia_%'`,
    ),
    policies: await listed(
      `select concat_ws(' ', p.tablename, p.policyname, p.roles, p.cmd, p.qual, c.relrowsecurity) as told
         from pg_policies p join pg_class c on c.relname = p.tablename where p.schemaname = 'public'`,
    ),
  }
}
