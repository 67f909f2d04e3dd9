import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { networkRoutes } from '../../api/network.ts'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { PERSON, apiOf } from '../../test/support/api.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { loadDemoNetwork } from '../../test/support/demo-network.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await loadDemoNetwork(database.stores)
})
afterAll(() => database.close())

const write = (body: string, as: string, said: object) =>
  apiOf(database, networkRoutes)
    .post(`/api/network/bodies/${body}/address`)
    .set(PERSON, demoPersonId(as))
    .send({ address: 'Via Lecco 5, Milano', reason: 'Comunicata dall’ente', ...said })

describe('the address of a body of the register (art. 2)', () => {
  it('is written by the process owner, with its reason, and counts before what others say', async () => {
    const cisl = demoBodyId('CISL')
    expect((await write(cisl, 'FINANCE_1', {})).status).toBe(403)
    expect((await write(cisl, 'PROCESS_OWNER', { address: ' ' })).status).toBe(422)
    expect((await write('nobody', 'PROCESS_OWNER', {})).status).toBe(404)
    expect((await write(cisl, 'PROCESS_OWNER', {})).status).toBe(200)
    const known = await database.stores.network.findBody(cisl)
    const { taxCode, name, kind } = known!
    await database.stores.network.tellOfBodies([
      {
        ...{ source: 'APPLICANT', saidAt: database.clock.now(), saidBy: null },
        facts: { taxCode, name, kind, address: 'Altrove 1' },
      },
    ])
    expect(await database.stores.network.findBody(cisl)).toEqual({ ...known, address: 'Via Lecco 5, Milano' })
    const last = (await database.stores.audit.entries(NETWORK_CHAIN)).at(-1)
    expect(last).toMatchObject({ action: 'record-address', facts: { reason: 'Comunicata dall’ente' } })
  })
})
