import { found } from '../../domain/shared/errors.ts'
import type { StoredFile } from '../../domain/shared/ports.ts'
import type { UseCase } from '../../procedures/context.ts'

type AttachmentFile = { file: { content: StoredFile; fileName: string; mediaType: string } }

/** An application's file, for whoever may see the application: run behind the wall of conflicts (art. 5). Throws
 * NOT_FOUND for what the viewer may not see. */
export const readAttachment: UseCase<{ applicationId: string; kind: string }, AttachmentFile> = async (
  { stores, files },
  { applicationId, kind },
) => {
  const attachments = await stores.attachments.of(applicationId)
  const attachment = found(
    'ATTACHMENT',
    kind,
    attachments.find((one) => one.kind === kind),
  )
  const { fileName, mediaType, sha256 } = attachment
  return { file: { content: await files.open(sha256), fileName, mediaType } }
}
