import { APPLICATION_FORMATS } from '../../domain/call/application.ts'
import { isConfirmed, partHash, standingOf, toldPartners } from '../../domain/call/confirmation.ts'
import type { PartnerStanding } from '../../domain/call/confirmation.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { holdOpen, ownApplication, requireOpen } from '../../procedures/call/application-access.ts'
import type { UseCase } from '../../procedures/context.ts'
import { requireContent } from '../../procedures/file/uploaded-file.ts'
import type { UploadedFile } from '../../procedures/file/uploaded-file.ts'

interface PartnerLetter {
  applicationId: string
  /** By which code the application names the partner. */
  partnerCode: string
  file: UploadedFile
}
interface Attached {
  sha256: string
  signature: 'NONE' | 'UNVERIFIED'
  standing: PartnerStanding
  confirmed: boolean
}

/** The lead attaches the letter by which a partner confirms its part, while the call is open, to a draft or to what is submitted
 * (art. 9): it stands beside the application, whose content stays. Again replaces it. Throws NOT_FOUND, FILE_TYPE_MISMATCH,
 * CONFIRMATION_AFTER_CLOSING, DRAFT_DISCARDED, MOVE_NOT_POSSIBLE once it is withdrawn. */
export const attachPartnerLetter: UseCase<PartnerLetter, Attached> = async (
  context,
  { applicationId, partnerCode, file },
) => {
  const { stores, actor, now, record } = context
  const { status, callId, content } = await ownApplication(context, applicationId)
  if (status === 'DISCARDED') throw new BusinessError('DRAFT_DISCARDED')
  if (status === 'WITHDRAWN') throw new BusinessError('MOVE_NOT_POSSIBLE')
  const call = await stores.calls.get(callId)
  requireOpen(call, now, 'CONFIRMATION_AFTER_CLOSING')
  const named = toldPartners(content).find((one) => one.bodyTaxCode === partnerCode)
  const partner = found('BODY', partnerCode, named)
  requireContent(file, APPLICATION_FORMATS)
  const { sha256, sizeBytes, signature } = file
  await stores.documents.recordFile({ sha256, sizeBytes, at: now })
  const partSha256 = partHash(partner)
  const given = { applicationId, partnerCode, partSha256, by: actor.personId, at: now }
  await stores.confirmations.putLetter(given, file)
  await record({
    cycleId: call.cycleId,
    action: 'attach-partner-letter',
    subjectId: applicationId,
    facts: { partnerCode, partSha256, sha256 },
  })
  await holdOpen(context, call.id, 'CONFIRMATION_AFTER_CLOSING')
  const standing = standingOf(partner, await stores.confirmations.of(applicationId))
  return { sha256, signature, standing, confirmed: isConfirmed(standing) }
}
