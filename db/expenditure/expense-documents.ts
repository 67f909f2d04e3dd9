import type { Knex } from 'knex'
import type { ExpenseDocument } from '../../domain/expenditure/statement.ts'
import { expenseDocumentKey } from '../../domain/expenditure/statement.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import { insertRows } from '../platform/insert-rows.ts'

/** All that a statement claims of one expense document. */
interface ClaimedPart {
  document: ExpenseDocument
  claimedCents: number
}

/** What came of claiming parts of expense documents: a document whose part is more than was left of it, and how much that was;
 * or that was presented before with another amount. */
export type Claim =
  | { ok: true }
  | { ok: false; document: ExpenseDocument; differs: true }
  | { ok: false; document: ExpenseDocument; differs: false; leftCents: number }

/** The id of an expense document: the same, whoever presents it. */
export const documentIdOf = (document: ExpenseDocument): string =>
  derivedId('expense-document', expenseDocumentKey(document))

/** The expense documents that all projects share. */
export function createExpenseDocuments(tx: Knex) {
  return {
    /** Claims parts of documents, each document once, under their rows' locks, so that all quotas of all projects stay within
     * each; where one is refused, the transaction must not be committed. They are locked in one order by everybody, so that two
     * statements never wait for each other in a ring, and before there is a row: of two keys of a new one, a conflict clause
     * waits at one alone. */
    async claim(claims: readonly ClaimedPart[]): Promise<Claim> {
      const parts = new Map(claims.map((one) => [documentIdOf(one.document), one]))
      const rows = [...parts].map(toDocument).toSorted((a, b) => (a.id < b.id ? -1 : 1))
      /* More than the whole document is no row at all, whatever was claimed of it before. */
      const possible = rows.every((row) => row.claimed_cents <= row.amount_cents)
      await tx.raw('select pg_advisory_xact_lock(hashtextextended(id, 0)) from unnest(?::text[]) as d(id)', [
        rows.map(({ id }) => id),
      ])
      const claimed = possible
        ? await insertRows(tx, { table: 'expense_documents', rows, conflict: CLAIM })
        : []
      const ids = new Set(claimed.map(({ id }) => id))
      const refused = [...parts].find(([id, { document, claimedCents }]) =>
        possible ? !ids.has(id) : claimedCents > document.amountCents,
      )
      return refused === undefined ? { ok: true } : refusalOf(tx, refused[1].document)
    },
  }
}

/* Of a document that is there the row stays as it is, but for what is claimed; one of another amount, or with less left, is
   locked and not written. */
const CLAIM = `
on conflict (issuer_tax_code, type, number, issued_on) do update
   set claimed_cents = expense_documents.claimed_cents + excluded.claimed_cents
 where expense_documents.amount_cents = excluded.amount_cents
   and expense_documents.claimed_cents + excluded.claimed_cents <= expense_documents.amount_cents`

const toDocument = ([id, { document, claimedCents }]: [string, ClaimedPart]) => ({
  id,
  issuer_tax_code: document.issuerTaxCode,
  issuer_name: document.issuerName,
  type: document.type,
  number: document.number,
  issued_on: document.issuedOn,
  amount_cents: document.amountCents,
  claimed_cents: claimedCents,
})

async function refusalOf(tx: Knex, document: ExpenseDocument): Promise<Claim> {
  const row = await tx('expense_documents')
    .where({ id: documentIdOf(document) })
    .first('amount_cents', 'claimed_cents')
  const { amount_cents: amount, claimed_cents: claimed } = row ?? {
    ...{ amount_cents: document.amountCents, claimed_cents: 0 },
  }
  if (amount !== document.amountCents) return { ok: false, document, differs: true }
  return { ok: false, document, differs: false, leftCents: amount - claimed }
}
