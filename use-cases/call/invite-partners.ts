import type { ApplicationRecord } from '../../db/call/application-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import type { PartnerInvitation } from '../../db/call/confirmation-store.ts'
import { invitedLetter } from '../../documents/call/partner-letters.ts'
import { isConfirmed, partHash, standingOf, toldPartners } from '../../domain/call/confirmation.ts'
import type { ToldPartner } from '../../domain/call/confirmation.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { ownApplicationInCall, requireOpen } from '../../procedures/call/application-access.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'

interface Command {
  applicationId: string
  /** Where partners confirm. */
  link: string
}
/* How many bodies were written to, and how many have nobody who acts for them here. */
interface Invited {
  invited: number
  unreachable: number
}

/** Asks by mail each partner that has not confirmed the part that is written now, whoever acts for it in the register; of the same part once
 * a day. Who has nobody there confirms by letter (art. 9). Throws NOT_FOUND, CONFIRMATION_AFTER_CLOSING, MOVE_NOT_POSSIBLE. */
export const invitePartners: UseCase<Command, Invited> = async (context, { applicationId, link }) => {
  const { stores, actor, now, record } = context
  const { application, call } = await ownApplicationInCall(context, applicationId)
  if (!['DRAFT', 'SUBMITTED'].includes(application.status)) throw new BusinessError('MOVE_NOT_POSSIBLE')
  requireOpen(call, now, 'CONFIRMATION_AFTER_CLOSING')
  const partners = await toInvite(context, application)
  const invitations: PartnerInvitation[] = []
  for (const partner of partners)
    invitations.push(await invite(context, { application, call, link }, partner))
  await stores.confirmations.putInvitations(applicationId, invitations, actor.personId)
  const codes = invitations.map(({ partnerCode, people }) => ({ partnerCode, people }))
  const { cycleId } = call
  if (codes.length > 0)
    await record({ cycleId, action: 'invite-partners', subjectId: applicationId, facts: { codes } })
  const unreachable = codes.filter(({ people }) => people === 0).length
  return { invited: codes.length - unreachable, unreachable }
}

async function toInvite(
  { stores, now }: UseCaseContext,
  { id, content }: ApplicationRecord,
): Promise<ToldPartner[]> {
  const given = await stores.confirmations.of(id)
  const before = await stores.confirmations.invitationsOf(id)
  const isInvited = (partner: ToldPartner) =>
    before.some(
      (one) =>
        one.partnerCode === partner.bodyTaxCode &&
        one.partSha256 === partHash(partner) &&
        one.people > 0 &&
        localDateOf(one.invitedAt) === localDateOf(now),
    )
  return toldPartners(content).filter(
    (partner) => !isConfirmed(standingOf(partner, given)) && !isInvited(partner),
  )
}

async function invite(
  { stores, now }: UseCaseContext,
  { application, call, link }: { application: ApplicationRecord; call: Call; link: string },
  partner: ToldPartner,
): Promise<PartnerInvitation> {
  const { bodyTaxCode: partnerCode } = partner
  const known = await stores.network.matchBody(partnerCode)
  const bodies = typeof known === 'object' ? [known.id] : []
  const people = await stores.network.actingFor(bodies, localDateOf(now))
  const { leadBodyId } = application
  const { name: leadName } = found('BODY', leadBodyId, await stores.network.findBody(leadBodyId))
  const letter = invitedLetter({ application, call, leadName, partner, link })
  const mails = people.map(({ email }) => ({ to: [email], ...letter, attachments: [] }))
  await stores.outbox.mails(call.cycleId, mails)
  return { partnerCode, partSha256: partHash(partner), people: people.length, invitedAt: now }
}
