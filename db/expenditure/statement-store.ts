import type { Knex } from 'knex'
import { insertRows } from '../platform/insert-rows.ts'
import type { ExpenseDocumentType, StatementLine, Transfer } from '../../domain/expenditure/statement.ts'
import type { StatementStatus } from '../../domain/expenditure/lifecycle.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { newId } from '../../domain/shared/ids.ts'
import { movesOf } from '../platform/moves.ts'
import { createExpenseDocuments, documentIdOf } from './expense-documents.ts'

/** A period's statement of expenditure of a project (art. 10), in cents. */
export interface ExpenseStatement {
  id: string
  projectId: string
  period: number
  status: StatementStatus
  claimedCents: number
  admittedCents: number
  submittedAt: Date | null
  verifiedAt: Date | null
}

/** The quota of an expense document charged to a project; `admittedCents` null until it is verified. */
export interface Quota {
  id: string
  statementId: string
  issuerName: string
  issuerTaxCode: string
  type: ExpenseDocumentType
  number: string
  issuedOn: LocalDate
  documentCents: number
  bodyName: string
  bodyTaxCode: string
  category: string
  year: number
  claimedCents: number
  admittedCents: number | null
  reason: string | null
  procurementEvidence: string
  paidOn: LocalDate
}

/** What the lead passed on to a partner, as a statement tells it. */
export interface TransferLine {
  statementId: string
  bodyName: string
  amountCents: number
  transferredOn: LocalDate
}

const columns = {
  id: 'id',
  projectId: 'project_id',
  period: 'period',
  status: 'status',
  claimedCents: 'claimed_cents',
  admittedCents: 'admitted_cents',
  submittedAt: 'submitted_at',
  verifiedAt: 'verified_at',
}

const quotaColumns = {
  id: 'q.id',
  statementId: 'q.statement_id',
  issuerName: 'd.issuer_name',
  issuerTaxCode: 'd.issuer_tax_code',
  type: 'd.type',
  number: 'd.number',
  issuedOn: 'd.issued_on',
  documentCents: 'd.amount_cents',
  bodyName: 'b.name',
  bodyTaxCode: 'b.tax_code',
  category: 'q.category',
  year: 'q.year',
  claimedCents: 'q.claimed_cents',
  admittedCents: 'q.admitted_cents',
  reason: 'q.reason',
  procurementEvidence: 'q.procurement_evidence',
  paidOn: 'q.paid_on',
}

/** Statements of expenditure with their quotas, and the expense documents that all projects share. */
export function createStatementStore(tx: Knex) {
  return { ...createStatementReads(tx), ...createStatementSteps(tx), ...createExpenseDocuments(tx) }
}

function createStatementReads(tx: Knex) {
  return {
    /** A statement that must exist. Throws Error (a bug) when it does not. */
    async get(id: string): Promise<ExpenseStatement> {
      const [row]: ExpenseStatement[] = await tx('statements').where({ id }).select(columns)
      if (row === undefined) throw new Error(`no statement ${id}`)
      return row
    },

    ofProject: (projectId: string): Promise<ExpenseStatement[]> =>
      tx('statements').where({ project_id: projectId }).orderBy('period').select(columns),

    /** Those that were verified and settled: what they admitted counts. */
    settledOf: (projectId: string): Promise<ExpenseStatement[]> =>
      tx('statements').where({ project_id: projectId, status: 'SETTLED' }).orderBy('period').select(columns),

    /** The quotas of these statements; and so with `transfers`. */
    quotas: (...statementIds: string[]): Promise<Quota[]> =>
      tx('expense_quotas as q')
        .join('expense_documents as d', 'd.id', 'q.expense_document_id')
        .join('bodies as b', 'b.id', 'q.body_id')
        .whereRaw('q.statement_id = any(?)', [statementIds])
        .orderBy(['d.issued_on', 'd.issuer_tax_code', 'd.number', 'b.name', 'q.category', 'q.year'])
        .select(quotaColumns),

    transfers: (...statementIds: string[]): Promise<TransferLine[]> =>
      tx('partner_transfers as t')
        .join('bodies as b', 'b.id', 't.body_id')
        .whereRaw('t.statement_id = any(?)', [statementIds])
        .orderBy('b.name')
        .select({
          ...{ statementId: 't.statement_id', bodyName: 'b.name' },
          ...{ amountCents: 't.amount_cents', transferredOn: 't.transferred_on' },
        }),
  }
}

function createStatementSteps(tx: Knex) {
  const statements = movesOf(tx, 'statements')
  return {
    /** Opens a statement of a period; the same again changes nothing. */
    async open(statement: Pick<ExpenseStatement, 'id' | 'projectId' | 'period'>): Promise<void> {
      const { id, projectId, period } = statement
      await tx('statements')
        .insert({ id, project_id: projectId, period, ...statements.begin('open') })
        .onConflict('id')
        .ignore()
    },

    /** Throws MOVE_NOT_POSSIBLE when it was handed in before. */
    submit: (id: string, submission: { claimedCents: number; by: string; signedBy: string; at: Date }) =>
      statements.must('submit', id, {
        claimed_cents: submission.claimedCents,
        submitted_by: submission.by,
        signed_by: submission.signedBy,
        submitted_at: submission.at,
      }),

    /** Writes what was admitted of each quota. Throws MOVE_NOT_POSSIBLE when the statement does not wait for it. */
    async verify(
      id: string,
      verification: {
        quotas: readonly { id: string; admittedCents: number; reason: string | null }[]
        by: string
        at: Date
      },
    ): Promise<void> {
      const by = { verified_by: verification.by, verified_at: verification.at }
      await statements.must('verify', id, by)
      await tx.raw(
        `update expense_quotas q set admitted_cents = v."admittedCents", reason = v.reason
           from jsonb_to_recordset(cast(:quotas as jsonb)) v (id text, "admittedCents" bigint, reason text)
          where q.id = v.id and q.statement_id = :id`,
        { id, quotas: JSON.stringify(verification.quotas) },
      )
    },

    /** False when it was settled before. */
    settle: (id: string, admittedCents: number) =>
      statements.move('settle', { id }, { admitted_cents: admittedCents }),

    async addQuotas(
      statementId: string,
      quotas: readonly { line: StatementLine; bodyId: string }[],
    ): Promise<void> {
      const rows = quotas.map(({ line, bodyId }) => ({
        id: newId(),
        statement_id: statementId,
        expense_document_id: documentIdOf(line.document),
        body_id: bodyId,
        category: line.categoryId,
        year: line.year,
        claimed_cents: line.claimedCents,
        procurement_evidence: line.procurementEvidence,
        paid_on: line.paidOn,
      }))
      await insertRows(tx, { table: 'expense_quotas', rows })
    },

    async addTransfers(
      statementId: string,
      transfers: readonly { transfer: Transfer; bodyId: string }[],
    ): Promise<void> {
      const rows = transfers.map(({ transfer, bodyId }) => ({
        statement_id: statementId,
        body_id: bodyId,
        amount_cents: transfer.amountCents,
        transferred_on: transfer.transferredOn,
      }))
      await insertRows(tx, { table: 'partner_transfers', rows })
    },
  }
}
