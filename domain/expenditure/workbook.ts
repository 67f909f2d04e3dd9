import type { ProjectStatus } from '../alliance/lifecycle.ts'
import type { PaymentStatus } from '../disbursement/lifecycle.ts'

/** What the workbook says about itself; `generatedAt` is its only date, taken from data. */
export interface WorkbookHeader {
  readonly cycleCode: string
  readonly cycleTitle: string
  readonly networkLead: string
  readonly planVersion: number | null
  readonly generatedAt: Date
  readonly auditHead: string | null
}

/** What a project was paid of the tranche at a position of its call's schedule, from 1 on. */
export type TranchePaid = `tranche${number}PaidCents`

/** One row of «Progetti»; days are `YYYY-MM-DD`, amounts integer cents, here and below. */
export interface ProjectRow {
  readonly projectCode: string
  readonly title: string
  readonly leadName: string
  readonly leadTaxCode: string
  readonly cup: string | null
  readonly planVersion: number
  readonly grantActNumber: string | null
  readonly grantActOn: string | null
  readonly totalCostCents: number
  readonly cofinancingCents: number
  readonly grantCents: number
  readonly admittedCents: number
  readonly [tranche: TranchePaid]: number
  readonly paidCents: number
  readonly savingsCents: number
  readonly status: ProjectStatus
}

/** One row of «Partner e quote»: a body of a project, a cost category, a year. */
export interface QuotaRow {
  readonly projectCode: string
  readonly bodyName: string
  readonly bodyTaxCode: string
  readonly role: 'LEAD' | 'PARTNER' | 'ADHERENT'
  readonly category: string
  readonly year: number
  readonly plannedCents: number
  readonly reportedCents: number
  readonly admittedCents: number
  readonly transferredCents: number
}

/** One row of «Spese»: the quota of an expense document charged to a project; the document may have others. */
export interface ExpenseRow {
  readonly projectCode: string
  readonly period: number
  readonly bodyName: string
  readonly supplierName: string
  readonly supplierTaxCode: string
  readonly documentType: 'INVOICE' | 'RECEIPT' | 'PAYROLL' | 'OTHER'
  readonly documentNumber: string
  readonly documentOn: string
  readonly cup: string | null
  readonly category: string
  readonly year: number
  readonly documentCents: number
  readonly chargedCents: number
  readonly admittedCents: number | null
  readonly reason: string | null
}

/** One row of «Pagamenti»: one tranche of a project. */
export interface PaymentRow {
  readonly projectCode: string
  /** Its name in the call. */
  readonly tranche: string
  readonly payeeName: string
  readonly iban: string | null
  readonly commitmentNumber: string | null
  readonly liquidationActNumber: string | null
  readonly liquidationActOn: string | null
  readonly grossCents: number
  readonly withholdingCents: number
  readonly netCents: number
  readonly mandateNumber: string | null
  readonly mandateOn: string | null
  readonly status: PaymentStatus
}

/** One row of «Cronologia per anno». */
export interface YearRow {
  readonly year: number
  readonly assignedCents: number
  readonly receivedCents: number
  readonly committedCents: number
  readonly paidCents: number
  readonly reportedCents: number
  readonly admittedCents: number
  readonly savingsCents: number
}

/** The rows of each table, by the key of its sheet. */
export interface SheetRows {
  projects: ProjectRow
  quotas: QuotaRow
  expenses: ExpenseRow
  payments: PaymentRow
  years: YearRow
}
export type SheetKey = keyof SheetRows

interface TotalledFields {
  projects: Extract<keyof ProjectRow, `${string}Cents`>
  quotas: Extract<keyof QuotaRow, `${string}Cents`>
  expenses: 'chargedCents' | 'admittedCents'
  payments: Extract<keyof PaymentRow, `${string}Cents`>
  years: Extract<keyof YearRow, `${string}Cents`>
}

/** A column of a sheet that has a total, in cents. */
export type TotalledField<K extends SheetKey> = TotalledFields[K]

/** Number of rows and totals, in cents, of every sheet. */
export type SheetTotals = {
  readonly [K in SheetKey]: { readonly rows: number } & { readonly [F in TotalledField<K>]: number }
}

/** Where the workbook's data come from, all of one snapshot: rows are given once, and their totals, which stand above them, before. */
export interface ExpenditureSource {
  readonly header: WorkbookHeader
  /** The tranches of the cycle's projects by position, each with the names that its calls give it. */
  readonly tranches: readonly string[]
  /** What the rows of each sheet sum to. */
  readonly sheetTotals: SheetTotals
  /** The same, found by queries other than those that give the rows. */
  readonly controlTotals: SheetTotals
  /** In order, some at a time. */
  readonly rows: { readonly [K in SheetKey]: () => AsyncIterable<readonly SheetRows[K][]> }
}
