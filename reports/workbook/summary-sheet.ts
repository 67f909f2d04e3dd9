import type ExcelJS from 'exceljs'
import { DateTime } from 'luxon'
import { LAYOUT_VERSION, tranchePaid, tranchePaidTitle } from './columns.ts'
import type { Layouts } from './columns.ts'
import { OVERALL_CELL, RECONCILIATION } from './reconciliation-sheet.ts'
import type {
  ExpenditureSource,
  SheetKey,
  TotalledField,
  WorkbookHeader,
} from '../../domain/expenditure/workbook.ts'
import { cellStyles, headerStyle, linkStyle, subtitleStyle, titleStyle, verdictRules } from './styles.ts'
import { totalCell, type Totals } from './table-sheet.ts'
import { type DatedWriter, pageOf } from './writer.ts'

interface Line {
  readonly label: string
  readonly sheet: SheetKey
  readonly field: string
}

const line = <K extends SheetKey>(label: string, sheet: K, field: TotalledField<K> & string): Line => ({
  ...{ label, sheet, field },
})

const linesOf = (tranches: readonly string[]): readonly Line[] => [
  line('Costo totale dei progetti', 'projects', 'totalCostCents'),
  line('Cofinanziamento', 'projects', 'cofinancingCents'),
  line('Contributo concesso', 'projects', 'grantCents'),
  line('Spesa rendicontata', 'expenses', 'chargedCents'),
  line('Spesa ammessa', 'projects', 'admittedCents'),
  ...tranches.map((name, index) => line(tranchePaidTitle(name), 'projects', tranchePaid(index))),
  line('Totale pagato', 'projects', 'paidCents'),
  line('Ritenute', 'payments', 'withholdingCents'),
  line('Economie', 'projects', 'savingsCents'),
  line('Risorse assegnate', 'years', 'assignedCents'),
  line('Risorse incassate', 'years', 'receivedCents'),
  line('Risorse impegnate', 'years', 'committedCents'),
]

const linkTo = (sheet: string): { formula: string; result: string } => ({
  formula: `HYPERLINK("#'${sheet}'!A1","${sheet}")`,
  result: sheet,
})

const unwrapped = { ...cellStyles.text, alignment: { vertical: 'top' as const } }

type Fact = readonly [label: string, value: unknown, style: Partial<ExcelJS.Style>, name?: string]

function factsOf(header: WorkbookHeader, balanced: boolean): readonly Fact[] {
  const rome = DateTime.fromJSDate(header.generatedAt, { zone: 'Europe/Rome' })
  const left = { ...cellStyles.integer, alignment: { horizontal: 'left' as const } }
  return [
    ['Ciclo', `${header.cycleCode} – ${header.cycleTitle}`, unwrapped],
    ['Capofila di Rete', header.networkLead, unwrapped],
    ['Versione del piano', header.planVersion, left],
    // A cell has no zone: the hour of Rome is written as it stands.
    ['Dati al', rome.setZone('utc', { keepLocalTime: true }).toJSDate(), cellStyles.instant],
    ['Testa del registro degli eventi', header.auditHead, unwrapped],
    ['Versione layout', LAYOUT_VERSION, left, 'versione_layout'],
    [
      'Esito della quadratura',
      { formula: OVERALL_CELL, result: balanced ? 'OK' : 'ERRORE' },
      cellStyles.outcome,
    ],
  ]
}

const FIRST_FACT = 4

function writeFacts(sheet: ExcelJS.Worksheet, workbook: DatedWriter, facts: readonly Fact[]): void {
  facts.forEach(([label, value, style, name], index) => {
    const row = sheet.getRow(FIRST_FACT + index)
    Object.assign(row.getCell(1), { value: label, style: unwrapped })
    Object.assign(row.getCell(2), { value, style })
    if (name !== undefined) workbook.definedNames.add(`Riepilogo!$B$${row.number}`, name)
  })
  sheet.getRow(FIRST_FACT + facts.length - 1).getCell(3).value = linkTo(RECONCILIATION)
  sheet.getRow(FIRST_FACT + facts.length - 1).getCell(3).style = linkStyle
}

interface Summed {
  layouts: Layouts
  totals: Readonly<Record<SheetKey, Totals>>
}

function writeLines(
  sheet: ExcelJS.Worksheet,
  lines: readonly Line[],
  { layouts, totals, at }: Summed & { at: number },
): void {
  const header = sheet.getRow(at)
  header.height = 22
  const heads = ['Voce', 'Importo', 'Foglio']
  heads.forEach((head, index) =>
    Object.assign(header.getCell(index + 1), { value: head, style: headerStyle }),
  )
  lines.forEach(({ label, sheet: key, field }, index) => {
    const row = sheet.getRow(at + 1 + index)
    const result = (totals[key][field] ?? 0) / 100
    Object.assign(row.getCell(1), { value: label, style: unwrapped })
    Object.assign(row.getCell(2), {
      value: { formula: totalCell(layouts[key], field), result },
      style: cellStyles.money,
    })
    Object.assign(row.getCell(3), { value: linkTo(layouts[key].name), style: linkStyle })
  })
}

/** Writes «Riepilogo»: cycle, dates, versions, outcome of the reconciliation, totals linked to their sheets. */
export function writeSummarySheet(
  workbook: DatedWriter,
  source: ExpenditureSource,
  { layouts, balanced }: { layouts: Layouts; balanced: boolean },
): void {
  const sheet = workbook.addWorksheet('Riepilogo', {
    ...pageOf(source.header, '1:2'),
    views: [{ state: 'frozen', ySplit: 2, showGridLines: false }],
  })
  sheet.columns = [{ width: 36 }, { width: 24 }, { width: 26 }, { width: 40 }]
  Object.assign(sheet.getCell('A1'), { value: 'Rendiconto economico-finanziario', style: titleStyle })
  Object.assign(sheet.getCell('A2'), { value: source.header.cycleTitle, style: subtitleStyle })
  sheet.getRow(1).height = 26
  const facts = factsOf(source.header, balanced)
  writeFacts(sheet, workbook, facts)
  writeLines(sheet, linesOf(source.tranches), {
    ...{ layouts, totals: source.sheetTotals },
    at: FIRST_FACT + facts.length + 1,
  })
  const outcome = `B${FIRST_FACT + facts.length - 1}`
  sheet.addConditionalFormatting({ ref: outcome, rules: verdictRules })
  sheet.commit()
}
