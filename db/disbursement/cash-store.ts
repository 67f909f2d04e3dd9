import type { Knex } from 'knex'
import type { MoneyKind } from '../../domain/disbursement/book.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import { yearOf } from '../../domain/shared/local-date.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import { enter } from './entries.ts'

/** Money that the Region paid in for a year of the cycle, in cents. */
export interface CashReceipt {
  year: number
  amountCents: number
  receivedOn: LocalDate
  reference: string
}

export interface CashBalance {
  receivedCents: number
  reservedCents: number
}

/* A year of the allocation: what the Region assigned for it, and what commitments charge to it. */
interface AllocationYear {
  year: number
  allocatedCents: number
  committedCents: number
}

interface Commitment {
  number: string
  years: readonly { year: number; amountCents: number }[]
  at: Date
}

/** When a step of a payment happens: its day, and the instant at which it is entered. */
interface Moment {
  on: LocalDate
  at: Date
}

export interface ReceiptsAsked extends PageAsked {
  year?: number | undefined
  text?: string | undefined
}

const RECEIPTS = `
select year, amount_cents as "amountCents", received_on as "receivedOn", reference from cash_receipts where cycle_id = :cycleId`

/** Cash of a cycle: what the Region paid in, less what payments reserved, so far and over all years (art. 8); and what its
 * years have room for. Balances are locked in one order, year, cash, project; the entries, never changed, move them (a trigger). */
export function createCashStore(tx: Knex) {
  return { ...createCycleCash(tx), ...createPaymentCash(tx) }
}

function createCycleCash(tx: Knex) {
  const years = (cycleId: string) =>
    tx('year_balances')
      .where({ cycle_id: cycleId })
      .orderBy('year')
      .select<AllocationYear[]>({
        ...{ year: 'year', allocatedCents: 'allocated_cents', committedCents: 'committed_cents' },
      })
  return {
    async balance(cycleId: string): Promise<CashBalance> {
      const [row] = await readCash(tx, cycleId)
      if (row === undefined) throw new Error(`no cash balance for cycle ${cycleId}`)
      return row
    },

    /** A page of them, first received first. */
    pageOfReceipts: (
      cycleId: string,
      { year, text, ...page }: ReceiptsAsked = {},
    ): Promise<Page<CashReceipt>> =>
      readPage(
        tx,
        {
          about: ['cash receipts', cycleId],
          rows: RECEIPTS,
          values: { cycleId },
          filters: { year: ['year = :year', year], text: [contains('reference'), text] },
          order: { '"receivedOn"': 'day', reference: 'text' },
        },
        page,
      ),

    receipts: (cycleId: string): Promise<CashReceipt[]> =>
      tx('cash_receipts').where({ cycle_id: cycleId }).orderBy(['received_on', 'reference']).select({
        year: 'year',
        amountCents: 'amount_cents',
        receivedOn: 'received_on',
        reference: 'reference',
      }),

    years: (cycleId: string): Promise<AllocationYear[]> => years(cycleId),

    /** Records a receipt; nothing is received twice, nor beyond what the Region assigned to the cycle. Decides under the lock of
     * the cycle's cash, and changes nothing when refused. */
    async receive(
      cycleId: string,
      receipt: CashReceipt,
      at: Date,
    ): Promise<'RECEIVED' | 'REFERENCE_TAKEN' | 'ABOVE_ALLOCATION'> {
      const { year, amountCents, receivedOn, reference } = receipt
      const cash = await tx('cash_balances').where({ cycle_id: cycleId }).forUpdate().first()
      if (cash === undefined) throw new Error(`no cash balance for cycle ${cycleId}`)
      const before = await tx('cash_receipts').where({ cycle_id: cycleId, reference }).first('id')
      if (before !== undefined) return 'REFERENCE_TAKEN'
      if (cash.received_cents + amountCents > cash.allocated_cents) return 'ABOVE_ALLOCATION'
      const id = derivedId<string>('cash-receipt', cycleId, reference)
      await tx('cash_receipts').insert({
        ...{ id, cycle_id: cycleId, year, amount_cents: amountCents },
        ...{ received_on: receivedOn, reference },
      })
      await enter(tx, [{ kind: 'RECEIVED', cycleId, year, occasion: id, amountCents, at }])
      return 'RECEIVED'
    },

    /** Charges a project's commitment to years of the allocation; decides under their locks. Gives the year that has no room for
     * its part, and then changes nothing; else null. */
    async commit(
      project: { id: string; cycleId: string; leadBodyId: string },
      { number, years: charged, at }: Commitment,
    ): Promise<AllocationYear | null> {
      const { cycleId } = project
      const found = await years(cycleId).forUpdate()
      for (const { year, amountCents } of charged) {
        const one = found.find((known) => known.year === year)
        if (one === undefined) throw new Error(`the Region assigned nothing to cycle ${cycleId} for ${year}`)
        if (one.committedCents + amountCents > one.allocatedCents) return one
      }
      const lead = { id: project.id, payeeId: project.leadBodyId }
      await enter(
        tx,
        charged.map((one) => ({ ...one, kind: 'COMMITTED', cycleId, project: lead, occasion: number, at })),
      )
      return null
    },
  }
}

