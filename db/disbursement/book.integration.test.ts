import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { PaymentStatus } from '../../domain/disbursement/lifecycle.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { loadDemoNetwork } from '../../test/support/demo-network.ts'
import { openMoneyCycle, TRANCHES } from '../../test/support/money-cycle.ts'
import { createMoneyModel } from '../../test/support/money-model.ts'
import type { MoneyModel } from '../../test/support/money-model.ts'
import { createMoneyPlayer } from '../../test/support/money-player.ts'
import { moneyDifferences } from './money-differences.ts'

const ALLOCATIONS = [3_000, 2_000]
const GRANTS = [1_800, 1_500, 1_200]
const FIRST_YEAR = 2027
const allocations = ALLOCATIONS.map((amountCents, year) => ({ year: FIRST_YEAR + year, amountCents }))

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await loadDemoNetwork(database.stores)
})
afterAll(() => database.close())

const year = fc.nat({ max: ALLOCATIONS.length - 1 })
const project = fc.nat({ max: GRANTS.length - 1 })
const amount = fc.integer({ min: 1, max: 600 })
/* Large enough to meet what the Region assigned. */
const receipt = fc.integer({ min: 1, max: 1_500 })
/* The year of a payment is that of its day, also after the last of the allocation. */
const day = fc.nat({ max: ALLOCATIONS.length })
const tranche = fc.nat({ max: TRANCHES.length - 1 })
const payment = fc.nat({ max: 2 })
/* Mostly onwards, so that payments are paid; else anywhere. */
const NEXT: Partial<Record<PaymentStatus, Ending>> = { OPEN: 'ORDERED', ORDERED: 'PAID', PAID: 'REVERSED' }
type Ending = 'ORDERED' | 'PAID' | 'REFUSED' | 'REVERSED'
const onwards = fc.constant('NEXT' as const)
const to = fc.oneof(
  { weight: 3, arbitrary: onwards },
  { weight: 1, arbitrary: fc.constantFrom<Ending>('ORDERED', 'PAID', 'REFUSED', 'REVERSED') },
)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ op: fc.constant('receive' as const), year, cents: receipt }) },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ op: fc.constant('adjust' as const), year, cents: fc.integer({ min: -900, max: 900 }) },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ op: fc.constant('commit' as const), project, percent: fc.nat({ max: 100 }) }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('economy' as const), project, year, cents: amount }) },
  {
    weight: 8,
    arbitrary: fc.record({ op: fc.constant('reserve' as const), project, tranche, cents: amount, day }),
  },
  {
    weight: 16,
    arbitrary: fc.record({ op: fc.constant('move' as const), project, payment, to, day }),
  },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('recover' as const), project, cents: amount, day }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
type Of<Op extends Step['op']> = Extract<Step, { op: Op }>
type Player = ReturnType<typeof createMoneyPlayer>
interface Played {
  model: MoneyModel
  player: Player
}

