import { PassThrough } from 'node:stream'
import type { WorkbookReader } from '../../db/expenditure/workbook-source.ts'
import type { DocumentStore } from '../../domain/shared/ports.ts'
import type { StepContext } from '../../procedures/context.ts'
import type { WorkbookFile } from '../outside.ts'

/** Writes the expenditure workbook of a cycle as it stands into the store, as it is read: nothing of it is whole in memory. The
 * same data give the same file (art. 8, 10). Throws NOT_FOUND, TransientError. */
export async function writeWorkbookFile(
  files: DocumentStore,
  readWorkbook: WorkbookReader,
  cycleId: string,
): Promise<WorkbookFile> {
  /* The library of workbooks is 36 MB in memory: loaded when the first one is written. */
  const { writeExpenditureWorkbook } = await import('../../reports/workbook/write-expenditure-workbook.ts')
  return readWorkbook(cycleId, async (source) => {
    const stream = new PassThrough()
    const written = writeExpenditureWorkbook(source, stream)
    /* Whoever of the two fails first, the store tells why: the other ends with the stream. */
    written.catch(() => undefined)
    const kept = await files.put(stream)
    const { balanced } = await written
    return { ...kept, fileName: `rendiconto-${source.header.cycleCode}.xlsx`, balanced }
  })
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
