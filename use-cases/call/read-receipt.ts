import { isSubmitted } from '../../db/call/application-store.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import type { StoredFile } from '../../domain/shared/ports.ts'
import type { UseCase } from '../../procedures/context.ts'

type ReceiptFile = { file: { content: StoredFile; fileName: string; mediaType: string } }

/** The receipt of an application as it was made, for whoever may see the application: run behind the wall of conflicts (art. 5, 10);
 * null where nobody has asked for it yet. Throws NOT_FOUND, RECEIPT_NOT_YET while it is a draft. */
export const readReceipt: UseCase<{ applicationId: string }, ReceiptFile | null> = async (
  { stores, files },
  { applicationId },
) => {
  const application = found('APPLICATION', applicationId, await stores.applications.find(applicationId))
  if (!isSubmitted(application)) throw new BusinessError('RECEIPT_NOT_YET')
  const receipt = await stores.documents.latest('submission-receipt', applicationId)
  if (receipt === null) return null
  const { fileName, mediaType, sha256 } = receipt
  return { file: { content: await files.open(sha256), fileName, mediaType } }
}
