import type { Writable } from 'node:stream'
import { layoutsOf, sheetKeys } from './columns.ts'
import type { Layouts } from './columns.ts'
import { isBalanced, reconcile, writeReconciliationSheet } from './reconciliation-sheet.ts'
import type { ExpenditureSource } from '../../domain/expenditure/workbook.ts'
import { writeSummarySheet } from './summary-sheet.ts'
import { type AllSums, sumRows, writeTableSheet } from './table-sheet.ts'
import { type DatedWriter, openWorkbook } from './writer.ts'

async function sumAll({ rows }: ExpenditureSource, layouts: Layouts): Promise<AllSums> {
  return {
    projects: await sumRows(rows.projects(), layouts.projects),
    quotas: await sumRows(rows.quotas(), layouts.quotas),
    expenses: await sumRows(rows.expenses(), layouts.expenses),
    payments: await sumRows(rows.payments(), layouts.payments),
    years: await sumRows(rows.years(), layouts.years),
  }
}

async function writeSheets(workbook: DatedWriter, source: ExpenditureSource): Promise<boolean> {
  const layouts = layoutsOf(source.tranches)
  const sums = await sumAll(source, layouts)
  const checks = reconcile(layouts, sums, source.controlTotals)
  const balanced = isBalanced(checks)
  writeSummarySheet(workbook, source, { layouts, sums, balanced })
  for (const key of sheetKeys) await writeTableSheet(workbook, source, { key, layouts, sums: sums[key] })
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
