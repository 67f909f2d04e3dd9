import type { Writable } from 'node:stream'
import ExcelJS from 'exceljs'
import type { WorkbookHeader } from '../../domain/expenditure/workbook.ts'

interface Zip {
  append(content: unknown, entry: { name: string; date?: Date }): unknown
  abort(): unknown
}

/** Streaming workbook whose zip entries carry the date of the data, so that the same data give the same bytes. */
export class DatedWriter extends ExcelJS.stream.xlsx.WorkbookWriter {
  declare readonly zip: Zip

  // The constructor calls this before it appends anything: the only moment to date the first entries too.
  override addThemes(): Promise<void> {
    const append = this.zip.append.bind(this.zip)
    this.zip.append = (content, entry) => append(content, { ...entry, date: this.created })
    return super.addThemes()
  }
}

interface StreamedSheet extends ExcelJS.Worksheet {
  readonly stream: { readonly pipes: readonly Writable[] }
}

/**
 * Waits until the zip has taken what was written to a sheet: exceljs never waits, and rows not yet compressed
 * fill the memory. The callback of an empty write comes after all that was written before it.
 */
export async function drained(sheet: ExcelJS.Worksheet): Promise<void> {
  for (const inlet of (sheet as StreamedSheet).stream.pipes)
    await new Promise<void>((resolve) => inlet.write('', () => resolve()))
}

/** Opens a workbook on a stream, its properties and every date inside taken from the header. */
export function openWorkbook(header: WorkbookHeader, stream: Writable): DatedWriter {
  const options = { stream, useStyles: true, created: header.generatedAt, modified: header.generatedAt }
  const workbook = new DatedWriter(options)
  workbook.creator = header.networkLead
  workbook.lastModifiedBy = header.networkLead
  workbook.title = `Rendiconto economico-finanziario ${header.cycleCode}`
  workbook.subject = header.cycleTitle
  workbook.company = header.networkLead
  workbook.views = [
    { x: 0, y: 0, width: 24_000, height: 14_000, firstSheet: 0, activeTab: 0, visibility: 'visible' },
  ]
  return workbook
}

// Numbers of the file format: the library's own list lacks A3.
const PAPER = { A4: 9, A3: 8 } as const

/** Page set-up of a sheet: landscape, one page wide, the given rows repeated on each page. */
export function pageOf(
  header: WorkbookHeader,
  repeatedRows: string,
  paper: keyof typeof PAPER = 'A4',
): Partial<ExcelJS.AddWorksheetOptions> {
  const pageSetup: Partial<ExcelJS.PageSetup> = {
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: repeatedRows,
    margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
  }
  return {
    pageSetup: Object.assign<Partial<ExcelJS.PageSetup>, object>(pageSetup, { paperSize: PAPER[paper] }),
    headerFooter: {
      oddHeader: `&L${header.networkLead.replaceAll('&', '&&')}&R${header.cycleCode.replaceAll('&', '&&')} – &A`,
      oddFooter: '&LRendiconto economico-finanziario&RPagina &P di &N',
    },
  }
}