const plays: { [Op in Step['op']]: (played: Played, step: Of<Op>) => Promise<void> } = {
  async receive({ model, player }, { year, cents }) {
    const allowed = model.allows.receive(cents)
    expect(await player.receive(year, cents)).toBe(allowed)
    if (!allowed) return
    model.receive(cents)
    model.enter('RECEIVED', year, cents)
  },
  async adjust({ model, player }, { year, cents }) {
    const allowed = cents !== 0 && model.allows.adjust(year, cents)
    expect(await player.correct('ADJUSTED', year, cents)).toBe(allowed)
    if (!allowed) return
    model.adjust(year, cents)
    model.enter('ADJUSTED', year, cents)
  },
  async commit({ model, player }, { project, percent }) {
    const one = model.projects[project]
    if (!one || one.committed !== null) return
    const first = Math.floor((one.grant * percent) / 100)
    const parts = [first, one.grant - first]
    const allowed = model.allows.commit(one, parts)
    expect(await player.commit(project, parts)).toBe(allowed)
    if (!allowed) {
      await player.uncommit(project)
      return
    }
    one.committed = [...parts]
    parts.forEach((cents, year) => cents > 0 && model.enter('COMMITTED', year, cents))
  },
  async economy({ model, player }, { project, year, cents }) {
    const one = model.projects[project]
    if (!one) return
    const allowed = model.allows.economy(one, year, cents)
    expect(await player.correct('ECONOMY', year, cents, project)).toBe(allowed)
    if (!allowed || !one.committed) return
    one.committed[year] = (one.committed[year] ?? 0) - cents
    model.enter('ECONOMY', year, cents)
  },
  async reserve({ model, player }, { project, tranche, cents, day }) {
    const one = model.projects[project]
    if (!one) return
    const allowed = model.allows.reserve(one, tranche, cents)
    const id = await player.reserve(project, tranche, cents, day)
    expect(id !== null).toBe(allowed)
    if (id === null) return
    one.payments.push({ id, tranche, cents, status: 'OPEN' })
    model.enter('RESERVED', day, cents)
  },
  async move({ model, player }, { project, payment, to: asked, day }) {
    const one = model.projects[project]
    const paid = one?.payments[payment]
    if (!one || !paid) return
    const to = asked === 'NEXT' ? (NEXT[paid.status] ?? 'REVERSED') : asked
    const allowed = model.allows.move(one, paid, to)
    const ready = allowed || (to === 'REVERSED' && paid.status === 'PAID')
    expect(await player.move(paid, to, ready, day)).toBe(allowed)
    if (!allowed) return
    const kind = { ORDERED: 'LIQUIDATED', PAID: 'PAID', REFUSED: 'RELEASED', REVERSED: 'RELEASED' } as const
    paid.status = to
    model.enter(kind[to], day, paid.cents)
  },
  async recover({ model, player }, { project, cents, day }) {
    const one = model.projects[project]
    if (!one) return
    const allowed = model.allows.recover(one, cents)
    expect(await player.correct('RECOVERED', day, cents, project)).toBe(allowed)
    if (!allowed) return
    one.recovered += cents
    model.enter('RECOVERED', day, cents)
  },
}

/* Where there is cash and something is committed, so that payments are possible. */
const BEGIN: readonly Step[] = [
  { op: 'receive', year: 0, cents: 1_500 },
  { op: 'commit', project: 0, percent: 50 },
  { op: 'commit', project: 1, percent: 80 },
]

const play = (played: Played, one: Step): Promise<void> => plays[one.op](played, one as never)

const bookOf = (cycleId: string) =>
  database
    .knex('money_entries')
    .where({ cycle_id: cycleId })
    .groupBy('kind', 'year')
    .orderBy(['kind', 'year'])
    .select({ kind: 'kind', year: 'year', cents: database.knex.raw('sum(amount_cents)::bigint') })

function bookByModel({ entered }: MoneyModel) {
  const sums = new Map<string, { kind: string; year: number; cents: number }>()
  for (const { kind, year, cents } of entered) {
    const key = `${kind} ${year}`
    sums.set(key, { kind, year: FIRST_YEAR + year, cents: (sums.get(key)?.cents ?? 0) + cents })
  }
  return [...sums.values()].toSorted((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.year - b.year))
}

async function checkSums({ model }: Played, cycleId: string, projectIds: readonly string[]): Promise<void> {
  const { cash } = database.stores
  expect(await cash.balance(cycleId)).toEqual({
    ...{ receivedCents: model.received(), reservedCents: model.reserved() },
  })
  expect(await cash.years(cycleId)).toEqual(
    ALLOCATIONS.map((_, index) => ({
      year: FIRST_YEAR + index,
      ...{ allocatedCents: model.allocatedFor(index), committedCents: model.committedOn(index) },
    })),
  )
  for (const [index, one] of model.projects.entries())
    expect(
      await database
        .knex('project_balances')
        .where({ project_id: projectIds[index] ?? '' })
        .first(),
    ).toMatchObject({
      ...{
        committed_cents: (one.committed ?? []).reduce((a, b) => a + b, 0),
        reserved_cents: model.reservedOf(one),
      },
    })
  expect(await bookOf(cycleId)).toEqual(bookByModel(model))
  expect(await moneyDifferences(database.knex)).toEqual([])
}

describe('the book of money (art. 8)', () => {
  it('keeps every sum, by year and in all, whatever is done in whatever order, and passes no limit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
        const cycle = await openMoneyCycle(database, { allocations, grants: GRANTS })
        const played = {
          ...{ model: createMoneyModel(ALLOCATIONS, GRANTS), player: createMoneyPlayer(database, cycle) },
        }
        ALLOCATIONS.forEach((cents, index) => played.model.enter('ALLOCATED', index, cents))
        for (const one of [...BEGIN, ...steps]) await play(played, one)
        await checkSums(played, cycle.cycleId, cycle.projectIds)
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})
