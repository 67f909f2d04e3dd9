import type { Writable } from 'node:stream'
import { sheetKeys } from './columns.ts'
import { isBalanced, reconcile, writeReconciliationSheet } from './reconciliation-sheet.ts'
import type { ExpenditureSource } from '../../domain/expenditure/workbook.ts'
import { writeSummarySheet } from './summary-sheet.ts'
import { type AllSums, sumRows, writeTableSheet } from './table-sheet.ts'
import { type DatedWriter, openWorkbook } from './writer.ts'

async function sumAll(source: ExpenditureSource): Promise<AllSums> {
  return {
    projects: await sumRows(source, 'projects'),
    quotas: await sumRows(source, 'quotas'),
    expenses: await sumRows(source, 'expenses'),
    payments: await sumRows(source, 'payments'),
    years: await sumRows(source, 'years'),
  }
}

async function writeSheets(workbook: DatedWriter, source: ExpenditureSource): Promise<boolean> {
  const sums = await sumAll(source)
  const checks = reconcile(sums, source.controlTotals)
  const balanced = isBalanced(checks)
  writeSummarySheet(workbook, source, { sums, balanced })
  for (const key of sheetKeys) await writeTableSheet(workbook, source, { key, sums: sums[key] })
  writeReconciliationSheet(workbook, source, checks)
  await workbook.commit()
  return balanced
}

/**
 * Streams the workbook `rendiconto-economico-finanziario` in bounded memory; ends the stream. Answers whether
 * every total agrees with its independent figure. Throws what the source or the stream throws.
 */
export async function writeExpenditureWorkbook(
  source: ExpenditureSource,
  stream: Writable,
): Promise<{ balanced: boolean }> {
  const broken = new Promise<never>((_resolve, reject) => stream.once('error', reject))
  const workbook = openWorkbook(source.header, stream)
  try {
    return { balanced: await Promise.race([writeSheets(workbook, source), broken]) }
  } catch (error) {
    workbook.zip.abort()
    stream.destroy()
    throw error
  }
}
