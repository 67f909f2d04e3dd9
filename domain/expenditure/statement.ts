import { z } from 'zod'
import { issuerCodeSchema, taxCodeSchema } from '../shared/codes.ts'
import { localDateSchema, yearSchema } from '../shared/local-date.ts'
import { centsSchema } from '../shared/money.ts'
import { plainText } from '../shared/text.ts'

/* Kinds of expense documents. */
const expenseDocumentTypeSchema = z.enum(['INVOICE', 'RECEIPT', 'PAYROLL', 'OTHER'])
export type ExpenseDocumentType = z.infer<typeof expenseDocumentTypeSchema>

/** Lines of one statement: what fits in a request of 1 MB with some 500 bytes for each. */
export const MAX_LINES = 2000

const positiveCents = centsSchema.refine((value) => value > 0, 'L’importo deve essere maggiore di zero.')

/** An expense document as its issuer made it; its number is kept in capitals without spaces, so that the same document
 * is known again over all projects. */
export const expenseDocumentSchema = z.strictObject({
  issuerTaxCode: issuerCodeSchema,
  issuerName: plainText({ max: 200 }),
  type: expenseDocumentTypeSchema,
  number: plainText({ max: 60 }).overwrite((text) => text.replace(/\s/g, '').toUpperCase()),
  issuedOn: localDateSchema,
  amountCents: positiveCents,
})
export type ExpenseDocument = z.infer<typeof expenseDocumentSchema>

/** A line of a statement: the quota of a document that a body of the alliance charges to the project, with how its
 * supplier was chosen (art. 10) and when it was paid. */
export const statementLineSchema = z.strictObject({
  document: expenseDocumentSchema,
  bodyTaxCode: taxCodeSchema,
  categoryId: z.string().min(1).max(40),
  year: yearSchema,
  claimedCents: positiveCents,
  procurementEvidence: plainText({ max: 1000, multiline: true }),
  paidOn: localDateSchema,
})
export type StatementLine = z.infer<typeof statementLineSchema>

/** Money that the lead passed on to a partner out of what it received. */
export const transferSchema = z.strictObject({
  bodyTaxCode: taxCodeSchema,
  amountCents: positiveCents,
  transferredOn: localDateSchema,
})
export type Transfer = z.infer<typeof transferSchema>

/** A period's statement as the lead sends it (art. 10). */
export const statementSchema = z.strictObject({
  lines: z
    .array(statementLineSchema)
    .min(1, 'Serve almeno una spesa.')
    .max(MAX_LINES, `Al massimo ${MAX_LINES} spese.`),
  transfers: z.array(transferSchema).max(100, 'Al massimo 100 trasferimenti.'),
})
export type Statement = z.infer<typeof statementSchema>

/** What makes an expense document the same one, whoever presents it: issuer, type, number and date. */
export function expenseDocumentKey(document: Omit<ExpenseDocument, 'issuerName' | 'amountCents'>): string {
  return [document.issuerTaxCode, document.type, document.number, document.issuedOn].join('|')
}
