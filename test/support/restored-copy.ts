import { randomUUID } from 'node:crypto'
import { connect, connectReaders } from '../../db/platform/connection.ts'
import { createReadModels } from '../../db/read-models.ts'
import { createStores } from '../../db/stores.ts'
import type { TestDatabase } from './database.ts'

/** A copy of a database as it is now, beside it: what a backup that was restored somewhere looks like. */
export async function copyDatabase(original: TestDatabase): Promise<TestDatabase> {
  const name = `copy_${randomUUID().replaceAll('-', '')}`
  const source = new URL(original.url).pathname.slice(1)
  const admin = connect({ url: original.url.replace(source, 'postgres'), poolSize: 1 })
  await admin.raw('select pg_terminate_backend(pid) from pg_stat_activity where datname = ?', [source])
  await admin.raw(`create database ${name} template ${source}`)
  const url = original.url.replace(source, name)
  const knex = connect({ url, poolSize: 10 })
  const { readers } = connectReaders({ url, poolSize: 10 })
  return {
    ...original,
    ...{ url, knex, readers, stores: createStores(knex), reads: createReadModels({ knex, readers }) },
    async close() {
      await knex.destroy()
      await readers.destroy()
      await admin.raw(`drop database ${name} with (force)`)
      await admin.destroy()
    },
  }
}
