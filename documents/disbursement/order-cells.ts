import type { OrderLayout, OrderRow } from '../../domain/disbursement/order.ts'
import { formatDate, formatPlainAmount } from '../../words/formats.ts'

const cells: { [F in keyof OrderRow]?: (value: OrderRow[F]) => string } = {
  grossCents: formatPlainAmount,
  withholdingCents: formatPlainAmount,
  netCents: formatPlainAmount,
  commitmentOn: formatDate,
  actOn: formatDate,
}

function cell<F extends keyof OrderRow>(row: OrderRow, field: F): string {
  return cells[field]?.(row[field]) ?? row[field]?.toString() ?? ''
}

/** The cells of an order in a layout: amounts as 1234,56, days as 05/04/2027, nothing for what is not there. */
export function orderCells(row: OrderRow, layout: OrderLayout): string[] {
  return layout.columns.map(({ field }) => cell(row, field))
}
