import { createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type ExcelJS from 'exceljs'
import { workbookReader } from '../../../db/expenditure/workbook-source.ts'
import { connect } from '../../../db/platform/connection.ts'
import type { ExpenditureSource, SheetKey } from '../../../domain/expenditure/workbook.ts'
import { layoutsOf, sheetKeys } from '../../../reports/workbook/columns.ts'
import { cellStyles } from '../../../reports/workbook/styles.ts'
import { tellCost } from './cost.ts'

/* Far more than what compression looks back on. */
const SAMPLE = 1_000
const ROWS_BETWEEN_TURNS = 100

type Cells = readonly { value: ExcelJS.CellValue; style: Partial<ExcelJS.Style> }[]
interface Sheet {
  name: string
  rows: number
  cells: readonly Cells[]
}

const converted = {
  text: String,
  integer: Number,
  money: (value: unknown) => Number(value) / 100,
  day: (value: unknown) => new Date(`${String(value)}T00:00:00Z`),
}

/* The first rows of a sheet as cells. */
async function sample(source: ExpenditureSource, key: SheetKey): Promise<Sheet> {
  const { name, columns } = layoutsOf(source.tranches)[key]
  const cells: Cells[] = []
  for await (const some of source.rows[key]()) {
    for (const row of some) {
      const values: Readonly<Record<string, unknown>> = { ...row }
      cells.push(
        columns.map(({ field, kind }) => ({
          value: values[field] === null ? null : converted[kind](values[field]),
          style: cellStyles[kind],
        })),
      )
    }
    if (cells.length >= SAMPLE) break
  }
  return { name, rows: source.sheetTotals[key].rows, cells }
}

async function writeBare(library: typeof ExcelJS, sheets: readonly Sheet[]): Promise<{ sizeBytes: number }> {
  const path = join(folder, 'bare.xlsx')
  const stream = createWriteStream(path)
  const workbook = new library.stream.xlsx.WorkbookWriter({ stream, useStyles: true })
  for (const { name, rows, cells } of sheets) {
    const sheet = workbook.addWorksheet(name)
    for (let index = 0; index < rows; index += 1) {
      const row = sheet.getRow(index + 1)
      cells[index % cells.length]?.forEach(({ value, style }, at) => {
        const cell = row.getCell(at + 1)
        cell.value = value
        cell.style = style
      })
      row.commit()
      if (index % ROWS_BETWEEN_TURNS === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    sheet.commit()
  }
  await workbook.commit()
  return { sizeBytes: (await stat(path)).size }
}

/* What the library itself costs with as many rows of such cells, which it is given out of memory. */
const [url = '', cycleId = '', folder = ''] = process.argv.slice(2)
const knex = connect({ url, poolSize: 1 })
const sheets = await workbookReader(knex)(cycleId, async (source) => {
  const read: Sheet[] = []
  for (const key of sheetKeys) read.push(await sample(source, key))
  return read
})
await knex.destroy()
await tellCost(
  async () => (await import('exceljs')).default,
  (library) => writeBare(library, sheets),
)
