import { z } from 'zod'
import { hashOf } from '../shared/canonical-json.ts'
import { bodyKindSchema, enterpriseSizeSchema } from '../network/network.ts'
import { taxCodeSchema, vatNumberSchema } from '../shared/codes.ts'
import { localDateSchema, yearSchema } from '../shared/local-date.ts'
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

const contact = z.strictObject({
  name: plainText({ max: 200 }),
  email: z
    .string()
    .trim()
    .max(254, 'L’indirizzo è troppo lungo: al massimo 254 caratteri.')
    .pipe(z.email('Indirizzo e-mail non valido: scrivilo come nome@ente.it.')),
  phone: plainText({ max: 40 }),
})

/* In which capacity somebody signs for a body: as its legal representative, or by a mandate, which is told and attached. */
const capacitySchema = z.enum(['LEGAL_REPRESENTATIVE', 'DELEGATE'])

export type SignatoryCapacity = z.infer<typeof capacitySchema>

const signatory = z.strictObject({
  personId: reference,
  capacity: capacitySchema,
  mandate: plainText({ max: 300 }).nullable().default(null),
})

const action = z.strictObject({
  areaId: reference,
  need: plainText({ max: 2000, multiline: true }),
  action: plainText({ max: 4000, multiline: true }),
})

const partnerNotice = z.strictObject({
  reference: plainText({ max: 300 }),
  publishedOn: localDateSchema,
  address: plainText({ max: 500 }).nullable().default(null),
})

const expectedResult = z.strictObject({ id: reference, expected: z.int().min(0).max(100_000_000) })

/** The formats of an application's attachments, and of an application's partners' letters. */
export const APPLICATION_FORMATS: readonly string[] = ['pdf', 'p7m']

/** Under which kind a call asks for the evidence of the public notice by which partners were chosen (art. 10). */
export const NOTICE_KIND = 'CODESIGN_EVIDENCE'
/** Under which kind the mandate of a signatory is kept, whatever the call asks. */
export const MANDATE_KIND = 'MANDATE'

const most = {
  contacts: [10, 'Al massimo 10 referenti.'],
  partners: [100, 'Al massimo 100 soggetti.'],
  actions: [50, 'Al massimo 50 azioni.'],
  budgetLines: [5000, 'Al massimo 5000 voci di costo.'],
  cofinancing: [1000, 'Al massimo 1000 voci di cofinanziamento.'],
  indicators: [100, 'Al massimo 100 indicatori.'],
  declarations: [100, 'Al massimo 100 dichiarazioni.'],
} as const
const rows = <T extends z.ZodType>(row: T, list: keyof typeof most) => {
  const [count, message] = most[list]
  return z.array(row).max(count, message)
}

/** An application as it is submitted (art. 10): strict; money in cents; `size` is null for bodies that are not enterprises,
 * `bodyVatNumber` and `bodyAddress` where they are not told; `signatory` is null where whoever submits it signs; `partnerNotice` is the public notice
 * by which partners were chosen, null without one; `declarations` holds the ids of those made. */
export const applicationSchema = z.strictObject({
  title: plainText({ max: 300 }),
  areaId: reference,
  summary: plainText({ max: 6000, multiline: true }),
  signatory: signatory.nullable(),
  contacts: rows(contact, 'contacts').min(1, 'Serve almeno un referente.'),
  partners: rows(partner, 'partners').min(1, 'Serve almeno il capofila.'),
  actions: rows(action, 'actions').min(1, 'Serve almeno un bisogno con la sua azione.'),
  partnerNotice: partnerNotice.nullable(),
  budgetLines: rows(budgetLine, 'budgetLines').min(1, 'Serve almeno una voce di costo.'),
  totalCostCents: centsSchema,
  requestedGrantCents: centsSchema,
  cofinancing: rows(cofinancing, 'cofinancing'),
  indicators: rows(expectedResult, 'indicators'),
  declarations: rows(reference, 'declarations'),
})
export type Application = z.infer<typeof applicationSchema>

type Missable<S extends z.ZodRawShape> = { [K in keyof S]: z.ZodDefault<z.ZodNullable<S[K]>> }
/* A row with any of its values missing: null. */
const missable = <S extends z.ZodRawShape>({ shape }: z.ZodObject<S>) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(shape).map(([name, schema]) => [name, (schema as z.ZodType).nullable().default(null)]),
    ) as unknown as Missable<S>,
  )

/** The same while it is written, with anything missing: a value is null, a list empty. What is there is already well formed. */
export const applicationDraftSchema = z.strictObject({
  title: applicationSchema.shape.title.nullable(),
  areaId: reference.nullable(),
  summary: applicationSchema.shape.summary.nullable(),
  signatory: missable(signatory).nullable(),
  contacts: rows(missable(contact), 'contacts'),
  partners: rows(missable(partner), 'partners'),
  actions: rows(missable(action), 'actions'),
  partnerNotice: missable(partnerNotice).nullable(),
  budgetLines: rows(missable(budgetLine), 'budgetLines'),
  totalCostCents: centsSchema.nullable(),
  requestedGrantCents: centsSchema.nullable(),
  cofinancing: rows(missable(cofinancing), 'cofinancing'),
  indicators: rows(missable(expectedResult), 'indicators'),
  declarations: rows(reference, 'declarations'),
})
export type ApplicationDraft = z.infer<typeof applicationDraftSchema>
export type ApplicationPart = keyof ApplicationDraft

/** Names a line of a budget: whose cost it is, in which category and year. */
export const lineKey = ({ bodyTaxCode, categoryId, year }: ApplicationDraft['budgetLines'][number]): string =>
  `${bodyTaxCode} ${categoryId} ${year}`

/** An application of which nothing is written yet. */
export const EMPTY_DRAFT: ApplicationDraft = {
  ...{ title: null, areaId: null, summary: null, signatory: null, contacts: [], partners: [], actions: [] },
  ...{ partnerNotice: null, budgetLines: [], totalCostCents: null, requestedGrantCents: null },
  ...{ cofinancing: [], indicators: [], declarations: [] },
}

/** Some parts of a draft. */
export type DraftParts = { [P in ApplicationPart]?: ApplicationDraft[P] | undefined }

/** SHA-256 that names what some parts of a draft hold: who writes them again says by it what was there when they were read. */
export const partsHash = (draft: ApplicationDraft, parts: readonly ApplicationPart[]): string =>
  hashOf(Object.fromEntries(parts.map((part) => [part, draft[part]])))

/** A draft with some of its parts written anew; those that are not told stay. */
export const withParts = (draft: ApplicationDraft, parts: DraftParts): ApplicationDraft => ({
  ...draft,
  ...(Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as object),
})
