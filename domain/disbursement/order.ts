import { formatAmount } from '../shared/money.ts'
import type { LocalDate } from '../shared/local-date.ts'

/** What an order of payment says of one payee; amounts in cents. The accounting system makes the electronic order of it. */
export type OrderRow = {
  orderId: string
  payeeName: string
  payeeTaxCode: string
  iban: string
  commitmentNumber: string
  commitmentOn: LocalDate
  actNumber: string
  actOn: LocalDate
  siopeCode: string
  cup: string
  cig: null
  reason: string
  grossCents: number
  withholdingCents: number
  netCents: number
}

/** How the body's accounting system reads orders: its columns in order with their headers, and the SIOPE codes of grants to
 * public and to private bodies, with where they come from. */
export type OrderLayout = {
  name: string
  columns: readonly { field: keyof OrderRow; header: string }[]
  siopePublic: string
  siopePrivate: string
  source: string
}

const amountFields = new Set<keyof OrderRow>(['grossCents', 'withholdingCents', 'netCents'])
const dayFields = new Set<keyof OrderRow>(['commitmentOn', 'actOn'])

function cell(row: OrderRow, field: keyof OrderRow): string {
  const value = row[field]
  if (amountFields.has(field)) return formatAmount(Number(value)).replaceAll('.', '')
  if (dayFields.has(field)) return String(value).split('-').toReversed().join('/')
  return String(value ?? '')
}

/** The cells of an order in a layout: amounts as 1234,56, days as 05/04/2027, nothing for what is not there. */
export function orderCells(row: OrderRow, layout: OrderLayout): string[] {
  return layout.columns.map(({ field }) => cell(row, field))
}
