import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { createUseCaseRunner } from '../../app/run-use-case.ts'
import { createWorkshop } from '../../app/workshop.ts'
import type { LongUseCase } from '../../documents/outside.ts'
import { connect, connectReaders } from '../../db/platform/connection.ts'
import { createReadModels } from '../../db/read-models.ts'
import { createStores } from '../../db/stores.ts'
import { createDocumentStore } from '../../gateways/document-store.ts'
import type { Actor, UseCase } from '../../procedures/context.ts'
import { TEMPLATE } from './start-postgres.ts'
import { localDateOf } from '../../domain/shared/terms.ts'

/** A database of its own, cloned from the migrated template, with the real runner, stores, read models and files. */
export async function createTestDatabase(startAt = '2027-01-11T09:00:00Z') {
  const server = process.env['CONCILIA_TEST_POSTGRES_URL']
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = connect({ url: `${server}/postgres`, poolSize: 1 })
  await admin.raw(`create database ${name} template ${TEMPLATE}`)
  const database = await databaseAt(`${server}/${name}`, startAt)
  return {
    ...database,
    async close() {
      await database.close()
      await admin.raw(`drop database ${name} with (force)`)
      await admin.destroy()
    },
  }
}
export type TestDatabase = Awaited<ReturnType<typeof createTestDatabase>>

/** The same on a migrated database that is there. */
export async function databaseAt(url: string, startAt: string) {
  const owner = connect({ url, poolSize: 2 })
  const knex = connect({ url, poolSize: 10, role: 'concilia_application' })
  const { readers } = connectReaders({ url, poolSize: 10 })
  const folder = await mkdtemp(join(tmpdir(), 'concilia-files-'))
  const files = createDocumentStore(folder)
  const time = { now: new Date(startAt) }
  const clock = { now: () => time.now }
  const workshop = createWorkshop({ databaseUrl: url, documentsFolder: folder })
  const runner = createUseCaseRunner({ knex, readers, files, workshop, clock })
  return {
    url,
    /** In the rights of the application. */
    knex,
    /** In the reader's, behind the wall. */
    readers,
    /** In those of who migrates. */
    owner,
    files,
    workshop,
    clock,
    stores: createStores(knex),
    reads: createReadModels({ knex, readers }),
    /** The legal day. */
    today: () => localDateOf(time.now),
    /** Moves legal time. */
    setNow: (instant: string | Date) => void (time.now = new Date(instant)),
    /** Runs a use case as HTTP does: one transaction, as this person. */
    run: <C, R>(actor: Actor, verb: UseCase<C, R> | LongUseCase<C, R>, command: C) =>
      runner.run({ actor, arrivedAt: time.now }, verb, command),
    /** The same for a request that says when it arrived. */
    runRequest: runner.run,
    /** The same with the key of a request: sent again it gets the same answer. */
    runOnce: runner.runOnce,
    look: <C, R>(actor: Actor, useCase: UseCase<C, R>, command: C) => runner.look(actor, useCase, command),
    /** Writes rows as a test needs them to begin, whatever history they should have had: no trigger asks. */
    arrange: <T>(write: (tx: Knex) => PromiseLike<T>): Promise<T> =>
      owner.transaction(async (tx) => {
        await tx.raw('set local session_replication_role = replica')
        return await write(tx)
      }),
    /** Every row of every table, to show that a second run changes nothing. */
    dump: () => dump(owner),
    async close() {
      await workshop.close()
      await knex.destroy()
      await readers.destroy()
      await owner.destroy()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
async function dump(knex: Knex): Promise<Record<string, unknown[]>> {
  const tables = await knex<{ schemaname: string; tablename: string }>('pg_tables')
    .where({ schemaname: 'public' })
    .orderBy('tablename')
  const rows: Record<string, unknown[]> = {}
  for (const { tablename: table } of tables)
    // By the whole row: rows that share their first columns have no other order of their own.
    rows[table] = await knex.select('*').from(table).orderByRaw('(??)::text', [table])
  return rows
}
