import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'

/** A payment: asked for, approved by two persons, ordered after the liquidation, confirmed with its mandate and paid; who
 * approves may send it back to the lead. It ends refused, never paid, or reversed, when the money came back (art. 8, 10). */
export const paymentLifecycle = lifecycle('payment', [
  [null, 'open', 'OPEN', 'PROCESS'],
  ['OPEN', 'request', 'REQUESTED', 'ALLIANCE_LEAD'],
  ['REQUESTED', 'approveByOffice', 'OFFICE_APPROVED', 'CASE_OFFICER'],
  ['REQUESTED', 'sendBack', 'OPEN', 'CASE_OFFICER'],
  ['OFFICE_APPROVED', 'approveByFinance', 'FINANCE_APPROVED', 'FINANCE'],
  ['OFFICE_APPROVED', 'sendBack', 'OPEN', 'FINANCE'],
  ['FINANCE_APPROVED', 'order', 'ORDERED', 'PROCESS'],
  ['ORDERED', 'confirm', 'ORDERED', 'FINANCE'],
  ['ORDERED', 'settle', 'PAID', 'PROCESS'],
  ['OPEN', 'refuse', 'REFUSED', 'FINANCE'],
  ['REQUESTED', 'refuse', 'REFUSED', 'FINANCE'],
  ['OFFICE_APPROVED', 'refuse', 'REFUSED', 'FINANCE'],
  ['FINANCE_APPROVED', 'refuse', 'REFUSED', 'FINANCE'],
  ['ORDERED', 'refuse', 'REFUSED', 'FINANCE'],
  ['PAID', 'reverse', 'REVERSED', 'FINANCE'],
])
export type PaymentStatus = StateOf<typeof paymentLifecycle>
