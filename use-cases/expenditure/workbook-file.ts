import { buffer } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import { writeExpenditureWorkbook } from '../../reports/workbook/write-expenditure-workbook.ts'
import type { StepContext } from '../context.ts'

/** Makes and records the expenditure workbook of a cycle as it stands: the same data give the same file (art. 8, 10).
 * `balanced` is false when a total disagrees with its independent figure; the file says where. */
export async function produceWorkbookFile(
  { stores, files, now, readWorkbook }: StepContext,
  cycleId: string,
): Promise<{ documentId: string; balanced: boolean }> {
  const { code, bytes, balanced } = await readWorkbook(cycleId, async (source) => {
    const stream = new PassThrough()
    const [written, content] = await Promise.all([writeExpenditureWorkbook(source, stream), buffer(stream)])
    return { code: source.header.cycleCode, bytes: content, balanced: written.balanced }
  })
  const documentId = await stores.documents.record({
    ...(await files.put(bytes)),
    cycleId,
    kind: 'expenditure-workbook',
    subjectId: cycleId,
    title: 'Rendiconto economico-finanziario',
    fileName: `rendiconto-${code}.xlsx`,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    signature: 'NONE',
    createdAt: now,
  })
  return { documentId, balanced }
}
