import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { demoBodyId, demoPersonId } from '../app/demo/network-ids.ts'
import { PERSON, apiOf } from '../test/support/api.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { loadDemoNetwork } from '../test/support/demo-network.ts'
import { networkRoutes } from './network.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await loadDemoNetwork(database.stores)
})
afterAll(() => database.close())

it('a body of JSON that names more fields than anything here has is refused with the sentence', async () => {
  const crowded = Object.fromEntries(Array.from({ length: 40_001 }, (_, at) => [`k${at}`, 1]))
  const { status, text } = await apiOf(database, networkRoutes)
    .post(`/api/network/bodies/${demoBodyId('CISL')}/address`)
    .set(PERSON, demoPersonId('PROCESS_OWNER'))
    .send(crowded)
  expect([status, text]).toEqual([422, expect.stringContaining('Il JSON ha più di 40000 campi')])
})
