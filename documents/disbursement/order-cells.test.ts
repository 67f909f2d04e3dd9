import { describe, expect, it } from '@jest/globals'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import type { OrderLayout, OrderRow } from '../../domain/disbursement/order.ts'
import { orderCells } from './order-cells.ts'

const row: OrderRow = {
  ...{ orderId: 'P1', payeeName: 'Sercop', payeeTaxCode: '91028770153', iban: 'IT60X0542811101000000123456' },
  ...{ commitmentNumber: '482', commitmentOn: localDateSchema.parse('2027-07-01') },
  ...{ actNumber: '501', actOn: localDateSchema.parse('2027-07-09'), siopeCode: '5299', reason: 'Anticipo' },
  ...{ cup: 'J57C20000410001', cig: null, grossCents: 123_456_700, withholdingCents: 0, netCents: 5 },
}
const layout = (...fields: (keyof OrderRow)[]): OrderLayout => ({
  ...{ name: 'test', siopePublic: '1', siopePrivate: '2', source: 'invented (test)' },
  columns: fields.map((field) => ({ field, header: field })),
})

describe('the row of a payment order', () => {
  it('follows the columns of the layout, in their order', () => {
    expect(orderCells(row, layout('iban', 'payeeName'))).toEqual([row.iban, 'Sercop'])
  })

  it('writes amounts with a comma and no thousands, days as Italians do, nothing for a missing CIG', () => {
    const cells = orderCells(row, layout('grossCents', 'netCents', 'withholdingCents', 'actOn', 'cig'))
    expect(cells).toEqual(['1234567,00', '0,05', '0,00', '09/07/2027', ''])
  })
})
