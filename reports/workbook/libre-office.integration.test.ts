import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import ExcelJS from 'exceljs'
import { sampleSource } from '../../test/samples/workbook.ts'
import { writeExpenditureWorkbook } from './write-expenditure-workbook.ts'

const run = promisify(execFile)
let folder = ''
let original = ''

async function read(file: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.readFile(file)
  return workbook
}

async function recalculated(
  name: string,
  change: (workbook: ExcelJS.Workbook) => void,
): Promise<ExcelJS.Workbook> {
  const workbook = await read(original)
  change(workbook)
  workbook.eachSheet((sheet) =>
    eachFormula(sheet, (cell) => Object.assign(cell, { value: { formula: cell.formula } })),
  )
  const file = join(folder, `${name}.xlsx`)
  await workbook.xlsx.writeFile(file)
  return read(await throughLibreOffice(file, name))
}

async function throughLibreOffice(file: string, name: string): Promise<string> {
  const out = join(folder, name)
  await mkdir(out)
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  await run('soffice', [
    '--headless',
    profile,
    '--convert-to',
    'xlsx:Calc MS Excel 2007 XML',
    '--outdir',
    out,
    file,
  ])
  return join(out, file.slice(folder.length + 1))
}

function eachFormula(sheet: ExcelJS.Worksheet, visit: (cell: ExcelJS.Cell) => void): void {
  sheet.eachRow((row) => {
    row.eachCell((cell) => {
      if (cell.type === ExcelJS.ValueType.Formula) visit(cell)
    })
  })
}

function resultsOf(workbook: ExcelJS.Workbook): Map<string, unknown> {
  const results = new Map<string, unknown>()
  workbook.eachSheet((sheet) => {
    eachFormula(sheet, (cell) => results.set(`${sheet.name}!${cell.address}`, cell.result))
  })
  return results
}

const outcome = (workbook: ExcelJS.Workbook, name: string, cell: string): unknown =>
  workbook.getWorksheet(name)?.getCell(cell).result

beforeAll(async () => {
  await run('soffice', ['--version']).catch(() => {
    throw new Error('This test needs LibreOffice Calc (soffice): install the package libreoffice-calc')
  })
  folder = await mkdtemp(join(tmpdir(), 'concilia-workbook-'))
  original = join(folder, 'original.xlsx')
  await writeExpenditureWorkbook(sampleSource(8, 6), createWriteStream(original))
}, 60_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the workbook in LibreOffice', () => {
  it('opens with every cell as it was written and no error cell', async () => {
    const [before, after] = [await read(original), await read(await throughLibreOffice(original, 'opened'))]
    expect(after.worksheets.map((sheet) => sheet.name)).toEqual(before.worksheets.map((sheet) => sheet.name))
    for (const sheet of after.worksheets)
      sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Error)))
    expect(after.getWorksheet('Progetti')?.getCell('B5').value).toBe('=SOMMA(A1:A9) non è una formula')
    expect(after.getWorksheet('Spese')?.actualRowCount).toBe(before.getWorksheet('Spese')?.actualRowCount)
  }, 60_000)

  it('computes for every formula the value that was written beside it', async () => {
    const written = resultsOf(await read(original))
    const computed = resultsOf(await recalculated('computed', () => undefined))
    expect([...computed.keys()]).toEqual([...written.keys()])
    for (const [cell, value] of written)
      expect([cell, computed.get(cell)]).toEqual([
        cell,
        typeof value === 'number' ? expect.closeTo(value, 6) : value,
      ])
  }, 60_000)

  it('turns red when one cell is changed by hand', async () => {
    const changed = await recalculated('cell', (workbook) => {
      const cell = workbook.getWorksheet('Spese')?.getCell('N6')
      if (cell !== undefined) cell.value = Number(cell.value) + 0.01
    })
    expect(outcome(changed, 'Quadratura', 'F2')).toBe('ERRORE')
    expect(outcome(changed, 'Riepilogo', 'B10')).toBe('ERRORE')
  }, 60_000)

  it('turns red when one row is deleted, or one is added below the last', async () => {
    const deleted = await recalculated('deleted', (workbook) => {
      workbook.getWorksheet('Pagamenti')?.spliceRows(5, 1)
    })
    const added = await recalculated('added', (workbook) => {
      workbook.getWorksheet('Progetti')?.addRow(['PTC-2027-99', 'Aggiunto a mano'])
    })
    expect(outcome(deleted, 'Quadratura', 'F2')).toBe('ERRORE')
    expect(outcome(added, 'Quadratura', 'F2')).toBe('ERRORE')
  }, 120_000)
})
