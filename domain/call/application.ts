import { z } from 'zod'
import { bodyKindSchema, enterpriseSizeSchema } from '../network/network.ts'
import { taxCodeSchema, vatNumberSchema } from '../shared/codes.ts'
import { yearSchema } from '../shared/local-date.ts'
import { centsSchema } from '../shared/money.ts'
import { plainText } from '../shared/text.ts'
import { cofinancingKindSchema } from './configuration.ts'

const reference = z.string().min(1, 'Il riferimento manca.').max(40, 'Il riferimento è troppo lungo.')

/* What a body does in an alliance: it leads, it is a partner with its own costs, or it adheres without any (art. 9, 10). */
const partnerRoleSchema = z.enum(['LEAD', 'PARTNER', 'ADHERENT'])
export type PartnerRole = z.infer<typeof partnerRoleSchema>

const partner = z.strictObject({
  bodyTaxCode: taxCodeSchema,
  bodyVatNumber: vatNumberSchema.nullable().default(null),
  bodyName: plainText({ max: 200 }),
  bodyAddress: plainText({ max: 300 }).nullable().default(null),
  bodyKind: bodyKindSchema,
  role: partnerRoleSchema,
  size: enterpriseSizeSchema.nullable(),
  contribution: plainText({ max: 2000, multiline: true }),
})

const budgetLine = z.strictObject({
  bodyTaxCode: taxCodeSchema,
  categoryId: reference,
  year: yearSchema,
  costCents: centsSchema,
})

const cofinancing = z.strictObject({
  bodyTaxCode: taxCodeSchema,
  kind: cofinancingKindSchema,
  amountCents: centsSchema,
})

const expectedResult = z.strictObject({ id: reference, expected: z.int().min(0).max(100_000_000) })

/** The formats of an application's attachments, and of an application's partners' letters. */
export const APPLICATION_FORMATS: readonly string[] = ['pdf', 'p7m']

/** An application as an alliance's lead sends it (art. 10): strict; money in cents; `size` is null for bodies that are
 * not enterprises, `bodyVatNumber` and `bodyAddress` where they are not told; `declarations` holds the ids of those made. */
export const applicationSchema = z.strictObject({
  title: plainText({ max: 300 }),
  areaId: reference,
  summary: plainText({ max: 6000, multiline: true }),
  partners: z.array(partner).min(1, 'Serve almeno il capofila.').max(100, 'Al massimo 100 soggetti.'),
  budgetLines: z
    .array(budgetLine)
    .min(1, 'Serve almeno una voce di costo.')
    .max(5000, 'Al massimo 5000 voci di costo.'),
  totalCostCents: centsSchema,
  requestedGrantCents: centsSchema,
  cofinancing: z.array(cofinancing).max(1000, 'Al massimo 1000 voci di cofinanziamento.'),
  indicators: z.array(expectedResult).max(100, 'Al massimo 100 indicatori.'),
  declarations: z.array(reference).max(100, 'Al massimo 100 dichiarazioni.'),
})
export type Application = z.infer<typeof applicationSchema>
