import type { UseCase } from '../../procedures/context.ts'

/** Notes that a person is shown the sheets of others, or their means by criterion, before the outcome is published: from now on it scores no more in that call
 * (art. 5, 6). Noted once; before the sheets are told. */
export const noteSheetReading: UseCase<{ callId: string }, void> = async (
  { stores, actor, now, record },
  { callId },
) => {
  const call = await stores.calls.get(callId)
  if (call.outcomePublishedAt !== null) return
  if (!(await stores.evaluation.noteReading(callId, actor.personId, now))) return
  const { personId } = actor
  await record({ cycleId: call.cycleId, action: 'read-sheets', subjectId: callId, facts: { personId } })
}
