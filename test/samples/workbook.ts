import type {
  ExpenditureSource,
  ExpenseRow,
  PaymentRow,
  ProjectRow,
  QuotaRow,
  SheetRows,
  SheetTotals,
  YearRow,
} from '../../domain/expenditure/workbook.ts'
import { splitByWeights } from '../../domain/shared/money.ts'
import { tranchePaid } from '../../reports/workbook/columns.ts'

type Tables = { readonly [K in keyof SheetRows]: readonly SheetRows[K][] }

const statuses = ['CLOSED', 'REPORTED', 'RUNNING'] as const
const titles = [
  'Governare gli equilibri',
  '=SOMMA(A1:A9) non è una formula',
  '+39 02 – sportello famiglie',
  '-10 % di tempo perso',
  '@conciliazione & welfare <aziendale> "di rete"',
  'Tempo alle\ufffe famiglie\nseconda riga',
]

function project(index: number, tranches: readonly string[]): ProjectRow {
  const grantCents = 6_453_333 + index * 101
  const paidCents = index % 3 === 0 ? grantCents - 12_345 : Math.floor(grantCents / 2)
  const parts = splitByWeights(
    paidCents,
    tranches.map(() => 1),
  )
  return {
    projectCode: `PTC-2027-${String(index + 1).padStart(2, '0')}`,
    title: titles[index % titles.length] ?? '',
    leadName: 'Azienda Sociale Sud Est Milano – A.S.S.E.MI.',
    leadTaxCode: '00000000000',
    cup: index % 4 === 3 ? null : `J57C2000041${String(index).padStart(4, '0')}`,
    planVersion: 1,
    grantActNumber: `${310 + index}`,
    grantActOn: '2027-07-01',
    totalCostCents: grantCents * 2 - 33,
    cofinancingCents: grantCents - 33,
    grantCents,
    admittedCents: paidCents + 7,
    ...Object.fromEntries(parts.map((cents, at) => [tranchePaid(at), cents])),
    paidCents,
    savingsCents: index % 3 === 0 ? 12_345 : 0,
    status: statuses[index % 3] ?? 'RUNNING',
  }
}

const quota = ({ projectCode, leadName, leadTaxCode }: ProjectRow, year: number): QuotaRow => ({
  ...{ projectCode, bodyName: leadName, bodyTaxCode: leadTaxCode, role: 'LEAD', category: 'Personale', year },
  ...{
    plannedCents: 3_000_001,
    reportedCents: 2_999_999,
    admittedCents: 2_899_999,
    transferredCents: 1_000_000,
  },
})

const expense = ({ projectCode, leadName, cup }: ProjectRow, number: number): ExpenseRow => ({
  ...{ projectCode, period: 1, bodyName: leadName, cup, year: 2027, category: 'Servizi affidati' },
  ...{ supplierName: 'Cooperativa Esempio', supplierTaxCode: '11111111115', documentType: 'INVOICE' },
  ...{
    documentNumber: `FT-${number}`,
    documentOn: '2027-10-05',
    documentCents: 122_010,
    chargedCents: 61_005,
  },
  ...(number % 5 === 0
    ? { admittedCents: 60_000, reason: 'IVA non ammissibile' }
    : { admittedCents: 61_005, reason: null }),
})

const payment = (row: ProjectRow, tranche: string, isFirst: boolean): PaymentRow => ({
  ...{ projectCode: row.projectCode, tranche, payeeName: row.leadName, iban: 'IT60X0542811101000000123456' },
  ...{ commitmentNumber: '482/2027', liquidationActNumber: '501', liquidationActOn: '2027-07-09' },
  ...{ grossCents: 3_226_666, withholdingCents: 129_067, netCents: 3_097_599 },
  ...(isFirst
    ? { mandateNumber: '77', mandateOn: '2027-07-20', status: 'PAID' }
    : { mandateNumber: null, mandateOn: null, status: 'ORDERED' }),
})

const year = (value: number): YearRow => ({
  ...{ year: value, assignedCents: 34_600_000, receivedCents: 34_600_000, committedCents: 30_000_001 },
  ...{ paidCents: 20_000_002, reportedCents: 21_000_003, admittedCents: 20_500_004, savingsCents: 5 },
})

/* Some at a time, as a database gives them. */
async function* each<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += 5) yield await Promise.resolve(rows.slice(from, from + 5))
}

function totalled<Row, F extends keyof Row & string>(rows: readonly Row[], fields: readonly F[]) {
  const sums = fields.map((field) => [field, rows.reduce((total, row) => total + Number(row[field] ?? 0), 0)])
  return { rows: rows.length, ...(Object.fromEntries(sums) as Record<F, number>) }
}

const yearly = ['assignedCents', 'receivedCents', 'committedCents', 'paidCents', 'reportedCents'] as const

const totalsOf = (
  { projects, quotas, expenses, payments, years }: Tables,
  tranches: readonly string[],
): SheetTotals => ({
  projects: totalled(projects, [
    'totalCostCents',
    'cofinancingCents',
    'grantCents',
    'admittedCents',
    ...tranches.map((_, at) => tranchePaid(at)),
    'paidCents',
    'savingsCents',
  ]),
  quotas: totalled(quotas, ['plannedCents', 'reportedCents', 'admittedCents', 'transferredCents']),
  expenses: totalled(expenses, ['chargedCents', 'admittedCents']),
  payments: totalled(payments, ['grossCents', 'withholdingCents', 'netCents']),
  years: totalled(years, [...yearly, 'admittedCents', 'savingsCents']),
})

/** A source for tests with invented data: some projects with the tranches of their call, and so many expense documents each. */
export function sampleSource(
  projectCount: number,
  expensesEach: number,
  tranches: readonly string[] = ['Anticipo', 'Saldo'],
): ExpenditureSource {
  const projects = Array.from({ length: projectCount }, (_, index) => project(index, tranches))
  const tables: Tables = {
    projects,
    quotas: projects.flatMap((row) => [quota(row, 2027), quota(row, 2028)]),
    expenses: projects.flatMap((row) =>
      Array.from({ length: expensesEach }, (_, index) => expense(row, index)),
    ),
    payments: projects.flatMap((row) => tranches.map((name, at) => payment(row, name, at === 0))),
    years: [2027, 2028, 2029].map(year),
  }
  const totals = totalsOf(tables, tranches)
  return {
    header: {
      cycleCode: 'PTC-2027-2029',
      cycleTitle: 'Piano territoriale di conciliazione 2027-2029',
      networkLead: 'ATS della Città Metropolitana di Milano',
      planVersion: 2,
      generatedAt: new Date('2028-02-10T09:30:00Z'),
      auditHead: '9f3c'.repeat(16),
    },
    tranches,
    sheetTotals: totals,
    controlTotals: totals,
    rows: {
      projects: () => each(tables.projects),
      quotas: () => each(tables.quotas),
      expenses: () => each(tables.expenses),
      payments: () => each(tables.payments),
      years: () => each(tables.years),
    },
  }
}
