import { describe, expect, it } from '@jest/globals'
import { connect, migrate, rollback } from '../../db/platform/connection.ts'
import { createTestDatabase } from '../support/database.ts'

describe('migrations', () => {
  it('go up, all the way down, and up again to the same schema', async () => {
    const database = await createTestDatabase()
    const schema = () =>
      database.knex
        .raw(
          `select table_name, column_name, data_type, is_nullable from information_schema.columns where table_schema = 'public' order by 1, 2`,
        )
        .then((result: { rows: unknown[] }) => result.rows)
    const before = await schema()
    await rollback(database.knex)
    const left = await database.knex('pg_tables').where({ schemaname: 'public' }).pluck('tablename')
    expect(left.sort()).toEqual(['knex_migrations', 'knex_migrations_lock'])
    await migrate(database.knex)
    expect(await schema()).toEqual(before)
    await database.close()
  })

  it('may be run by processes that start together on an empty database', async () => {
    const database = await createTestDatabase()
    await rollback(database.knex)
    await database.knex.raw('drop table knex_migrations, knex_migrations_lock')
    const processes = [1, 2, 3, 4].map(() => connect({ url: database.url, poolSize: 2 }))
    await Promise.all(processes.map(migrate))
    await Promise.all(processes.map((one) => one.destroy()))
    expect(await database.knex('cycles')).toEqual([])
    await database.close()
  })
})
