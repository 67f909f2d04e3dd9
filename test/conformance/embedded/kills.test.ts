import { createTestDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'
import { killAtStatements } from './kills.ts'

const KILLS = 6

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

describe('26. kill -9 at any statement', () => {
  it('leaves nothing half done: everything happens once, and the counted children are the children', async () => {
    expect(await killAtStatements(database, { first: 40, step: 60, most: KILLS })).toBe(KILLS)
  }, 120_000)
})
