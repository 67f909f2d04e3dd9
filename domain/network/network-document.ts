import { z } from 'zod'
import { actKindSchema } from '../act/act.ts'
import type { ActKind } from '../act/act.ts'
import { orderLayoutSchema } from '../disbursement/order.ts'
import { taxCodeSchema, vatNumberSchema } from '../shared/codes.ts'
import { patronDaySchema } from '../shared/holidays.ts'
import { localDateSchema } from '../shared/local-date.ts'
import { sourced, sourcedItem } from '../shared/sourced.ts'
import { plainText } from '../shared/text.ts'
import { personSchema } from './person.ts'
import { bodyKindSchema, enterpriseSizeSchema, linkKindSchema, seatRoleSchema } from './network.ts'

const code = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,59}$/, 'Codice non valido: servono maiuscole, cifre o "_", al massimo 60.')
const words = plainText({ max: 300 })
const days = z.int('I giorni sono un numero intero.').min(1).max(365)
const perYear = z.int('Le riunioni in un anno sono un numero intero.').min(1).max(12)
const email = z.email('Indirizzo di posta non valido.')

/* When somebody holds a function, first and last day, and the act that gives it; `until` null: no end is set. */
const held = { from: localDateSchema, until: localDateSchema.nullable(), act: words }
const heldFunction = z.discriminatedUnion('role', [
  z.strictObject({
    role: z.enum(['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'COMMITTEE_SECRETARY']),
    body: code,
    ...held,
  }),
  z.strictObject({
    ...{ role: z.enum(['ALLIANCE_LEAD', 'NETWORK_MEMBER']), body: code, signatory: z.boolean() },
    ...held,
  }),
  z.strictObject({ role: z.literal('COMMITTEE_MEMBER'), seat: code, as: seatRoleSchema, ...held }),
  z.strictObject({ role: z.literal('OFFICE_HOLDER'), body: code, office: words, ...held }),
])

/** A function of a person: a role for a body or a seat, or an office in a body that only ties to it (art. 5, 8, 10);
 * `signatory` signs for the body, anybody else is a contact. */
export type DocumentFunction = z.infer<typeof heldFunction>

const body = sourcedItem({
  code,
  name: words,
  taxCode: taxCodeSchema,
  vatNumber: vatNumberSchema.nullable(),
  kind: bodyKindSchema,
  size: enterpriseSizeSchema.nullable(),
  email: email.nullable(),
  address: words.nullable(),
  memberSince: localDateSchema.nullable(),
})

/** The document of a network: who it is and who does what in it, by which terms it works, who adopts its acts, how its papers
 * speak. Strict, no default, a source beside each value; terms in calendar days, days of Europe/Rome. What names something
 * names it by its code. */
export const networkDocumentSchema = z.strictObject({
  formatVersion: z.literal(1),
  code,
  name: sourced(words),
  patronDay: sourced(patronDaySchema),
  terms: z.strictObject({
    networkNoticeDays: sourced(days),
    networkMeetingsPerYear: sourced(perYear),
    committeeNoticeDays: sourced(days),
    committeeMeetingsPerYear: sourced(perYear),
    guidanceCommentDays: sourced(days),
  }),
  letterhead: z.strictObject({ office: sourced(words), address: sourced(words), signedBy: sourced(code) }),
  region: z.strictObject({ name: sourced(words), office: sourced(words), address: sourced(words) }),
  organs: z.array(sourcedItem({ code, name: words, signatory: words })).min(1),
  acts: z.array(sourcedItem({ kind: actKindSchema, type: words, verb: words, organ: code })),
  words: z.strictObject({
    committee: sourced(words),
    fundedBy: sourced(words),
  }),
  paymentOrders: sourcedItem(orderLayoutSchema.shape),
  categories: z.array(sourcedItem({ code, label: words })).min(1),
  bodies: z.array(body).min(1),
  links: z.array(sourcedItem({ from: code, to: code, kind: linkKindSchema })),
  seats: z.array(sourcedItem({ code, category: code, body: code, chair: z.boolean() })).min(1),
  people: z.array(personSchema({ code, email, functions: z.array(heldFunction).min(1) })),
})
export type NetworkDocument = z.infer<typeof networkDocumentSchema>

/** What rules and papers read of a network: all but its register of bodies, seats and people, which has rows of its own. */
export type NetworkSettings = Omit<NetworkDocument, 'bodies' | 'links' | 'seats' | 'people'>

/** How an act of a kind is made: its type, the verb that it disposes with, the organ that adopts it and who signs for it.
 * Throws Error for a document that was not checked. */
export function actOf({ acts, organs }: NetworkSettings, kind: ActKind) {
  const act = acts.find((one) => one.kind === kind)
  const organ = organs.find((one) => one.code === act?.organ)
  if (act === undefined || organ === undefined) throw new Error(`the network has no act ${kind}`)
  return { type: act.type, verb: act.verb, organ: organ.name, signatory: organ.signatory }
}
