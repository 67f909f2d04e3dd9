import type { ApplicationRecord } from '../../db/call/application-store.ts'
import { partHash, toldPartners } from '../../domain/call/confirmation.ts'
import type { ToldPartner } from '../../domain/call/confirmation.ts'
import { BusinessError, notFound } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { holdOpen, requireOpen } from '../../procedures/call/application-access.ts'
import { hasRole } from '../../procedures/context.ts'
import type { Actor, UseCase, UseCaseContext } from '../../procedures/context.ts'
import { signatoryOf } from '../../procedures/network/signatory.ts'

interface Command {
  applicationId: string
  /** Names the part that was shown: role and contribution. */
  partSha256: string
  /** Who signs for the body; whoever acts, unless told. */
  signatory?: string | undefined
}

/** A body confirms its part in an alliance, while the call is open: the role and the contribution that it was shown
 * (art. 9). Again changes nothing. Throws NOT_FOUND, CONFIRMATION_AFTER_CLOSING, PARTNERSHIP_CHANGED, INVALID_INPUT (signatory). */
export const confirmPartnership: UseCase<Command, { confirmedAt: Date }> = async (
  context,
  { applicationId, partSha256, signatory },
) => {
  const { stores, actor, now, record } = context
  const { application, partner, bodyId } = await ownPart(context, applicationId)
  const call = await stores.calls.get(application.callId)
  requireOpen(call, now, 'CONFIRMATION_AFTER_CLOSING')
  if (partHash(partner) !== partSha256) throw new BusinessError('PARTNERSHIP_CHANGED')
  const signedBy = await signatoryOf(context, { bodyId, on: localDateOf(now), named: signatory })
  const of = { applicationId, partnerCode: partner.bodyTaxCode }
  await stores.confirmations.confirm({ ...of, partSha256, by: actor.personId, at: now }, signedBy)
  await record({
    cycleId: call.cycleId,
    action: 'confirm-partnership',
    subjectId: applicationId,
    facts: { partnerCode: of.partnerCode, partSha256, signedBy },
  })
  await holdOpen(context, call.id, 'CONFIRMATION_AFTER_CLOSING')
  return { confirmedAt: now }
}

interface OwnPart {
  application: ApplicationRecord
  partner: ToldPartner
  bodyId: string
}

/* Whoever is not named there does not learn of it. */
async function ownPart({ stores, actor }: UseCaseContext, applicationId: string): Promise<OwnPart> {
  const bodyId = bodyOf(actor)
  const application = await stores.applications.find(applicationId, 'update')
  if (application !== null && application.status !== 'WITHDRAWN')
    for (const partner of toldPartners(application.content)) {
      const known = await stores.network.matchBody(partner.bodyTaxCode)
      if (typeof known === 'object' && known.id === bodyId) return { application, partner, bodyId }
    }
  throw notFound('APPLICATION', applicationId)
}

function bodyOf(actor: Actor): string | null {
  return hasRole(actor, 'ALLIANCE_LEAD') || hasRole(actor, 'NETWORK_MEMBER') ? actor.bodyId : null
}
