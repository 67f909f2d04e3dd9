import type { LeadRequest } from '../../db/evaluation/lead-request-store.ts'
import { isLate } from '../../domain/evaluation/lead-request.ts'
import type { UseCaseContext } from '../context.ts'

/** True for a request whose answer came after its term. */
export const isAnsweredLate = ({ answer, dueAt }: LeadRequest): boolean =>
  answer !== null && dueAt !== null && isLate(answer.at, dueAt)

/** The lead's observations on a notice before refusal; null where there are none (L. 241/1990 art. 10-bis). */
export const observationsIn = (requests: readonly LeadRequest[]): LeadRequest | null =>
  requests.find(({ kind, answer }) => kind === 'REFUSAL_NOTICE' && answer !== null) ?? null

/** Takes away what is still open for a late answer, so that the officer decides on what is read; gives the application's requests as
 * they then are. Who answers at that moment is either read or refused. */
export async function closeLeadRequests(
  { stores, now }: UseCaseContext,
  { applicationId, cycleId }: { applicationId: string; cycleId: string },
): Promise<LeadRequest[]> {
  const expired = (await stores.leadRequests.of(applicationId)).filter(({ status }) => status === 'EXPIRED')
  const ids = expired.map(({ id }) => id)
  await stores.workItems.endAllFor('Task_AnswerRequest', ids, { action: 'withdraw', at: now })
  for (const closedRequestId of await stores.leadRequests.close(applicationId))
    await stores.outbox.publishMessage({
      cycleId,
      name: 'LeadRequestClosed',
      correlationKey: closedRequestId,
      variables: { closedRequestId, requestUndelivered: false },
    })
  return stores.leadRequests.of(applicationId)
}
