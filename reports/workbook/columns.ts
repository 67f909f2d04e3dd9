import { wordsOf } from '../../words/codes.ts'
import type { WordList } from '../../words/codes.ts'
import type { SheetKey, SheetRows, TotalledField, TranchePaid } from '../../domain/expenditure/workbook.ts'

/** Raised whenever a key, an order, a meaning or the word of a code in the lists below changes: macros rely on them. */
export const LAYOUT_VERSION = 3

type Kind = 'text' | 'integer' | 'day' | 'money'

/** One column: stable key, Italian header, width in characters; `words` translate codes. */
export interface Column<Row> {
  readonly field: keyof Row & string
  readonly key: string
  readonly header: string
  readonly width: number
  readonly kind: Kind
  readonly total: boolean
  readonly words?: Readonly<Record<string, string>>
}

/* One sheet of rows: its tab and its columns. */
interface SheetLayout<K extends SheetKey> {
  readonly name: string
  readonly columns: readonly Column<SheetRows[K]>[]
}

export type Layouts = { readonly [K in SheetKey]: SheetLayout<K> }

/** The column of what was paid of the tranche at a place of the schedule, from 0 on. */
export const tranchePaid = (index: number): TranchePaid => `tranche${index + 1}PaidCents`

/** Its header, and its line in the summary. */
export const tranchePaidTitle = (name: string): string => `Pagato: ${name}`

function columnsOf<K extends SheetKey>() {
  type Field = keyof SheetRows[K] & string
  const plain = (kind: Kind) => (field: Field, header: string, width: number) => ({
    ...{ field, key: field, header, width, kind, total: false },
  })
  return {
    text: plain('text'),
    integer: plain('integer'),
    day: (field: Field, header: string) => plain('day')(field, header, 12),
    code: (field: Field, header: string, list: WordList) => ({
      ...plain('text')(field, header, 18),
      words: wordsOf(list),
    }),
    amount: (field: Field, header: string) => ({
      ...plain('money')(field, header, 17),
      key: field.replace(/Cents$/, ''),
    }),
    total: (field: TotalledField<K> & Field, header: string) => ({
      ...plain('money')(field, header, 17),
      key: field.replace(/Cents$/, ''),
      total: true,
    }),
  }
}

const project = columnsOf<'projects'>()
const quota = columnsOf<'quotas'>()
const expense = columnsOf<'expenses'>()
const payment = columnsOf<'payments'>()
const year = columnsOf<'years'>()

const projects = (tranches: readonly string[]): SheetLayout<'projects'> => ({
  name: 'Progetti',
  columns: [
    project.text('projectCode', 'Codice', 16),
    project.text('title', 'Titolo', 44),
    project.text('leadName', 'Capofila', 34),
    project.text('leadTaxCode', 'Codice fiscale', 18),
    project.text('cup', 'CUP', 18),
    project.integer('planVersion', 'Versione piano', 10),
    project.text('grantActNumber', 'Atto di concessione n.', 14),
    project.day('grantActOn', 'Atto di concessione del'),
    project.total('totalCostCents', 'Costo totale'),
    project.total('cofinancingCents', 'Cofinanziamento'),
    project.total('grantCents', 'Contributo concesso'),
    project.total('admittedCents', 'Spesa ammessa'),
    ...tranches.map((name, index) => project.total(tranchePaid(index), tranchePaidTitle(name))),
    project.total('paidCents', 'Totale pagato'),
    project.total('savingsCents', 'Economia'),
    project.code('status', 'Stato', 'project'),
  ],
})

const others: Omit<Layouts, 'projects'> = {
  quotas: {
    name: 'Partner e quote',
    columns: [
      quota.text('projectCode', 'Progetto', 16),
      quota.text('bodyName', 'Ente', 40),
      quota.text('bodyTaxCode', 'Codice fiscale', 18),
      quota.code('role', 'Ruolo', 'partner'),
      quota.text('category', 'Categoria di spesa', 28),
      quota.integer('year', 'Anno', 9),
      quota.total('plannedCents', 'Costo previsto'),
      quota.total('reportedCents', 'Rendicontato'),
      quota.total('admittedCents', 'Ammesso'),
      quota.total('transferredCents', 'Trasferito'),
    ],
  },
  expenses: {
    name: 'Spese',
    columns: [
      expense.text('projectCode', 'Progetto', 16),
      expense.integer('period', 'Periodo', 9),
      expense.text('bodyName', 'Ente', 34),
      expense.text('supplierName', 'Fornitore', 34),
      expense.text('supplierTaxCode', 'CF fornitore', 18),
      expense.code('documentType', 'Tipo documento', 'expenseDocument'),
      expense.text('documentNumber', 'Numero', 16),
      expense.day('documentOn', 'Data'),
      expense.text('cup', 'CUP', 18),
      expense.text('category', 'Categoria di spesa', 28),
      expense.integer('year', 'Anno', 9),
      expense.amount('documentCents', 'Importo documento'),
      expense.total('chargedCents', 'Quota imputata'),
      expense.total('admittedCents', 'Quota ammessa'),
      expense.text('reason', 'Motivo', 44),
    ],
  },
  payments: {
    name: 'Pagamenti',
    columns: [
      payment.text('projectCode', 'Progetto', 16),
      payment.text('tranche', 'Quota', 24),
      payment.text('payeeName', 'Beneficiario', 34),
      payment.text('iban', 'IBAN', 32),
      payment.text('commitmentNumber', 'Impegno', 14),
      payment.text('liquidationActNumber', 'Atto di liquidazione n.', 14),
      payment.day('liquidationActOn', 'Atto di liquidazione del'),
      payment.total('grossCents', 'Lordo'),
      payment.total('withholdingCents', 'Ritenuta'),
      payment.total('netCents', 'Netto'),
      payment.text('mandateNumber', 'Mandato n.', 14),
      payment.day('mandateOn', 'Mandato del'),
      payment.code('status', 'Stato', 'payment'),
    ],
  },
  years: {
    name: 'Cronologia per anno',
    columns: [
      year.integer('year', 'Anno', 12),
      year.total('assignedCents', 'Assegnato'),
      year.total('receivedCents', 'Incassato'),
      year.total('committedCents', 'Impegnato'),
      year.total('paidCents', 'Pagato'),
      year.total('reportedCents', 'Rendicontato'),
      year.total('admittedCents', 'Ammesso'),
      year.total('savingsCents', 'Economie'),
    ],
  },
}

/** Tabs and columns of the workbook, in order; «Progetti» has a column for each tranche. */
export function layoutsOf(tranches: readonly string[]): Layouts {
  return { projects: projects(tranches), ...others }
}

export const sheetKeys: readonly SheetKey[] = ['projects', 'quotas', 'expenses', 'payments', 'years']
