import type { Knex } from 'knex'
import { moneyDifferences } from '../db/disbursement/money-differences.ts'
import { formatEuro } from '../words/formats.ts'

/** Sums the entries of the book of money again and tells each balance, receipt or payment that is not what they say. */
export async function checkMoney(knex: Knex): Promise<{ ok: boolean; lines: string[] }> {
  const found = await moneyDifferences(knex)
  if (found.length === 0) return { ok: true, lines: ['money: balances agree with entries'] }
  return {
    ok: false,
    lines: found.map(
      ({ place, id, figure, keptCents, enteredCents }) =>
        `money: ${place} ${id}: ${figure} is ${formatEuro(keptCents)}, its entries make ${formatEuro(enteredCents)}`,
    ),
  }
}
