import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { loadDemoNetwork } from '../../test/support/demo-network.ts'
import { openMoneyCycle } from '../../test/support/money-cycle.ts'
import { createMoneyPlayer } from '../../test/support/money-player.ts'
import { moneyDifferences } from './money-differences.ts'

const AT_ONCE = 200
const PASS = 77
const GRANT = 300
const TRANCHE = 100

describe('two hundred at once (art. 8)', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await loadDemoNetwork(database.stores)
  })
  afterAll(() => database.close())

  async function begin(allocatedCents: number) {
    const allocations = [{ year: 2027, amountCents: allocatedCents }]
    const grants = Array.from({ length: AT_ONCE }, () => GRANT)
    const cycle = await openMoneyCycle(database, { allocations, grants })
    const player = createMoneyPlayer(database, cycle)
    const commitAll = () => Promise.all(grants.map((_, project) => player.commit(project, [GRANT])))
    const balances = async () => {
      const [year] = await database.stores.cash.years(cycle.cycleId)
      return { ...year, ...(await database.stores.cash.balance(cycle.cycleId)) }
    }
    return { player, commitAll, balances }
  }
  const each = <T>(act: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: AT_ONCE }, (_, index) => act(index)))

  it('reservations pass no more than the cash received so far', async () => {
    const { player, commitAll, balances } = await begin(AT_ONCE * GRANT)
    await commitAll()
    await player.receive(0, PASS * TRANCHE + TRANCHE - 1)
    const reserved = await each((project) => player.reserve(project, 0, TRANCHE))
    expect(reserved.filter((id) => id !== null)).toHaveLength(PASS)
    expect(await balances()).toMatchObject({ reservedCents: PASS * TRANCHE })
    expect(await moneyDifferences(database.knex)).toEqual([])
  }, 60_000)

  it('reservations of one project pass neither its tranches nor what is committed of it', async () => {
    const { player, balances } = await begin(AT_ONCE * GRANT)
    await player.receive(0, AT_ONCE * GRANT)
    await player.commit(0, [GRANT])
    expect(await player.correct('ECONOMY', 0, 1, 0)).toBe(true)
    const reserved = await each((index) => player.reserve(0, index % 3, TRANCHE))
    expect(reserved.filter((id) => id !== null)).toHaveLength(2)
    expect(await balances()).toMatchObject({ reservedCents: 2 * TRANCHE })
    expect(await moneyDifferences(database.knex)).toEqual([])
  }, 60_000)

  it('commitments pass no more than the allocation of their year', async () => {
    const { player, commitAll, balances } = await begin(PASS * GRANT + GRANT - 1)
    const committed = await commitAll()
    expect(committed.filter(Boolean)).toHaveLength(PASS)
    expect(await balances()).toMatchObject({ committedCents: PASS * GRANT })
    for (const [project, passed] of committed.entries()) if (!passed) await player.uncommit(project)
    expect(await moneyDifferences(database.knex)).toEqual([])
  }, 60_000)
})
