import type { UseCaseContext } from '../context.ts'

/** Where whoever acts gets a receipt; asked before anything is held that others wait for. */
export async function receiptAddress({ stores, actor }: UseCaseContext): Promise<string> {
  const person = await stores.network.findPerson(actor.personId)
  if (person === null) throw new Error('a receipt needs its person')
  return person.email
}

/** Mails a receipt of what was just done (art. 10). */
export async function mailReceipt(
  { stores }: UseCaseContext,
  cycleId: string,
  { to, ...letter }: { to: string; subject: string; text: string },
): Promise<void> {
  await stores.outbox.mail({ cycleId, to: [to], ...letter, attachments: [] })
}
