import { found } from '../../domain/shared/errors.ts'
import type { StoredFile } from '../../domain/shared/ports.ts'
import type { UseCase } from '../../procedures/context.ts'

type AttachmentFile = { file: { content: StoredFile; fileName: string; mediaType: string } }

/** An application's file, the one that counts or, of a draft, one that it took the place of, for whoever may see the application: run behind the wall of conflicts (art. 5). Throws
 * NOT_FOUND for what the viewer may not see. */
export const readAttachment: UseCase<
  { applicationId: string; kind: string; sha256?: string | undefined },
  AttachmentFile
> = async ({ stores, files }, { applicationId, kind, sha256: version }) => {
  const attachments = await stores.attachments.of(applicationId)
  const replaced = version === undefined ? [] : await stores.attachments.replacedOf(applicationId)
  const attachment = found(
    'ATTACHMENT',
    kind,
    [...attachments, ...replaced].find(
      (one) => one.kind === kind && (version === undefined || one.sha256 === version),
    ),
  )
  const { fileName, mediaType, sha256 } = attachment
  return { file: { content: await files.open(sha256), fileName, mediaType } }
}
