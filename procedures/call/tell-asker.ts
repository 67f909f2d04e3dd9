import type { Call } from '../../db/call/call-store.ts'
import { found } from '../../domain/shared/errors.ts'
import type { StepContext } from '../context.ts'
import { applicantAddresses } from './applicants.ts'

/** Tells the asker of a question and all who have a draft or have submitted the same, once each (L. 241/1990 art. 1, 12). */
export async function tellAskerAndApplicants(
  context: StepContext,
  call: Pick<Call, 'id' | 'cycleId'>,
  { askedBy, letter }: { askedBy: string; letter: { subject: string; text: string } },
): Promise<void> {
  const { stores } = context
  const asker = found('PERSON', askedBy, await stores.network.findPerson(askedBy))
  const told = new Set([asker.email, ...(await applicantAddresses(context, call.id))])
  await stores.outbox.mails(
    call.cycleId,
    [...told].map((to) => ({ to: [to], ...letter, attachments: [] })),
  )
}
