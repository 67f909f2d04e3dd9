import type ExcelJS from 'exceljs'
import type { Column, Layouts } from './columns.ts'
import type { ExpenditureSource, SheetKey } from '../../domain/expenditure/workbook.ts'
import { cellStyles, headerStyle, labelStyle, totalStyle } from './styles.ts'
import { type DatedWriter, drained, pageOf } from './writer.ts'

export const TOTAL_ROW = 2
export const HEADER_ROW = 3
export const FIRST_ROW = 4
const LAST_ROW = 1_048_576
const LONGEST_TEXT = 32_767
const COLUMNS_ON_A4 = 10
const LETTERS = 26

/** What a formula needs to know of a sheet, whatever its rows are. */
export interface AnyLayout {
  readonly name: string
  readonly columns: readonly { field: string; key: string; header: string; total: boolean }[]
}

/** Number of rows of a sheet, as `rows`, and its totals in cents, by field. */
export type Totals = Readonly<Record<string, number>>

/* Letter of the column that holds a field. */
function letterOf({ name, columns }: AnyLayout, field: string): string {
  const index = columns.findIndex((column) => column.field === field)
  if (index < 0) throw new RangeError(`No column ${field} in ${name}`)
  return lettersOf(index)
}

const lettersOf = (index: number): string =>
  (index < LETTERS ? '' : lettersOf(Math.floor(index / LETTERS) - 1)) +
  String.fromCodePoint(65 + (index % LETTERS))

/** Reference to the whole data of a column, rows added by hand included. */
export function dataRange(layout: AnyLayout, field: string): string {
  const letter = letterOf(layout, field)
  return `'${layout.name}'!$${letter}$${FIRST_ROW}:$${letter}$${LAST_ROW}`
}

/** Reference to the total of a column. */
export function totalCell(layout: AnyLayout, field: string): string {
  return `'${layout.name}'!$${letterOf(layout, field)}$${TOTAL_ROW}`
}

/* Name of the total of a column, for macros: `totale_projects_grant`. */
function totalName(sheet: SheetKey, key: string): string {
  return `totale_${sheet}_${key}`
}

const UNREADABLE_OR_BREAK = /[\n\p{Noncharacter_Code_Point}]/u

/* A code that is no character (U+FFFE) would make the whole workbook unreadable as XML. Almost no text has one. */
const asText = (value: string): string => {
  const line = UNREADABLE_OR_BREAK.test(value)
    ? value.replaceAll(/\p{Noncharacter_Code_Point}/gu, '').replaceAll(/\s*\n\s*/g, ' ')
    : value
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT - 1)}…` : line
}

const converters = {
  text: (value: string | number) => asText(String(value)),
  integer: Number,
  money: (value: string | number) => Number(value) / 100,
  day: (value: string | number) => new Date(`${value}T00:00:00Z`),
}

function cellValue<Row>({ field, kind, words }: Column<Row>, value: unknown): ExcelJS.CellValue {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  if (words === undefined) return converters[kind](value)
  const word = words[value]
  if (word === undefined) throw new RangeError(`${field}: no Italian word for ${value}`)
  return word
}

function writeHead(sheet: ExcelJS.Worksheet, layout: AnyLayout, totals: Totals): void {
  const { columns } = layout
  const keys = sheet.getRow(1)
  const sums = sheet.getRow(TOTAL_ROW)
  const headers = sheet.getRow(HEADER_ROW)
  columns.forEach((column, index) => {
    const letter = letterOf(layout, column.field)
    keys.getCell(index + 1).value = column.key
    Object.assign(headers.getCell(index + 1), { value: column.header, style: headerStyle })
    const total = sums.getCell(index + 1)
    total.style = index === 0 ? labelStyle : totalStyle
    if (column.total)
      total.value = {
        formula: `SUM(${letter}${FIRST_ROW}:${letter}${LAST_ROW})`,
        result: (totals[column.field] ?? 0) / 100,
      }
  })
  sums.getCell(1).value = 'Totale'
  Object.assign(keys, { hidden: true })
  Object.assign(sums, { height: 20 })
  Object.assign(headers, { height: 42 })
  headers.commit()
}

/** Writes one sheet of rows: hidden keys, totals as formulas with their values, header, rows as they are read. Throws
 * Error where the rows do not sum to the totals above them, RangeError where there are more than a sheet holds. */
export async function writeTableSheet<K extends SheetKey>(
  workbook: DatedWriter,
  source: ExpenditureSource,
  { key, layouts }: { key: K; layouts: Layouts },
): Promise<void> {
  const layout = layouts[key]
  const totals: Totals = source.sheetTotals[key]
  const { name, columns } = layout
  const sheet = workbook.addWorksheet(name, {
    ...pageOf(source.header, `${TOTAL_ROW}:${HEADER_ROW}`, columns.length > COLUMNS_ON_A4 ? 'A3' : 'A4'),
    views: [{ state: 'frozen', xSplit: 1, ySplit: HEADER_ROW, showGridLines: false }],
  })
  sheet.columns = columns.map(({ width }) => ({ width }))
  writeHead(sheet, layout, totals)
  const written = await writeRows(sheet, { rows: source.rows[key](), columns })
  for (const [field, sum] of Object.entries(written))
    if (sum !== totals[field])
      throw new Error(`${name}: ${field} were summed to ${totals[field]}, and written are ${sum}`)
  sheet.autoFilter = {
    from: { row: HEADER_ROW, column: 1 },
    to: { row: HEADER_ROW + (totals['rows'] ?? 0), column: columns.length },
  }
  for (const column of columns.filter(({ total }) => total))
    workbook.definedNames.add(totalCell(layout, column.field), totalName(key, column.key))
  sheet.commit()
}

interface Table<Row> {
  readonly rows: AsyncIterable<readonly Row[]>
  readonly columns: readonly Column<Row>[]
}

async function writeRows<Row>(sheet: ExcelJS.Worksheet, { rows, columns }: Table<Row>): Promise<Totals> {
  const totalled = columns.filter((column) => column.total).map((column) => column.field)
  const sums = new Map<string, number>(totalled.map((field) => [field, 0]))
  let written = 0
  for await (const some of rows) {
    for (const row of some) {
      const at = FIRST_ROW + written
      if (at > LAST_ROW) throw new RangeError(`${sheet.name}: more rows than fit in one sheet`)
      writeRow(sheet.getRow(at), row, columns)
      for (const field of totalled) sums.set(field, (sums.get(field) ?? 0) + Number(row[field] ?? 0))
      written += 1
    }
    await drained(sheet)
  }
  return { rows: written, ...Object.fromEntries(sums) }
}

// Styles are set on each cell, not on the column: exceljs looks up a shared style object, and renders a merged one.
function writeRow<Row>(target: ExcelJS.Row, row: Row, columns: readonly Column<Row>[]): void {
  columns.forEach((column, index) => {
    const cell = target.getCell(index + 1)
    cell.value = cellValue(column, row[column.field])
    cell.style = cellStyles[column.kind]
  })
  target.commit()
}
