import type { Knex } from 'knex'
import { derivedId } from '../../domain/shared/ids.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'

/** Money that the Region paid in for a year of the cycle, in cents. */
export interface CashReceipt {
  year: number
  amountCents: number
  receivedOn: LocalDate
  reference: string
}

export interface CashBalance {
  receivedCents: number
  committedCents: number
}

interface Reservation {
  cycleId: string
  projectId: string
  paymentId: string
  amountCents: number
  at: Date
}

interface CashRow {
  cycle_id: string
  received_cents: number
  committed_cents: number
}
interface GrantRow {
  project_id: string
  grant_cents: number
  disbursed_cents: number
}

/** Cash of a cycle: what the Region paid in, less what payments reserved, so far and over all years (art. 8). The rows of
 * the balances are locked in one order, cycle then project; the entry, never changed, moves them (a trigger). */
export function createCashStore(tx: Knex) {
  return {
    async balance(cycleId: string): Promise<CashBalance> {
      const row = await tx<CashRow>('cash_balances').where('cycle_id', cycleId).first()
      if (row === undefined) throw new Error(`no cash balance for cycle ${cycleId}`)
      return { receivedCents: row.received_cents, committedCents: row.committed_cents }
    },

    receipts: (cycleId: string): Promise<CashReceipt[]> =>
      tx('cash_receipts').where({ cycle_id: cycleId }).orderBy(['received_on', 'reference']).select({
        year: 'year',
        amountCents: 'amount_cents',
        receivedOn: 'received_on',
        reference: 'reference',
      }),

    /** False when the reference is recorded already: nothing is received twice. */
    async receive(cycleId: string, receipt: CashReceipt, at: Date): Promise<boolean> {
      const id = derivedId('cash-receipt', cycleId, receipt.reference)
      const inserted = await tx('cash_receipts')
        .insert({
          id,
          cycle_id: cycleId,
          year: receipt.year,
          amount_cents: receipt.amountCents,
          received_on: receipt.receivedOn,
          reference: receipt.reference,
        })
        .onConflict(['cycle_id', 'reference'])
        .ignore()
        .returning('id')
      if (inserted.length === 0) return false
      await addEntry(tx, {
        cycleId,
        kind: 'CASH_RECEIVED',
        subjectId: id,
        amountCents: receipt.amountCents,
        at,
      })
      return true
    },

    /** Reserves cash and grant for a payment; decides under the locks of both balances, and changes nothing when refused. */
    async reserve(reservation: Reservation): Promise<'RESERVED' | 'NO_CASH' | 'ABOVE_GRANT'> {
      const { cycleId, projectId, paymentId, amountCents, at } = reservation
      const cash = await tx<CashRow>('cash_balances').where('cycle_id', cycleId).forUpdate().first()
      const grant = await tx<GrantRow>('project_balances').where('project_id', projectId).forUpdate().first()
      if (cash === undefined || grant === undefined) throw new Error(`no balances for project ${projectId}`)
      if (grant.disbursed_cents + amountCents > grant.grant_cents) return 'ABOVE_GRANT'
      if (cash.committed_cents + amountCents > cash.received_cents) return 'NO_CASH'
      await addEntry(tx, { cycleId, kind: 'RESERVED', subjectId: paymentId, amountCents, at })
      return 'RESERVED'
    },

    /** Enters that a payment left the cash it had reserved; the index lets it happen once. */
    disburse: (payment: { cycleId: string; paymentId: string; amountCents: number; at: Date }) =>
      addEntry(tx, { ...payment, kind: 'DISBURSED', subjectId: payment.paymentId }),

    /** Enters that a payment ended: cash and grant that it had reserved are free again; the index lets it happen once. */
    release: (payment: { cycleId: string; paymentId: string; amountCents: number; at: Date }) =>
      addEntry(tx, { ...payment, kind: 'RELEASED', subjectId: payment.paymentId }),
  }
}

async function addEntry(
  tx: Knex,
  entry: {
    cycleId: string
    kind: 'CASH_RECEIVED' | 'RESERVED' | 'DISBURSED' | 'RELEASED'
    subjectId: string
    amountCents: number
    at: Date
  },
): Promise<void> {
  const received = entry.kind === 'CASH_RECEIVED'
  await tx('money_entries').insert({
    id: derivedId('money-entry', entry.kind, entry.subjectId),
    cycle_id: entry.cycleId,
    kind: entry.kind,
    payment_id: received ? null : entry.subjectId,
    cash_receipt_id: received ? entry.subjectId : null,
    amount_cents: entry.amountCents,
    at: entry.at,
  })
}
