import type { UseCase } from '../../procedures/context.ts'

/** The mail server has taken the notice of an outcome: that is its delivery until a receipt proves another, and the terms to contest it
 * run (art. 8; D.Lgs. 104/2010 art. 41). Told again it changes nothing. */
export const recordOutcomeTaken: UseCase<{ mailId: string }, void> = async (context, { mailId }) => {
  const { stores, now } = context
  const taken = await stores.communications.take({ mailId }, now)
  if (taken === null) return
  const { applicationId } = taken
  const { callId } = await stores.applications.get(applicationId)
  const { cycleId } = await stores.calls.get(callId)
  const facts = { communicationId: mailId }
  await context.record({ cycleId, action: 'record-outcome-taken', subjectId: applicationId, facts })
}
