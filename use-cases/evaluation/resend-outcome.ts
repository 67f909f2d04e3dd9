import { settledBy } from '../../domain/evaluation/delivery.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { leadAddresses } from '../../procedures/call/lead-addresses.ts'
import type { UseCase } from '../../procedures/context.ts'
import { communicationToRecord } from '../../procedures/evaluation/communication-to-record.ts'

type Undelivered = { applicationId: string; communicationId: string }

/** Sends the notice of an outcome anew, to the address that the register has now, where a receipt says that it never arrived: the terms
 * to contest it run from its delivery (art. 8; D.Lgs. 104/2010 art. 41). Throws NOT_ALLOWED, NOT_FOUND, OUTCOME_NOT_UNDELIVERED,
 * LEAD_WITHOUT_ADDRESS. */
export const resendOutcome: UseCase<Undelivered, { communicationId: string }> = async (context, which) => {
  const { stores, now } = context
  const { applicationId } = which
  const undelivered = await communicationToRecord(context, which)
  const receipts = await stores.communications.receiptsOf(applicationId)
  const settled = settledBy(receipts.filter(({ communicationId }) => communicationId === undelivered.id))
  const outcomes = (await stores.communications.of(applicationId)).filter(({ kind }) => kind === 'OUTCOME')
  const isLast = outcomes.at(-1)?.id === undelivered.id
  if (!isLast || settled === null || settled.reached) throw new BusinessError('OUTCOME_NOT_UNDELIVERED')
  const application = await stores.applications.getSubmitted(applicationId)
  const { cycleId } = await stores.calls.get(application.callId)
  const [address] = (await leadAddresses(stores, [application], localDateOf(now)))(application)
  if (address === undefined) throw new BusinessError('LEAD_WITHOUT_ADDRESS')
  const letter = await stores.outbox.letterOf(undelivered.id)
  const id = await stores.outbox.mail({
    ...{ cycleId, to: [address], ...letter, attachments: [], isOutcome: true },
  })
  await stores.communications.write([
    { id, applicationId, kind: 'OUTCOME', requestId: null, address, writtenAt: now },
  ])
  const facts = { undelivered: undelivered.id, communicationId: id }
  await context.record({ cycleId, action: 'resend-outcome', subjectId: applicationId, facts })
  return { communicationId: id }
}
