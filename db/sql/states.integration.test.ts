import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Knex } from 'knex'
import { connect } from '../platform/connection.ts'
import { lifecycles } from '../lifecycles.ts'
import type { LivingTable } from '../lifecycles.ts'
import { movesOf } from '../platform/moves.ts'
import { statesBefore } from '../../domain/shared/lifecycle.ts'
import type { Lifecycle } from '../../domain/shared/lifecycle.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'

const tables = Object.keys(lifecycles) as LivingTable[]
const CONNECTIONS = 6
const NOWHERE = 'NOWHERE'

let database: TestDatabase
/* Tables of the same names with an id and a state alone, under the guards of the real ones, and a book of what moved. */
let knex: Knex

/* The guards as the database holds them, made again on a table of the same name. */
async function copyGuards(table: LivingTable): Promise<void> {
  const of = { table, column: lifecycles[table].column }
  await knex.raw(`create table probe.${table} (id text primary key, ${of.column} text not null)`)
  const { rows } = await database.owner.raw<{ rows: { guard: string }[] }>(
    `select format('alter table probe.%I add %s', :table::text, pg_get_constraintdef(oid)) as guard from pg_constraint
      where conrelid = ('public.' || :table)::regclass and conname = :table || '_states'
     union all
     select replace(pg_get_triggerdef(oid), 'public.' || :table, 'probe.' || :table) from pg_trigger
      where tgrelid = ('public.' || :table)::regclass and tgname in (:table || '_births', :table || '_moves')`,
    of,
  )
  expect(rows).toHaveLength(3)
  for (const { guard } of rows) await knex.raw(guard)
  await knex.raw(
    `create trigger booked after insert or update on probe.${table} for each row execute function probe.book('${of.column}')`,
  )
}

beforeAll(async () => {
  database = await createTestDatabase()
  await database.owner.raw(`create schema probe`)
  knex = connect({ url: `${database.url}?options=-csearch_path%3Dprobe,public`, poolSize: CONNECTIONS })
  await knex.raw(`
    create table probe.moved (position bigint generated always as identity, id text, old text, new text);
    create function probe.book() returns trigger language plpgsql as $$
    begin
      insert into probe.moved (id, old, new) values (new.id, to_jsonb(old) ->> tg_argv[0], to_jsonb(new) ->> tg_argv[0]);
      return null;
    end $$;`)
  for (const table of tables) await copyGuards(table)
})
afterAll(async () => {
  await knex.destroy()
  await database.close()
})

/** A row in a state, whatever its history. */
async function begin(table: LivingTable, id: string, state: string): Promise<void> {
  await knex.transaction(async (tx) => {
    await tx.raw('set local session_replication_role = replica')
    await tx(table)
      .insert({ id, [lifecycles[table].column]: state })
      .onConflict('id')
      .merge()
  })
}

const succeeds = (write: PromiseLike<unknown>): Promise<boolean> =>
  Promise.resolve(write).then(
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ code: '23514' })
      return false
    },
  )

describe.each(tables)('the database, of %s', (table) => {
  const { column } = lifecycles[table]
  const lifecycle: Lifecycle = lifecycles[table].lifecycle
  const asked = [...lifecycle.states, NOWHERE]

  it('has the states and the births of the table, and no other', async () => {
    const births = lifecycle.moves.flatMap(([from, , next]) => (from === null ? [next] : []))
    for (const state of asked) {
      const born = await succeeds(knex(table).insert({ id: `born-${state}`, [column]: state }))
      expect([state, born]).toEqual([state, births.includes(state)])
    }
  })

  it('has the moves of the table, and no other, whoever asks in SQL', async () => {
    for (const from of lifecycle.states)
      for (const next of asked) {
        await begin(table, 'pair', from)
        const moved = await succeeds(
          knex(table)
            .where({ id: 'pair' })
            .update({ [column]: next }),
        )
        const told = from === next || lifecycle.moves.some(([state, , to]) => state === from && to === next)
        expect([from, next, moved]).toEqual([from, next, told])
      }
  })

  it('lets one of equal moves at once win', async () => {
    const { move } = movesOf(knex, table)
    for (const [from, action, next] of lifecycle.moves) {
      if (from === null || from === next) continue
      await begin(table, 'race', from)
      const won = await Promise.all(
        Array.from({ length: CONNECTIONS }, () => move(action as never, { id: 'race' })),
      )
      expect([action, won.filter(Boolean).length]).toEqual([action, 1])
    }
  })

  it('plays random histories from several connections at once by the table alone', async () => {
    const actions = fc.constantFrom(...new Set(lifecycle.moves.map(([, action]) => action)))
    const steps = fc.oneof(
      actions.map((action) => ({ action })),
      fc.constantFrom(...lifecycle.states).map((state) => ({ state })),
    )
    const actors = fc.array(fc.array(steps, { maxLength: 8 }), { minLength: 2, maxLength: CONNECTIONS })
    let played = 0
    await fc.assert(
      fc.asyncProperty(actors, async (histories) => {
        const id = `${table}-${played++}`
        const first = lifecycle.moves.find(([from]) => from === null)?.[2]
        await knex(table).insert({ id, [column]: first })
        const { move } = movesOf(knex, table)
        const play = async (history: (typeof histories)[number]): Promise<void> => {
          for (const step of history)
            if ('action' in step) await move(step.action as never, { id })
            else
              await succeeds(
                knex(table)
                  .where({ id })
                  .update({ [column]: step.state }),
              )
        }
        await Promise.all(histories.map(play))
        const moved = await knex<{ id: string; old: string | null; new: string }>('moved')
          .where({ id })
          .orderBy('position')
        moved.reduce<string | null>((state, one) => {
          expect(one.old).toBe(state)
          const told =
            one.old === one.new || lifecycle.moves.some(([from, , to]) => from === one.old && to === one.new)
          expect([one.old, one.new, told]).toEqual([one.old, one.new, true])
          return one.new
        }, null)
      }),
      { numRuns: 12 },
    )
  })

  it('moves from no state that the action does not begin in', async () => {
    const { move } = movesOf(knex, table)
    for (const action of new Set(lifecycle.moves.map(([, name]) => name)))
      for (const state of lifecycle.states) {
        await begin(table, 'from', state)
        const moved = await move(action as never, { id: 'from' })
        expect([action, state, moved]).toEqual([
          action,
          state,
          statesBefore(lifecycle, action).includes(state),
        ])
      }
  })
})
