import type { UseCaseContext } from '../context.ts'

/** Mails whoever acts a receipt of what was just done (art. 10). */
export async function mailReceipt(
  { stores, actor }: UseCaseContext,
  cycleId: string,
  letter: { subject: string; text: string },
): Promise<void> {
  const person = await stores.network.findPerson(actor.personId)
  if (person === null) throw new Error('a receipt needs its person')
  await stores.outbox.mail({ cycleId, to: [person.email], ...letter, attachments: [] })
}
