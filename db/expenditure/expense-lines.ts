import type { Knex } from 'knex'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { Quota } from './statement-store.ts'

/** A quota as a project's list tells it, with the period of its statement. */
export interface Expense extends Omit<Quota, 'statementId'> {
  period: number
}

export interface ExpensesAsked extends PageAsked {
  text?: string | undefined
}

const EXPENSES = `
select q.id, s.period, d.issuer_name as "issuerName", d.issuer_tax_code as "issuerTaxCode", d.type, d.number, d.issued_on as "issuedOn",
       d.amount_cents as "documentCents", b.name as "bodyName", b.tax_code as "bodyTaxCode", q.category, q.year,
       q.claimed_cents as "claimedCents", q.admitted_cents as "admittedCents", q.reason,
       q.procurement_evidence as "procurementEvidence", q.paid_on as "paidOn"
  from statements s join expense_quotas q on q.statement_id = s.id
       join expense_documents d on d.id = q.expense_document_id join bodies b on b.id = q.body_id`

/** A page of a project's expenses, as far as the transaction's viewer sees them. */
export const pageOfExpenses = (
  tx: Knex,
  projectId: string,
  { text, ...page }: ExpensesAsked,
): Promise<Page<Expense>> =>
  readPage(
    tx,
    {
      about: ['expenses', projectId],
      rows: `${EXPENSES} where s.project_id = :projectId`,
      values: { projectId },
      filters: { text: [contains('d.issuer_name', 'd.number', 'b.name', 'q.reason'), text] },
      order: { period: 'number', '"issuedOn"': 'day', id: 'text' },
    },
    page,
  )
