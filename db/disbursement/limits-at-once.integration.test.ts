import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { ExpenseDocument } from '../../domain/expenditure/statement.ts'
import { localDate } from '../../domain/shared/local-date.ts'
import { cents } from '../../domain/shared/money.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { loadDemoNetwork } from '../../test/support/demo-network.ts'
import { openMoneyCycle } from '../../test/support/money-cycle.ts'
import { createMoneyPlayer, taken } from '../../test/support/money-player.ts'
import { createStores } from '../stores.ts'
import { moneyDifferences } from './money-differences.ts'

const AT_ONCE = 200
const PASS = 77
const GRANT = 300
const TRANCHE = 100
const at = new Date('2027-07-01T09:00:00Z')

describe('two hundred at once (art. 8)', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await loadDemoNetwork(database.stores)
  })
  afterAll(() => database.close())

  /* A cycle with what the Region assigned for 2027, 2028 and so on, and two hundred projects of one grant. */
  async function begin(...allocated: number[]) {
    const allocations = allocated.map((amountCents, index) => ({ year: 2027 + index, amountCents }))
    const grants = Array.from({ length: AT_ONCE }, () => GRANT)
    const cycle = await openMoneyCycle(database, { allocations, grants })
    const { cash } = database.stores
    return {
      ...{ cycle, player: createMoneyPlayer(database, cycle) },
      cash: () => cash.balance(cycle.cycleId),
      committed: async () => (await cash.years(cycle.cycleId)).map((year) => year.committedCents),
    }
  }
  const each = <T>(act: (index: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: AT_ONCE }, (_, index) => act(index)))
  const passed = (outcomes: readonly (boolean | string | null)[]): number => outcomes.filter(Boolean).length

  it('receipts pass no more than the Region assigned to the cycle, over all its years', async () => {
    const { player, cash } = await begin(PASS * TRANCHE - 1, TRANCHE)
    expect(passed(await each((index) => player.receive(index % 2, TRANCHE)))).toBe(PASS)
    expect(await cash()).toMatchObject({ receivedCents: PASS * TRANCHE })
    expect(await moneyDifferences(database.knex)).toEqual([])
  }, 60_000)

  it('reservations pass no more than the cash received so far', async () => {
    const { player, cash } = await begin(AT_ONCE * GRANT)
    await each((project) => player.commit(project, [GRANT]))
    await player.receive(0, PASS * TRANCHE + TRANCHE - 1)
    expect(passed(await each((project) => player.reserve(project, 0, TRANCHE)))).toBe(PASS)
    expect(await cash()).toMatchObject({ reservedCents: PASS * TRANCHE })
    expect(await moneyDifferences(database.knex)).toEqual([])
  }, 60_000)

  it('reservations of one project pass neither its tranches nor what is committed of it', async () => {
    const { player, cash } = await begin(AT_ONCE * GRANT)
    await player.receive(0, AT_ONCE * GRANT)
    await player.commit(0, [GRANT])
    expect(await player.correct('ECONOMY', 0, 1, 0)).toBe(true)
    /* Every second asks for a cent more than the tranche. */
    const reserved = await each((index) => player.reserve(0, index % 3, TRANCHE + (index % 2)))
    expect(passed(reserved)).toBe(2)
    expect(await cash()).toMatchObject({ reservedCents: 2 * TRANCHE })
    expect(await moneyDifferences(database.knex)).toEqual([])
  }, 60_000)

  it('commitments pass no more than the allocation of their year', async () => {
    const { player, committed } = await begin(PASS * GRANT + GRANT - 1)
    const outcomes = await each((project) => player.commit(project, [GRANT]))
    expect(passed(outcomes)).toBe(PASS)
    expect(await committed()).toEqual([PASS * GRANT])
    for (const [project, done] of outcomes.entries()) if (!done) await player.uncommit(project)
    expect(await moneyDifferences(database.knex)).toEqual([])
  }, 60_000)

  it('commitments that charge two years pass the allocation of neither, whatever the other has left', async () => {
    const { player, committed } = await begin(AT_ONCE * GRANT, PASS * TRANCHE + TRANCHE - 1)
    const outcomes = await each((project) => player.commit(project, [GRANT - TRANCHE, TRANCHE]))
    expect(passed(outcomes)).toBe(PASS)
    expect(await committed()).toEqual([PASS * (GRANT - TRANCHE), PASS * TRANCHE])
    for (const [project, done] of outcomes.entries()) if (!done) await player.uncommit(project)
    expect(await moneyDifferences(database.knex)).toEqual([])
  }, 60_000)

  it('grants of a plan pass no more than the resources of the alliances', async () => {
    const { cycleId, projectIds } = (await begin(1)).cycle
    const plan = { id: cycleId, cycle_id: cycleId, call_id: cycleId, ranking_id: cycleId, version: 1 }
    const resources = { alliances_cents: PASS * GRANT + GRANT - 1, system_actions_cents: 0 }
    await database.arrange((tx) =>
      tx('plan_versions').insert({ ...plan, ...resources, status: 'DRAWN_UP', drawn_up_at: at }),
    )
    const grants = database.knex('plan_projects').where({ plan_version_id: cycleId })
    const outcomes = await each((index) =>
      taken(
        database.knex('plan_projects').insert({
          ...{ plan_version_id: cycleId, application_id: projectIds[index] ?? '', position: index },
          grant_cents: GRANT,
        }),
      ),
    )
    expect(passed(outcomes)).toBe(PASS)
    expect(await grants.sum({ cents: 'grant_cents' })).toEqual([{ cents: String(PASS * GRANT) }])
  }, 60_000)

  it('quotas pass no more than the expense document that all present (art. 10)', async () => {
    const { projectIds, payeeId } = (await begin(1)).cycle
    const document: ExpenseDocument = {
      issuerTaxCode: '01114601006',
      issuerName: 'Fornitore',
      type: 'INVOICE',
      number: '1',
      issuedOn: localDate('2027-06-01'),
      amountCents: cents(PASS * TRANCHE + TRANCHE - 1),
    }
    const line = {
      ...{ document, bodyTaxCode: '', categoryId: 'STAFF', year: 2027, claimedCents: cents(TRANCHE) },
      ...{ procurementEvidence: '', paidOn: document.issuedOn },
    }
    await database.arrange((tx) =>
      tx('statements').insert(projectIds.map((id) => ({ id, project_id: id, period: 1, status: 'OPEN' }))),
    )
    const outcomes = await each((index) =>
      database.knex.transaction(async (tx) => {
        const { statements } = createStores(tx)
        const claim = await statements.claim([{ document, claimedCents: TRANCHE }])
        if (!claim.ok) return false
        await statements.addQuotas(projectIds[index] ?? '', [{ line, bodyId: payeeId }])
        return true
      }),
    )
    expect(passed(outcomes)).toBe(PASS)
    const claimed = { claimed_cents: PASS * TRANCHE }
    expect(await database.knex('expense_documents')).toMatchObject([claimed])
    expect(await database.knex('expense_quotas').sum({ cents: 'claimed_cents' })).toEqual([
      { cents: String(PASS * TRANCHE) },
    ])
  }, 60_000)
})
