import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createEngineIdentity } from '../../db/engine-identity.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

/* The engine's side of the pair: its data take the mark of a database once. */
function createEngineData() {
  let marked = false
  return () => {
    const isNew = !marked
    marked = true
    return Promise.resolve(isNew)
  }
}

describe('the pair of a database and the data of an engine', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await createTestDatabase()
  })
  afterEach(() => database.close())

  it('is made at the first start, also by two processes at once, and holds at every other', async () => {
    const identity = createEngineIdentity(database.knex)
    const mark = createEngineData()
    await Promise.all([identity.bind('engine', mark), identity.bind('engine', mark)])
    await identity.bind('engine', mark)
    expect(await database.knex('engine_identity').pluck('engine_id')).toEqual(['engine'])
  })

  it('refuses an empty database with engine data that are another’s: their jobs know rows that are gone', async () => {
    const mark = createEngineData()
    await mark()
    await expect(createEngineIdentity(database.knex).bind('engine', mark)).rejects.toThrow(
      'this database is empty, but the engine data engine belong to another',
    )
    expect(await database.knex('engine_identity')).toEqual([])
  })

  it('refuses the data of another engine', async () => {
    const identity = createEngineIdentity(database.knex)
    await identity.bind('engine', createEngineData())
    await expect(identity.bind('other', createEngineData())).rejects.toThrow(
      'this database belongs to the engine data engine, not to other',
    )
  })
})