function createPaymentCash(tx: Knex) {
  const step = (kind: 'LIQUIDATED' | 'PAID' | 'RELEASED') => async (paymentId: string, when: Moment) =>
    enterStep(tx, kind, { ...when, payment: await readPayment(tx, paymentId) })
  return {
    /** Reserves cash and commitment for an opened payment; decides under the locks of both balances, and changes nothing when
     * refused. */
    async reserve(paymentId: string, when: Moment): Promise<'RESERVED' | 'NO_CASH' | 'ABOVE_COMMITMENT'> {
      const payment = await readPayment(tx, paymentId)
      const [cash] = await readCash(tx, payment.cycleId).forUpdate()
      const [grant] = await tx('project_balances')
        .where({ project_id: payment.projectId })
        .forUpdate()
        .select<{ committedCents: number; reservedCents: number }[]>({
          ...{ committedCents: 'committed_cents', reservedCents: 'reserved_cents' },
        })
      if (!cash || !grant) throw new Error(`no balances for project ${payment.projectId}`)
      if (grant.reservedCents + payment.amountCents > grant.committedCents) return 'ABOVE_COMMITMENT'
      if (cash.reservedCents + payment.amountCents > cash.receivedCents) return 'NO_CASH'
      await enterStep(tx, 'RESERVED', { ...when, payment })
      return 'RESERVED'
    },

    /** Enters that a payment was ordered on a liquidation in force; the index lets it happen once, here and below. */
    liquidate: step('LIQUIDATED'),

    /** Enters that a payment left the cash it had reserved. */
    pay: step('PAID'),

    /** Enters that a payment ended: cash and commitment that it had reserved are free again. */
    release: step('RELEASED'),
  }
}

const readCash = (tx: Knex, cycleId: string) =>
  tx('cash_balances')
    .where({ cycle_id: cycleId })
    .select<CashBalance[]>({ receivedCents: 'received_cents', reservedCents: 'reserved_cents' })

interface PaymentFacts {
  id: string
  cycleId: string
  projectId: string
  payeeId: string
  amountCents: number
}

async function readPayment(tx: Knex, id: string): Promise<PaymentFacts> {
  const [payment] = await tx('payments as y')
    .join('projects as p', 'p.id', 'y.project_id')
    .join('applications as a', 'a.id', 'p.application_id')
    .where({ 'y.id': id })
    .select<PaymentFacts[]>({
      ...{ id: 'y.id', cycleId: 'p.cycle_id', projectId: 'p.id' },
      ...{ payeeId: 'a.lead_body_id', amountCents: 'y.amount_cents' },
    })
  if (payment === undefined) throw new Error(`no payment ${id}`)
  return payment
}

async function enterStep(
  tx: Knex,
  kind: MoneyKind,
  { payment, on, at }: Moment & { payment: PaymentFacts },
): Promise<void> {
  const { cycleId, amountCents } = payment
  const project = { id: payment.projectId, payeeId: payment.payeeId }
  await enter(tx, [{ kind, cycleId, year: yearOf(on), occasion: payment.id, project, amountCents, at }])
}
