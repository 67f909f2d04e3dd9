import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import type { Invitation } from '../../db/network/invitation-store.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { newId } from '../../domain/shared/ids.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { UseCase } from '../../procedures/context.ts'
import { hasRole } from '../../procedures/context.ts'
import { knownBody } from '../../procedures/network/known-body.ts'

interface Command extends Pick<Invitation, 'person' | 'role' | 'signatory' | 'act'> {
  /** Its codice fiscale or partita IVA. */
  body: string
  /** How many days the link counts. */
  days: number
  /** The hash of the link's token, and the link itself, for the mail alone. */
  token: string
  link: string
}

/** Invites a person of a body to act for it: by a link that counts once, until its day. The network's lead keeps its register (art.
 * 8), so the process owner invites. Throws NOT_ALLOWED, INVALID_INPUT. */
export const invitePerson: UseCase<Command, { id: string; expiresOn: LocalDate }> = async (
  context,
  { body: code, days, token, link, ...told },
) => {
  const { stores, actor, now, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const body = found('BODY', code, await stores.network.findBody(await knownBody(context, code)))
  const id = newId()
  const expiresOn = addDays(localDateOf(now), days)
  await stores.network.addInvitation(
    { ...told, id, bodyId: body.id, expiresOn },
    { token, by: actor.personId, at: now },
  )
  await stores.outbox.mail({
    cycleId: NETWORK_CHAIN,
    to: [told.person.email],
    subject: `Invito ad accedere a Concilia per ${body.name}`,
    text: `${told.person.givenName} ${told.person.familyName},\n\nsei fra le persone che agiscono per ${body.name} nella Rete territoriale di conciliazione.\nPer entrare apri questo collegamento, entro il giorno ${expiresOn.split('-').reverse().join('/')}. Vale una volta sola ed è personale: non inoltrarlo.\n\n${link}\n`,
    attachments: [],
  })
  const { role, signatory, act } = told
  const facts = { bodyId: body.id, role, signatory, act, expiresOn }
  await record({ cycleId: NETWORK_CHAIN, action: 'invite-person', subjectId: id, facts })
  return { id, expiresOn }
}
