import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createStores } from '../db/stores.ts'
import { localDate } from '../domain/shared/local-date.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { demoBodyId, demoPersonId } from './demo/network-ids.ts'
import { demoNetwork } from './demo/network.ts'
import { loadNetwork } from './network-file.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.close())

const FIRST_DAY = localDate('2027-01-11')
const load = (document = demoNetwork) =>
  database.knex.transaction((tx) =>
    loadNetwork(createStores(tx), document, new Date(`${FIRST_DAY}T09:00:00Z`)),
  )

describe('loading a network', () => {
  it('gives its settings, committee, people and ties, and the layout of its payment orders (art. 2, 5, 8)', async () => {
    await load()
    const { network, networkSettings, orders } = database.stores
    const { code, terms, acts, words } = demoNetwork
    expect(await networkSettings.settings()).toMatchObject({ code, terms, acts, words })
    expect(await networkSettings.settings()).not.toHaveProperty('people')
    const seats = await network.seats(FIRST_DAY)
    expect(seats).toHaveLength(demoNetwork.seats.length)
    expect(seats[0]).toMatchObject({ chair: true, bodyId: demoBodyId('ATS_MILANO') })
    expect(await network.links()).toHaveLength(demoNetwork.links.length)
    expect(await network.actorOf(demoPersonId('LEAD_ASSEMI'), FIRST_DAY)).toMatchObject({
      ...{ role: 'ALLIANCE_LEAD', bodyId: demoBodyId('ASSEMI') },
    })
    expect(await network.offices(FIRST_DAY)).toContainEqual({
      personId: demoPersonId('TITULAR_UNIVERSITA'),
      bodyId: demoBodyId('FONDAZIONE_TEMPO'),
    })
    expect((await orders.layout()).name).toBe(demoNetwork.paymentOrders.name)
  })

  it('changes nothing the second time', async () => {
    await load()
    const first = await database.dump()
    await load()
    expect(await database.dump()).toEqual(first)
  })

  it('refuses another network, or another content, in a database that has one: its terms hold already', async () => {
    await load()
    const before = await database.dump()
    const refused = { path: 'code', message: expect.stringContaining('ha già una rete, MILANO') }
    expect(await load({ ...demoNetwork, code: 'OTHER' })).toMatchObject([refused])
    const terms = { ...demoNetwork.terms, committeeNoticeDays: demoNetwork.terms.networkNoticeDays }
    expect(await load({ ...demoNetwork, terms })).toMatchObject([refused])
    expect(await database.dump()).toEqual(before)
  })

  it('gives nobody a function before its first day or after its last one', async () => {
    await load()
    expect(await database.stores.network.everybody(localDate('2025-12-31'))).toEqual([])
    expect(await database.stores.network.everybody(FIRST_DAY)).not.toEqual([])
  })

  it('leaves nothing behind when one row is refused: whole or not at all', async () => {
    const before = await database.dump()
    const [first, ...others] = demoNetwork.bodies
    /* Past the check, so that only the database refuses it: a member of the register without an address. */
    const broken = { ...demoNetwork, bodies: [...others, { ...first!, email: null }] }
    await expect(load(broken)).rejects.toThrow('bodies_member_email')
    expect(await database.dump()).toEqual(before)
  })
})
