import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { found } from '../../domain/shared/errors.ts'
import type { UseCaseContext } from '../context.ts'

/** Mails a person what was changed about it in the register of the network. */
export async function mailPerson(
  { stores }: UseCaseContext,
  personId: string,
  letter: (name: string) => { subject: string; text: string },
): Promise<void> {
  const person = found('PERSON', personId, await stores.network.findPerson(personId))
  await stores.outbox.mail({
    ...{ cycleId: NETWORK_CHAIN, to: [person.email], attachments: [] },
    ...letter(person.displayName),
  })
}
