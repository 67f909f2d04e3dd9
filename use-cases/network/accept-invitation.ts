import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import type { Invitation } from '../../db/network/invitation-store.ts'
import { identityOf } from '../../domain/network/person.ts'
import type { ProvedIdentity } from '../../domain/network/proved-identity.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { changeByInvitation } from '../../procedures/network/change-register.ts'

interface Command {
  /** The hash of the link's token. */
  token: string
  /** Whom the provider has proved; null in the demo, where who has the link is the person. */
  identity: ProvedIdentity | null
}

/** Accepts an invitation, once: the person is registered with its function from today, the account is bound to it, and the wall
 * is shut at once to what the function ties it to (art. 5). Throws INVITATION_NOT_VALID, or INVITATION_OF_ANOTHER where the
 * provider has proved somebody else; then nothing is written. */
export const acceptInvitation: UseCase<Command, { accountId: string }> = async (
  context,
  { token, identity },
) => {
  const { network } = context.stores
  const invitation = await network.invitationOf(token, 'for update of i')
  if (invitation === null || !isOpen(invitation, context.now)) throw new BusinessError('INVITATION_NOT_VALID')
  const { person } = invitation
  /* By the link alone comes in only who has no codice fiscale to prove. */
  if (identity !== null && identity.taxCode !== person.taxCode)
    throw new BusinessError('INVITATION_OF_ANOTHER')
  const personId = await registered(context, invitation)
  const accountId = await boundAccount(context, { personId, email: person.email, identity })
  await network.acceptInvitation(invitation.id, personId, context.now)
  const facts = { personId, accountId }
  await context.record({
    cycleId: NETWORK_CHAIN,
    action: 'accept-invitation',
    subjectId: invitation.id,
    facts,
  })
  return { accountId }
}

/** True while an invitation lets somebody in: to the end of its last day. */
export const isOpen = ({ acceptedAt, revokedAt, expiresOn }: Invitation, now: Date): boolean =>
  acceptedAt === null && revokedAt === null && localDateOf(now) <= expiresOn

/* One human is one row, whoever invited it before. */
async function registered(
  context: UseCaseContext,
  { person, bodyId, role, signatory, act }: Invitation,
): Promise<PersonId> {
  const { network } = context.stores
  const known = person.taxCode === null ? null : await network.personByTaxCode(person.taxCode)
  const personId = known ?? derivedId<PersonId>('person', identityOf(person))
  await changeByInvitation(context, async () => {
    await network.putPerson({ ...person, id: personId })
    const from = localDateOf(context.now)
    const place = { bodyId, seatId: null, seatRole: null, office: null }
    const one = { ...place, personId, role, signatory, from, until: null, act }
    const held = await network.contradictionOf(one)
    if (held !== null && held.from <= from) return
    /* Until the day on which its own begins, where it has one to come. */
    await network.addFunction({ ...one, until: held && addDays(held.from, -1) })
  })
  return personId
}

async function boundAccount(
  { stores: { network } }: UseCaseContext,
  { personId, email, identity }: { personId: PersonId; email: string; identity: ProvedIdentity | null },
): Promise<string> {
  if (identity === null) return network.putAccount({ personId, email })
  await network.bindSubject(personId, identity)
  const account = await network.accountOfSubject(identity)
  if (account?.personId !== personId) throw new BusinessError('INVITATION_OF_ANOTHER')
  return account.id
}
