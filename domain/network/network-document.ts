import { z } from 'zod'
import { orderLayoutSchema } from '../disbursement/order.ts'
import { taxCodeSchema, vatNumberSchema } from '../shared/codes.ts'
import { localDateSchema } from '../shared/holidays.ts'
import type { LocalDate } from '../shared/holidays.ts'
import { sourced, sourcedItem } from '../shared/sourced.ts'
import { plainText } from '../shared/text.ts'
import { bodyKindSchema, enterpriseSizeSchema, linkKindSchema, seatRoleSchema } from './network.ts'

const code = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,59}$/, 'Codice non valido: servono maiuscole, cifre o "_", al massimo 60.')
const words = plainText({ max: 300 })
const email = z.email('Indirizzo di posta non valido.')

/* When somebody holds a function, first and last day, and the act that gives it; `until` null: no end is set. */
const held = { from: localDateSchema, until: localDateSchema.nullable(), act: words }
const heldFunction = z.discriminatedUnion('role', [
  z.strictObject({ role: z.enum(['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE']), body: code, ...held }),
  z.strictObject({ role: z.enum(['ALLIANCE_LEAD', 'NETWORK_MEMBER']), body: code, ...held }),
  z.strictObject({ role: z.literal('COMMITTEE_MEMBER'), seat: code, as: seatRoleSchema, ...held }),
  z.strictObject({ role: z.literal('OFFICE_HOLDER'), body: code, office: words, ...held }),
])

/** A function of a person: a role for a body or a seat, or an office in a body that only ties to it (art. 5, 8, 10). */
export type HeldFunction = z.infer<typeof heldFunction>

/** True while a function is held: first and last day included. */
export function isInForce({ from, until }: Pick<HeldFunction, 'from' | 'until'>, on: LocalDate): boolean {
  return from <= on && (until === null || on <= until)
}

const body = sourcedItem({
  code,
  name: words,
  taxCode: taxCodeSchema,
  vatNumber: vatNumberSchema.nullable(),
  kind: bodyKindSchema,
  size: enterpriseSizeSchema.nullable(),
  email: email.nullable(),
  memberSince: localDateSchema.nullable(),
})

/** The document of a network: who it is, and who does what in it. Strict, no default, a source beside each value; days of
 * Europe/Rome. What names something names it by its code. */
export const networkDocumentSchema = z.strictObject({
  formatVersion: z.literal(1),
  code,
  name: sourced(words),
  letterhead: z.strictObject({ office: sourced(words), address: sourced(words), signedBy: sourced(code) }),
  region: z.strictObject({ name: sourced(words), office: sourced(words), address: sourced(words) }),
  organs: z.array(sourcedItem({ code, name: words, signatory: words })).min(1),
  paymentOrders: sourcedItem(orderLayoutSchema.shape),
  categories: z.array(sourcedItem({ code, label: words })).min(1),
  bodies: z.array(body).min(1),
  links: z.array(sourcedItem({ from: code, to: code, kind: linkKindSchema })),
  seats: z.array(sourcedItem({ code, category: code, body: code, chair: z.boolean() })).min(1),
  people: z.array(z.strictObject({ code, name: words, email, functions: z.array(heldFunction).min(1) })),
})
export type NetworkDocument = z.infer<typeof networkDocumentSchema>
