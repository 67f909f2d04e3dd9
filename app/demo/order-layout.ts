import type { OrderLayout } from '../../domain/disbursement/order.ts'

/** Layout of the demo's payment orders: columns and SIOPE codes are invented, as every body's accounting system has its own. */
export const demoOrderLayout: OrderLayout = {
  name: 'demo-1',
  columns: [
    { field: 'orderId', header: 'Riferimento' },
    { field: 'payeeName', header: 'Beneficiario' },
    { field: 'payeeTaxCode', header: 'Codice fiscale' },
    { field: 'iban', header: 'IBAN' },
    { field: 'commitmentNumber', header: 'Impegno' },
    { field: 'commitmentOn', header: 'Data impegno' },
    { field: 'actNumber', header: 'Atto di liquidazione' },
    { field: 'actOn', header: 'Data atto' },
    { field: 'siopeCode', header: 'Codice SIOPE' },
    { field: 'cup', header: 'CUP' },
    { field: 'cig', header: 'CIG' },
    { field: 'grossCents', header: 'Lordo' },
    { field: 'withholdingCents', header: 'Ritenuta' },
    { field: 'netCents', header: 'Netto' },
    { field: 'reason', header: 'Causale' },
  ],
  siopePublic: '5299',
  siopePrivate: '5399',
  source: 'inventato (dimostrazione)',
}
