import { z } from 'zod'
import type { LocalDate } from '../shared/local-date.ts'
import { plainText } from '../shared/text.ts'

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

const orderFieldSchema = z.enum([
  ...(['orderId', 'payeeName', 'payeeTaxCode', 'iban', 'commitmentNumber', 'commitmentOn'] as const),
  ...(['actNumber', 'actOn', 'siopeCode', 'cup', 'cig', 'reason'] as const),
  ...(['grossCents', 'withholdingCents', 'netCents'] as const),
] satisfies (keyof OrderRow)[])

/** How the body's accounting system reads orders: its columns in order with their headers, and the SIOPE codes of grants to
 * public and to private bodies. */
export const orderLayoutSchema = z.strictObject({
  name: plainText({ max: 50 }),
  columns: z
    .array(z.strictObject({ field: orderFieldSchema, header: plainText({ max: 100 }) }))
    .min(1, 'Serve almeno una colonna.'),
  siopePublic: plainText({ max: 20 }),
  siopePrivate: plainText({ max: 20 }),
})
/** A layout with where it comes from. */
export type OrderLayout = z.infer<typeof orderLayoutSchema> & { source: string }
