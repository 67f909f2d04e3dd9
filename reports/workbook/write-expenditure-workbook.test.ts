import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from '@jest/globals'
import ExcelJS from 'exceljs'
import { layoutsOf, sheetKeys } from './columns.ts'
import { sampleSource } from '../../test/samples/workbook.ts'
import type { ExpenditureSource, ProjectRow } from '../../domain/expenditure/workbook.ts'
import { writeExpenditureWorkbook } from './write-expenditure-workbook.ts'

async function bytesOf(source: ExpenditureSource): Promise<{ bytes: Buffer; balanced: boolean }> {
  const stream = new PassThrough()
  const [{ balanced }, bytes] = await Promise.all([writeExpenditureWorkbook(source, stream), buffer(stream)])
  return { bytes, balanced }
}

async function open(source: ExpenditureSource): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load((await bytesOf(source)).bytes as never)
  return workbook
}

function sheetOf(workbook: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const sheet = workbook.getWorksheet(name)
  if (sheet === undefined) throw new Error(`No sheet ${name}`)
  return sheet
}

const source = sampleSource(8, 3)
const layouts = layoutsOf(source.tranches)
const workbook = await open(source)

describe('the workbook rendiconto-economico-finanziario', () => {
  it('has exactly its seven sheets, in order', () => {
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual([
      ...[
        'Riepilogo',
        'Progetti',
        'Partner e quote',
        'Spese',
        'Pagamenti',
        'Cronologia per anno',
        'Quadratura',
      ],
    ])
  })

  it('keeps the columns of layout 3 in place: a change of keys, order or words of codes is a new layout version', () => {
    const keys = sheetKeys.map((key) => layouts[key].columns.map((column) => column.key).join(' '))
    expect(keys).toEqual([
      'projectCode title leadName leadTaxCode cup planVersion grantActNumber grantActOn totalCost cofinancing grant admitted tranche1Paid tranche2Paid paid savings status',
      'projectCode bodyName bodyTaxCode role category year planned reported admitted transferred',
      'projectCode period bodyName supplierName supplierTaxCode documentType documentNumber documentOn cup category year document charged admitted reason',
      'projectCode tranche payeeName iban commitmentNumber liquidationActNumber liquidationActOn gross withholding net mandateNumber mandateOn status',
      'year assigned received committed paid reported admitted savings',
    ])
    expect(sheetOf(workbook, 'Riepilogo').getCell('B9').value).toBe(3)
  })

  it.each(sheetKeys)('has hidden keys, totals, header, filter, frozen panes and print set-up: %s', (key) => {
    const { name, columns } = layouts[key]
    const sheet = sheetOf(workbook, name)
    expect(sheet.getRow(1).hidden).toBe(true)
    expect((sheet.getRow(1).values as unknown[]).slice(1)).toEqual(columns.map((column) => column.key))
    expect((sheet.getRow(3).values as unknown[]).slice(1)).toEqual(columns.map((column) => column.header))
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 })
    expect(sheet.autoFilter).toMatch(/^A3:/)
    expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 })
    expect(sheet.pageSetup.printTitlesRow).toBe('2:3')
  })

  it('writes totals as formulas with their computed values, to the cent', () => {
    const total = sheetOf(workbook, 'Progetti').getCell('K2').value
    expect(total).toMatchObject({
      formula: 'SUM(K4:K1048576)',
      result: source.controlTotals.projects.grantCents / 100,
    })
  })

  it('writes amounts as euros, days as dates, codes in Italian', () => {
    const row = sheetOf(workbook, 'Progetti').getRow(4)
    expect(row.getCell(11).value).toBe(64_533.33)
    expect(row.getCell(11).numFmt).toBe('[$-410]"€" #,##0.00')
    expect(row.getCell(8).value).toEqual(new Date('2027-07-01T00:00:00Z'))
    expect(row.getCell(8).numFmt).toBe('[$-410]dd/mm/yyyy')
    expect(row.getCell(17).value).toBe('chiuso')
  })

  it('never lets a text become a formula, nor make the file unreadable', () => {
    const texts = [5, 6, 7, 8].map((row) => sheetOf(workbook, 'Progetti').getCell(`B${row}`))
    expect(texts.map((cell) => cell.type)).toEqual(texts.map(() => ExcelJS.ValueType.String))
    expect(texts.map((cell) => cell.text.slice(0, 1))).toEqual(['=', '+', '-', '@'])
    expect(sheetOf(workbook, 'Progetti').getCell('B9').value).toBe('Tempo alle famiglie seconda riga')
  })

  it('carries its properties and the names of its totals, dated by the data', () => {
    expect(workbook.title).toBe('Rendiconto economico-finanziario PTC-2027-2029')
    expect(workbook.creator).toBe('ATS della Città Metropolitana di Milano')
    expect(workbook.created).toEqual(source.header.generatedAt)
    expect(workbook.definedNames.getRanges('totale_projects_grant').ranges).toEqual(['Progetti!$K$2'])
    expect(workbook.definedNames.getRanges('versione_layout').ranges).toEqual(['Riepilogo!$B$9'])
  })

  it.each([1, 3, 13])(
    'has a column for each of %i tranches, in order, by the names of the call',
    async (count) => {
      const names = Array.from({ length: count }, (_, index) => `Quota ${index + 1}`)
      const found = await open(sampleSource(8, 3, names))
      const header = sheetOf(found, 'Progetti').getRow(3).values as string[]
      expect(header.slice(13, 13 + count)).toEqual(names.map((name) => `Pagato: ${name}`))
      expect(header.slice(13 + count)).toEqual(['Totale pagato', 'Economia', 'Stato'])
      const shown = sheetOf(found, 'Riepilogo').getColumn(1).values
      expect(shown).toEqual(expect.arrayContaining(names.map((name) => `Pagato: ${name}`)))
      const checked = sheetOf(found, 'Quadratura').getColumn(2).values
      expect(checked).toEqual(expect.arrayContaining(names.map((name) => `Pagato: ${name}`)))
      const last = found.definedNames.getRanges(`totale_projects_tranche${count}Paid`).ranges
      expect(last).toEqual([`Progetti!$${sheetOf(found, 'Progetti').getColumn(12 + count).letter}$2`])
    },
  )

  it('gives the same bytes for the same data', async () => {
    const [first, second] = [await bytesOf(source), await bytesOf(sampleSource(8, 3))]
    expect(first.bytes.equals(second.bytes)).toBe(true)
  })

  it('opens with no rows at all', async () => {
    const { balanced } = await bytesOf(sampleSource(0, 0))
    expect(balanced).toBe(true)
  })
})

