import type { UseCaseContext } from '../context.ts'

/** Mails the people who have confirmed the part of their body in an application, each by itself; a letter says of nobody where to write. */
export async function mailConfirmers(
  { stores }: Pick<UseCaseContext, 'stores'>,
  { cycleId, applicationId }: { cycleId: string; applicationId: string },
  letter: { subject: string; text: string },
): Promise<void> {
  const given = await stores.confirmations.of(applicationId)
  const who = given.filter(({ means }) => means === 'ACCOUNT').map(({ givenBy }) => givenBy)
  const people = await stores.network.persons([...new Set(who)])
  const addresses = [...people.values()].map(({ email }) => email).toSorted()
  await stores.outbox.mails(
    cycleId,
    addresses.map((to) => ({ to: [to], ...letter, attachments: [] })),
  )
}
