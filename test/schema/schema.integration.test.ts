import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Knex } from 'knex'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { schemaFiles } from './files.ts'

let database: TestDatabase
beforeAll(async () => void (database = await createTestDatabase()))
afterAll(() => database.close())

const toldOf = async (knex: Knex): Promise<string[]> => (await schemaFiles(knex)).map(({ text }) => text)

describe('db/schema.sql and db/tables.ts', () => {
  it('tell the migrated database as it is: after a change of the schema, npm run db:schema writes them anew', async () => {
    for (const { path, text } of await schemaFiles(database.owner))
      expect({ path, text: await readFile(path, 'utf8') }).toEqual({ path, text })
  })

  it.each([
    'alter table votes add column note text',
    'alter table votes alter column choice drop not null',
    'drop index votes_person',
    'alter table payments drop constraint payments_three_people',
    'drop trigger payments_fixed on payments',
    'drop policy wall on applications',
    'grant select on outbox to concilia_reader',
    'alter table payments alter column withholding_cents set default 1',
    'create or replace function knows_reasons() returns boolean language sql as $$ select true $$',
    `comment on table votes is 'other words'`,
    'alter view seen_evaluations reset (security_barrier)',
    'alter table engine.jobs drop column attempts',
  ])('differ after: %s', async (change) => {
    const before = await toldOf(database.owner)
    const tx = await database.owner.transaction()
    await tx.raw(change)
    expect(await toldOf(tx)).not.toEqual(before)
    await tx.rollback()
  })
})
