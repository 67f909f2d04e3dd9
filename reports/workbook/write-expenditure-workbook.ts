import { finished } from 'node:stream'
import type { Writable } from 'node:stream'
import { layoutsOf, sheetKeys } from './columns.ts'
import { isBalanced, reconcile, writeReconciliationSheet } from './reconciliation-sheet.ts'
import type { ExpenditureSource } from '../../domain/expenditure/workbook.ts'
import { writeSummarySheet } from './summary-sheet.ts'
import { writeTableSheet } from './table-sheet.ts'
import { type DatedWriter, openWorkbook } from './writer.ts'

async function writeSheets(workbook: DatedWriter, source: ExpenditureSource): Promise<boolean> {
  const layouts = layoutsOf(source.tranches)
  const checks = reconcile(layouts, source)
  const balanced = isBalanced(checks)
  writeSummarySheet(workbook, source, { layouts, balanced })
  for (const key of sheetKeys) await writeTableSheet(workbook, source, { key, layouts })
  writeReconciliationSheet(workbook, source, checks)
  await workbook.commit()
  return balanced
}

/* Rejects when the stream fails or closes before all was written; else never settles. */
const brokenOff = (stream: Writable): Promise<never> =>
  new Promise((_resolve, reject) => {
    finished(stream, { readable: false }, (error) => {
      if (error) reject(error)
    })
  })

/**
 * Streams the workbook `rendiconto-economico-finanziario` in bounded memory; ends the stream, or destroys it with what went
 * wrong. Answers whether every total agrees with its independent figure. Throws what the source or the stream throws.
 */
export async function writeExpenditureWorkbook(
  source: ExpenditureSource,
  stream: Writable,
): Promise<{ balanced: boolean }> {
  const broken = brokenOff(stream)
  const workbook = openWorkbook(source.header, stream)
  try {
    return { balanced: await Promise.race([writeSheets(workbook, source), broken]) }
  } catch (error) {
    workbook.zip.abort()
    stream.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}
