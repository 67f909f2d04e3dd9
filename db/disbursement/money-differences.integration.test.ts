import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { checkMoney } from '../../app/money-check.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { loadDemoNetwork } from '../../test/support/demo-network.ts'
import { openMoneyCycle } from '../../test/support/money-cycle.ts'
import { createMoneyPlayer } from '../../test/support/money-player.ts'
import { moneyDifferences } from './money-differences.ts'

const allocations = [
  { year: 2027, amountCents: 3_000 },
  { year: 2028, amountCents: 2_000 },
]

describe('the independent sum of the book of money (art. 8)', () => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await createTestDatabase()
    await loadDemoNetwork(database.stores)
    for (const grants of [[1_800, 1_500], [600]]) {
      const player = createMoneyPlayer(database, await openMoneyCycle(database, { allocations, grants }))
      await player.receive(0, 1_500)
      await player.commit(0, [grants[0] ?? 0, 0])
      const id = await player.reserve(0, 0, 200)
      await player.move({ id: id ?? '', status: 'OPEN' }, 'ORDERED', true)
      await player.move({ id: id ?? '', status: 'ORDERED' }, 'PAID', true)
    }
  })
  afterAll(() => database.close())

  /* What the sum finds after one row of the first cycle was changed behind the triggers' back; nothing of it stays. */
  async function foundAfter(statement: string): Promise<string[]> {
    const undo = new Error('undone')
    let found: string[] = []
    const corrupted = database.arrange(async (tx) => {
      await tx.raw(statement)
      found = (await moneyDifferences(tx)).map((one) => `${one.place}.${one.figure}`)
      throw undo
    })
    await expect(corrupted).rejects.toBe(undo)
    return found
  }
  const FIRST = '(select cycle_id from cash_receipts order by id limit 1)'
  const row = (kind: string) =>
    `id = (select id from money_entries where kind = '${kind}' order by id limit 1)`
  const one = (table: string, key = 'id') => `${key} = (select ${key} from ${table} order by ${key} limit 1)`
  const grant = `project_id = (select project_id from money_entries where kind = 'COMMITTED' order by id limit 1)`

  it('finds nothing where entries alone moved the balances', async () => {
    expect(await moneyDifferences(database.knex)).toEqual([])
    expect(await checkMoney(database.knex)).toEqual({
      ...{ ok: true, lines: ['money: balances agree with entries'] },
    })
  })

  it.each([
    [
      `update year_balances set allocated_cents = allocated_cents + 1 where year = 2027 and cycle_id = ${FIRST}`,
      ['year_balances.allocated_cents'],
    ],
    [
      `update year_balances set committed_cents = 1 where year = 2028 and cycle_id = ${FIRST}`,
      ['year_balances.committed_cents'],
    ],
    ...['assigned', 'received', 'committed', 'paid'].map((figure): [string, string[]] => [
      `update book_years set ${figure}_cents = ${figure}_cents - 1 where year = 2027 and cycle_id = ${FIRST}`,
      [`book_years.${figure}_cents`],
    ]),
    [
      `update cash_balances set allocated_cents = allocated_cents + 1 where cycle_id = ${FIRST}`,
      ['cash_balances.allocated_cents'],
    ],
    [
      `update cash_balances set received_cents = received_cents + 1 where cycle_id = ${FIRST}`,
      ['cash_balances.received_cents'],
    ],
    [
      `update cash_balances set reserved_cents = reserved_cents - 1 where cycle_id = ${FIRST}`,
      ['cash_balances.reserved_cents'],
    ],
    [
      `update project_balances set committed_cents = committed_cents - 1 where ${grant}`,
      ['project_balances.committed_cents'],
    ],
    [
      `update project_balances set reserved_cents = reserved_cents - 1 where ${grant}`,
      ['project_balances.reserved_cents'],
    ],
    [
      `update project_balances set grant_cents = grant_cents + 1 where ${grant}`,
      ['project_balances.grant_cents'],
    ],
    [
      `update allocations set amount_cents = 1 where year = 2028 and cycle_id = ${FIRST}`,
      ['allocations.amount_cents'],
    ],
    [
      `update cash_receipts set amount_cents = 1 where ${one('cash_receipts')}`,
      ['cash_receipts.amount_cents'],
    ],
    [
      `update projects set commitment_number = null where id in (select project_id from payments) and cycle_id = ${FIRST}`,
      ['projects.grant_cents'],
    ],
    [
      `update payments set amount_cents = 199 where ${one('payments')}`,
      ['payments.amount_cents', 'payments.liquidated', 'payments.paid'],
    ],
    [
      `update payments set status = 'OPEN' where ${one('payments')}`,
      ['payments.liquidated', 'payments.paid'],
    ],
    [
      `delete from payments where ${one('payments')}`,
      ['payments.amount_cents', 'payments.liquidated', 'payments.paid'],
    ],
    [
      `delete from money_entries where ${row('ALLOCATED')}`,
      [
        'allocations.amount_cents',
        'book_years.assigned_cents',
        'cash_balances.allocated_cents',
        'year_balances.allocated_cents',
      ],
    ],
    [
      `update money_entries set amount_cents = 1 where ${row('RECEIVED')}`,
      ['book_years.received_cents', 'cash_balances.received_cents', 'cash_receipts.amount_cents'],
    ],
    [
      `update money_entries set year = 2028 where ${row('COMMITTED')}`,
      [
        'book_years.committed_cents',
        'book_years.committed_cents',
        'year_balances.committed_cents',
        'year_balances.committed_cents',
      ],
    ],
    [
      `update money_entries set amount_cents = 1 where ${row('RESERVED')}`,
      ['cash_balances.reserved_cents', 'payments.amount_cents', 'project_balances.reserved_cents'],
    ],
    [`delete from money_entries where ${row('LIQUIDATED')}`, ['payments.liquidated']],
    [`delete from money_entries where ${row('PAID')}`, ['book_years.paid_cents', 'payments.paid']],
  ])('finds exactly what is wrong after: %s', async (statement, wrong) => {
    expect(await foundAfter(statement)).toEqual(wrong)
  })
})
