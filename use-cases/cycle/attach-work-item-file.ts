import type { UploadedFile } from '../../procedures/file/uploaded-file.ts'
import { found } from '../../domain/shared/errors.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { taskOf } from '../../tasks/registry.ts'
import { ownWorkItem, workItemToDo } from '../../procedures/cycle/work-item-access.ts'
import { requireContent } from '../../procedures/file/uploaded-file.ts'

interface WorkItemUpload {
  id: string
  kind: string
  file: UploadedFile
}

/** Keeps a file that a task asks for, in the form that the task accepts; again replaces it. Of a task that has ended, the same file
 * again is what it was, so that a form sent twice is no refusal. Throws FILE_TYPE_MISMATCH, and as `workItemToDo` does. */
export const attachWorkItemFile: UseCase<WorkItemUpload, { sha256: string; signature: string }> = async (
  context,
  { id, kind, file },
) => {
  const kept = await keptBefore(context, { id, kind, file })
  if (kept !== null) return kept
  const { item } = await workItemToDo(context, id)
  const asked = found(
    'ATTACHMENT',
    kind,
    taskOf(item.element).files.find((candidate) => candidate.kind === kind),
  )
  requireContent(file, asked.accepts)
  await context.stores.documents.recordFile({
    sha256: file.sha256,
    sizeBytes: file.sizeBytes,
    at: context.now,
  })
  await context.stores.workItems.putFile(id, {
    id: newId(),
    kind,
    fileName: file.fileName,
    mediaType: file.mediaType,
    sha256: file.sha256,
    signature: file.signature,
    uploadedBy: context.actor.personId,
    uploadedAt: context.now,
  })
  await context.record({
    cycleId: item.cycleId,
    action: 'attach-work-item-file',
    subjectId: item.subjectId,
    facts: { workItemId: id, kind, sha256: file.sha256 },
  })
  return { sha256: file.sha256, signature: file.signature }
}

async function keptBefore(context: UseCaseContext, { id, kind, file }: WorkItemUpload) {
  if ((await ownWorkItem(context, id)).state === 'OPEN') return null
  const kept = (await context.stores.workItems.files(id)).find((one) => one.kind === kind)
  return kept?.sha256 === file.sha256 ? { sha256: kept.sha256, signature: kept.signature } : null
}
