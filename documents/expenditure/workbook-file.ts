import { buffer } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import type { StepContext } from '../../procedures/context.ts'
import type { KeptFile, Outside } from '../outside.ts'

/* A workbook that is in the document store and not yet recorded. */
interface WorkbookFile extends KeptFile {
  fileName: string
  /** False when a total disagrees with its independent figure; the file says where. */
  balanced: boolean
}

/** Writes the expenditure workbook of a cycle as it stands: the same data give the same file (art. 8, 10). Throws NOT_FOUND. */
export async function writeWorkbookFile(
  { keep, readWorkbook }: Outside,
  cycleId: string,
): Promise<WorkbookFile> {
  /* The library of workbooks is 36 MB in memory: loaded when the first one is written. */
  const { writeExpenditureWorkbook } = await import('../../reports/workbook/write-expenditure-workbook.ts')
  const { code, bytes, balanced } = await readWorkbook(cycleId, async (source) => {
    const stream = new PassThrough()
    const [written, content] = await Promise.all([writeExpenditureWorkbook(source, stream), buffer(stream)])
    return { code: source.header.cycleCode, bytes: content, balanced: written.balanced }
  })
  return { ...(await keep(bytes)), fileName: `rendiconto-${code}.xlsx`, balanced }
}

/** Records a written workbook among the cycle's documents; returns its id, the same at a repetition. */
export async function recordWorkbookFile(
  { stores, now }: StepContext,
  cycleId: string,
  { sha256, sizeBytes, fileName, balanced }: WorkbookFile,
): Promise<string> {
  return stores.documents.record({
    ...{ sha256, sizeBytes, fileName, cycleId },
    kind: 'expenditure-workbook',
    subjectId: cycleId,
    title: 'Rendiconto economico-finanziario',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    signature: 'NONE',
    reconciles: balanced,
    createdAt: now,
  })
}
