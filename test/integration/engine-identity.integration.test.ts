import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createEngineIdentity } from '../../db/platform/engine-identity.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

/* The engine's side of the pair: its data take the mark of a database once. */
function createEngineData(engineId: string) {
  let marked = false
  const mark = () => {
    const isNew = !marked
    marked = true
    return Promise.resolve(isNew)
  }
  return { engineId, mark }
}

let database: TestDatabase
let identity: ReturnType<typeof createEngineIdentity>
beforeEach(async () => {
  database = await createTestDatabase()
  identity = createEngineIdentity(database.knex)
})
afterEach(() => database.close())

describe('the pair of a database and the data of a Camunda', () => {
  it('is made at the first start, also by two processes at once, and holds at every other', async () => {
    const data = createEngineData('engine')
    await Promise.all([identity.bindCamunda(data), identity.bindCamunda(data)])
    await identity.bindCamunda(data)
    expect(await database.knex('engine_identity').pluck('engine_id')).toEqual(['engine'])
  })

  it('refuses an empty database with engine data that are another’s: their jobs know rows that are gone', async () => {
    const data = createEngineData('engine')
    await data.mark()
    await expect(identity.bindCamunda(data)).rejects.toThrow(
      'this database is empty, but the engine data engine belong to another',
    )
    expect(await database.knex('engine_identity')).toEqual([])
  })

  it('holds though the answer to the mark was lost, or whoever marked has died before it came', async () => {
    const data = createEngineData('engine')
    const lost = () => data.mark().then(() => Promise.reject(new Error('no answer')))
    await expect(identity.bindCamunda({ ...data, mark: lost })).rejects.toThrow('no answer')
    await identity.bindCamunda(data)
    expect(await database.knex('engine_identity').pluck('is_marked')).toEqual([true])
  })

  it('refuses the data of another Camunda', async () => {
    await identity.bindCamunda(createEngineData('engine'))
    await expect(identity.bindCamunda(createEngineData('other'))).rejects.toThrow(
      'this database belongs to the engine data engine, not to other',
    )
  })
})

describe('a database', () => {
  it('has one id of the embedded engine, made at the first start, also by two processes at once', async () => {
    const [one, other] = await Promise.all([identity.bindEmbedded(), identity.bindEmbedded()])
    expect(one).toBe(other)
    expect(await identity.bindEmbedded()).toBe(one)
    expect(one).toHaveLength(26)
  })

  it('that began embedded is refused with Camunda, whose data stay unmarked', async () => {
    await identity.bindEmbedded()
    const data = createEngineData('engine')
    await expect(identity.bindCamunda(data)).rejects.toThrow(
      'this database began on the engine embedded; start with ENGINE=embedded, or take a new database',
    )
    expect(await data.mark()).toBe(true)
  })

  it('that began on Camunda is refused with the embedded engine', async () => {
    await identity.bindCamunda(createEngineData('engine'))
    await expect(identity.bindEmbedded()).rejects.toThrow(
      'this database began on the engine camunda; start with ENGINE=camunda, or take a new database',
    )
  })
})
