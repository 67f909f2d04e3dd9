import { beginAnswerTerm } from '../../procedures/evaluation/begin-answer-term.ts'
import type { UseCase } from '../../procedures/context.ts'

/** The mail server has taken the mail with a request to a lead: that is its delivery until a receipt proves another (L. 241/1990 art. 6,
 * 10-bis). Told again it changes nothing. */
export const recordRequestReceived: UseCase<{ leadRequestId: string }, void> = async (
  context,
  { leadRequestId },
) => {
  const { stores, now: at } = context
  const request = await stores.leadRequests.get(leadRequestId)
  await stores.communications.take({ requestId: leadRequestId }, at)
  const { callId } = await stores.applications.get(request.applicationId)
  const call = await stores.calls.get(callId, 'update')
  const dueAt = await beginAnswerTerm(context, { leadRequestId, call, at })
  if (dueAt === null) return
  await context.record({
    cycleId: call.cycleId,
    action: 'record-request-received',
    subjectId: request.applicationId,
    facts: { leadRequestId, dueAt: dueAt.toISOString() },
  })
}
