import { notFound } from '../../domain/shared/errors.ts'
import type { StoredFile } from '../../domain/shared/ports.ts'
import type { UseCase } from '../../procedures/context.ts'

/** The file of a report on a working group, for whoever sees the group: run behind the wall (art. 5). Throws NOT_FOUND. */
export const readReportFile: UseCase<
  { id: string; reportId: string },
  { file: { content: StoredFile; fileName: string; mediaType: string } }
> = async ({ stores, files }, { id, reportId }) => {
  const report = (await stores.workingGroups.reports(id)).find((one) => one.id === reportId)
  if (!report?.sha256 || report.fileName === null || report.mediaType === null)
    throw notFound('ATTACHMENT', reportId)
  const { fileName, mediaType, sha256 } = report
  return { file: { content: await files.open(sha256), fileName, mediaType } }
}
