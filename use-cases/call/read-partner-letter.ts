import { notFound } from '../../domain/shared/errors.ts'
import type { StoredFile } from '../../domain/shared/ports.ts'
import type { UseCase } from '../../procedures/context.ts'

type LetterFile = { file: { content: StoredFile; fileName: string; mediaType: string } }

/** A partner's letter, for whoever may see the application: run behind the wall of conflicts (art. 5). Throws NOT_FOUND for what
 * the viewer may not see. */
export const readPartnerLetter: UseCase<{ applicationId: string; partnerCode: string }, LetterFile> = async (
  { stores, files },
  { applicationId, partnerCode },
) => {
  const given = await stores.confirmations.of(applicationId)
  const letter = given.find((one) => one.partnerCode === partnerCode && one.means === 'LETTER')
  const { fileName, mediaType, sha256 } = letter ?? {}
  if (!fileName || !mediaType || !sha256) throw notFound('ATTACHMENT', partnerCode)
  return { file: { content: await files.open(sha256), fileName, mediaType } }
}
