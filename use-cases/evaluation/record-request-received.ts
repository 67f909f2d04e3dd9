import { answerDays } from '../../domain/evaluation/lead-request.ts'
import { localDateOf, termEnd } from '../../domain/shared/terms.ts'
import { recountSuspension } from '../../procedures/evaluation/recount-suspension.ts'
import type { UseCase } from '../../procedures/context.ts'

/** The mail with a request to a lead is delivered: its term runs from this day, which is not counted, and a last day that is no
 * working day moves to the next one (L. 241/1990 art. 6, 10-bis). Delivered again it changes nothing. */
export const recordRequestReceived: UseCase<{ leadRequestId: string }, void> = async (
  context,
  { leadRequestId },
) => {
  const { stores, now } = context
  const request = await stores.leadRequests.get(leadRequestId)
  const { callId } = await stores.applications.get(request.applicationId)
  const call = await stores.calls.get(callId, 'update')
  const { patronDay } = await stores.networkSettings.settings()
  const days = answerDays(request.kind, call.rules)
  if (days === null) throw new Error(`call ${callId} gives no notice before refusal`)
  const dueAt = termEnd(localDateOf(now), days, patronDay.value)
  if (!(await stores.leadRequests.receive(leadRequestId, { at: now, dueAt }))) return
  await recountSuspension(stores, callId)
  await stores.outbox.publishMessage({
    cycleId: call.cycleId,
    name: 'LeadRequestSettled',
    correlationKey: leadRequestId,
    variables: {},
  })
  await context.record({
    cycleId: call.cycleId,
    action: 'record-request-received',
    subjectId: request.applicationId,
    facts: { leadRequestId, dueAt: dueAt.toISOString() },
  })
}