describe('the reconciliation', () => {
  const overall = async (changed: ExpenditureSource): Promise<unknown> =>
    (sheetOf(await open(changed), 'Quadratura').getCell('F2').value as ExcelJS.CellFormulaValue).result

  it('is OK when every total agrees with its independent figure, and has rules for green and red', async () => {
    expect(await overall(source)).toBe('OK')
    const rules = (
      sheetOf(workbook, 'Quadratura') as unknown as {
        conditionalFormattings: { rules: { formulae: string[] }[] }[]
      }
    ).conditionalFormattings.flatMap((formatting) => formatting.rules.flatMap((rule) => rule.formulae))
    expect(rules).toEqual(['"OK"', '"ERRORE"'])
  })

  it('is an error when one figure differs by one cent', async () => {
    const { payments } = source.controlTotals
    const controlTotals = {
      ...source.controlTotals,
      payments: { ...payments, netCents: payments.netCents + 1 },
    }
    expect(await overall({ ...source, controlTotals })).toBe('ERRORE')
    expect((await bytesOf({ ...source, controlTotals })).balanced).toBe(false)
  })

  it('is an error when a row is missing, even a row of zeros', async () => {
    const { years } = source.controlTotals
    const controlTotals = { ...source.controlTotals, years: { ...years, rows: years.rows + 1 } }
    expect(await overall({ ...source, controlTotals })).toBe('ERRORE')
  })
})

describe('a source or a stream that fails', () => {
  async function* failing(): AsyncGenerator<readonly ProjectRow[]> {
    yield* source.rows.projects()
    throw new Error('cursor lost')
  }

  it('rejects with the cause, which whoever reads the file is told too', async () => {
    const stream = new PassThrough()
    const broken = { ...source, rows: { ...source.rows, projects: failing } }
    const read = expect(buffer(stream)).rejects.toThrow('cursor lost')
    await expect(writeExpenditureWorkbook(broken, stream)).rejects.toThrow('cursor lost')
    await read
  })

  it('rejects when the disk is full', async () => {
    const stream = new PassThrough()
    const written = writeExpenditureWorkbook(source, stream)
    stream.destroy(new Error('ENOSPC'))
    await expect(written).rejects.toThrow('ENOSPC')
  })

  it('rejects when whoever reads the file stops', async () => {
    const stream = new PassThrough()
    const written = writeExpenditureWorkbook(source, stream)
    stream.destroy()
    await expect(written).rejects.toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' })
  })

  it('rejects rows that are not as many as was summed, or of other amounts', async () => {
    const fewer = { ...source, rows: { ...source.rows, projects: sampleSource(7, 3).rows.projects } }
    await expect(bytesOf(fewer)).rejects.toThrow('Progetti: rows were summed to 8, and written are 7')
    async function* dearer(): AsyncGenerator<readonly ProjectRow[]> {
      for await (const some of source.rows.projects())
        yield some.map((row) => ({ ...row, grantCents: row.grantCents + 1 }))
    }
    const other = { ...source, rows: { ...source.rows, projects: dearer } }
    await expect(bytesOf(other)).rejects.toThrow('Progetti: grantCents were summed')
  })
})
