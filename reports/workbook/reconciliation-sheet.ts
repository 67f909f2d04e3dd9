import type ExcelJS from 'exceljs'
import { sheetKeys } from './columns.ts'
import type { Layouts } from './columns.ts'
import type { ExpenditureSource } from '../../domain/expenditure/workbook.ts'
import { cellStyles, headerStyle, labelStyle, verdictRules } from './styles.ts'
import {
  type AnyLayout,
  type Totals,
  dataRange,
  FIRST_ROW,
  HEADER_ROW,
  totalCell,
  TOTAL_ROW,
} from './table-sheet.ts'
import { type DatedWriter, pageOf } from './writer.ts'

export const RECONCILIATION = 'Quadratura'
export const OVERALL_CELL = `${RECONCILIATION}!$F$${TOTAL_ROW}`

interface Check {
  readonly sheet: string
  readonly subject: string
  readonly formula: string
  readonly found: number
  readonly control: number
  readonly style: Partial<ExcelJS.Style>
}

/** Every total and every number of rows beside the figure of the second, independent query. */
export function reconcile(
  layouts: Layouts,
  { sheetTotals, controlTotals }: ExpenditureSource,
): readonly Check[] {
  return sheetKeys.flatMap((key) => checksOf(layouts[key], sheetTotals[key], controlTotals[key]))
}

/** Whether all figures agree to the cent. */
export function isBalanced(checks: readonly Check[]): boolean {
  return checks.every((check) => check.found === check.control)
}

function checksOf(layout: AnyLayout, totals: Totals, control: Totals): Check[] {
  const { name, columns } = layout
  const first = columns[0]?.field ?? ''
  const rows = {
    sheet: name,
    subject: 'Numero di righe',
    formula: `COUNTA(${dataRange(layout, first)})`,
    found: totals['rows'] ?? Number.NaN,
    control: control['rows'] ?? Number.NaN,
    style: cellStyles.count,
  }
  const amounts = columns
    .filter((column) => column.total)
    .map((column) => ({
      sheet: name,
      subject: column.header,
      formula: totalCell(layout, column.field),
      found: (totals[column.field] ?? Number.NaN) / 100,
      control: (control[column.field] ?? Number.NaN) / 100,
      style: cellStyles.money,
    }))
  return [rows, ...amounts]
}

const heads = ['Foglio', 'Voce', 'Totale nel foglio', 'Dato indipendente', 'Differenza', 'Esito']
const keys = ['sheet', 'subject', 'sheetTotal', 'controlTotal', 'difference', 'outcome']

function writeHead(sheet: ExcelJS.Worksheet, checks: readonly Check[]): void {
  const last = FIRST_ROW + checks.length - 1
  Object.assign(sheet.getRow(1), { values: keys, hidden: true })
  const overall = sheet.getRow(TOTAL_ROW)
  overall.height = 24
  for (let column = 1; column <= heads.length; column += 1) overall.getCell(column).style = labelStyle
  overall.getCell(1).value = 'Esito complessivo'
  overall.getCell(6).style = cellStyles.outcome
  overall.getCell(6).value = {
    formula: `IF(COUNTIF(F${FIRST_ROW}:F${last},"OK")=ROWS(F${FIRST_ROW}:F${last}),"OK","ERRORE")`,
    result: isBalanced(checks) ? 'OK' : 'ERRORE',
  }
  const header = sheet.getRow(HEADER_ROW)
  header.height = 24
  heads.forEach((head, index) =>
    Object.assign(header.getCell(index + 1), { value: head, style: headerStyle }),
  )
}

function writeCheck(row: ExcelJS.Row, check: Check): void {
  const at = row.number
  const difference = Math.round((check.found - check.control) * 100) / 100
  row.values = [
    check.sheet,
    check.subject,
    { formula: check.formula, result: check.found },
    check.control,
    { formula: `ROUND(C${at}-D${at},2)`, result: difference },
    { formula: `IF(E${at}=0,"OK","ERRORE")`, result: difference === 0 ? 'OK' : 'ERRORE' },
  ]
  for (const column of [3, 4, 5]) row.getCell(column).style = check.style
}

/** Writes «Quadratura»: sheet totals against the independent figures, green when equal to the cent, else red. */
export function writeReconciliationSheet(
  workbook: DatedWriter,
  source: ExpenditureSource,
  checks: readonly Check[],
): void {
  const sheet = workbook.addWorksheet(RECONCILIATION, {
    ...pageOf(source.header, `${HEADER_ROW}:${HEADER_ROW}`),
    views: [{ state: 'frozen', ySplit: HEADER_ROW, showGridLines: false }],
  })
  const kinds = ['text', 'text', 'money', 'money', 'money', 'outcome'] as const
  const widths = [24, 32, 22, 22, 18, 14]
  sheet.columns = kinds.map((kind, index) => ({ width: widths[index] ?? 12, style: cellStyles[kind] }))
  writeHead(sheet, checks)
  checks.forEach((check, index) => writeCheck(sheet.getRow(FIRST_ROW + index), check))
  const last = FIRST_ROW + checks.length - 1
  sheet.autoFilter = { from: { row: HEADER_ROW, column: 1 }, to: { row: last, column: heads.length } }
  sheet.addConditionalFormatting({ ref: `F${TOTAL_ROW} F${FIRST_ROW}:F${last}`, rules: verdictRules })
  workbook.definedNames.add(OVERALL_CELL, 'esito_quadratura')
  sheet.commit()
}
