import type { Knex } from 'knex'
import type { MoneyKind } from '../../domain/disbursement/book.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import { insertRows } from '../platform/insert-rows.ts'

/** An entry of the book of money, in cents; `occasion` is what brings it about, `payeeId` the body that the money is for. */
interface Entry {
  kind: MoneyKind
  cycleId: string
  year: number
  occasion: string
  project?: { id: string; payeeId: string }
  amountCents: number
  at: Date
}

/** Adds entries to the book, in the order of their years; the database moves the balances by them. */
export async function enter(tx: Knex, entries: readonly Entry[]): Promise<void> {
  const inOrder = entries.toSorted((a, b) => a.year - b.year)
  const rows = inOrder.map(({ project, ...entry }) => ({
    id: derivedId(
      'money-entry',
      ...[entry.cycleId, project?.id ?? '', entry.kind, entry.occasion, String(entry.year)],
    ),
    cycle_id: entry.cycleId,
    year: entry.year,
    kind: entry.kind,
    occasion: entry.occasion,
    project_id: project?.id ?? null,
    payee_id: project?.payeeId ?? null,
    amount_cents: entry.amountCents,
    at: entry.at,
  }))
  await insertRows(tx, { table: 'money_entries', rows })
}
