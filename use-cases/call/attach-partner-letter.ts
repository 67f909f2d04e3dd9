import type { ApplicationRecord } from '../../db/call/application-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import { attachedLetter } from '../../documents/call/partner-letters.ts'
import { APPLICATION_FORMATS } from '../../domain/call/application.ts'
import { isConfirmed, partHash, standingOf, toldPartners } from '../../domain/call/confirmation.ts'
import type { PartnerStanding, ToldPartner } from '../../domain/call/confirmation.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { holdOpen, ownApplication, requireOpen } from '../../procedures/call/application-access.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { cycleWithOwner } from '../../procedures/cycle/process-owner.ts'
import { requireContent } from '../../procedures/file/uploaded-file.ts'
import type { UploadedFile } from '../../procedures/file/uploaded-file.ts'

interface PartnerLetter {
  applicationId: string
  /** By which code the application names the partner. */
  partnerCode: string
  file: UploadedFile
  /** Where a body reads of its part. */
  link: string
}
interface Attached {
  sha256: string
  signature: 'NONE' | 'UNVERIFIED'
  standing: PartnerStanding
  confirmed: boolean
}

/** The lead attaches the letter by which a partner confirms its part, while the call is open, to a draft or to what is submitted
 * (art. 9): it stands beside the application, whose content stays. Again replaces it. The body is told by mail of each new one, at the
 * address that the register has. Throws NOT_FOUND, FILE_TYPE_MISMATCH,
 * CONFIRMATION_AFTER_CLOSING, DRAFT_DISCARDED, MOVE_NOT_POSSIBLE once it is withdrawn. */
export const attachPartnerLetter: UseCase<PartnerLetter, Attached> = async (
  context,
  { applicationId, partnerCode, file, link },
) => {
  const { stores, actor, now, record } = context
  const application = await ownApplication(context, applicationId)
  const { status, callId, content } = application
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
  const kept = await stores.confirmations.of(applicationId)
  await stores.confirmations.putLetter(given, file)
  if (!kept.some((one) => one.partnerCode === partnerCode && one.sha256 === sha256))
    await tellBody(context, application, { call, partner, file, link })
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

/* Whoever the register knows under that code, and how to write to it; a body that is not in it hears nothing. */
async function tellBody(
  context: UseCaseContext,
  application: ApplicationRecord,
  { call, partner, file, link }: { call: Call; partner: ToldPartner } & Pick<PartnerLetter, 'file' | 'link'>,
): Promise<void> {
  const { stores } = context
  const known = await stores.network.matchBody(partner.bodyTaxCode)
  const body = typeof known === 'object' ? await stores.network.findBody(known.id) : null
  if (!body?.email) return
  const { leadBodyId } = application
  const { name: leadName } = found('BODY', leadBodyId, await stores.network.findBody(leadBodyId))
  const { ownerEmail } = await cycleWithOwner(context, call.cycleId)
  await stores.outbox.mail({
    ...{ cycleId: call.cycleId, to: [body.email], attachments: [] },
    ...attachedLetter({ application, call, leadName, partner, link, file, ownerEmail }),
  })
}
