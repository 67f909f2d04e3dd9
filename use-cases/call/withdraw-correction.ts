import type { Call } from '../../db/call/call-store.ts'
import type { Correction } from '../../db/call/correction-store.ts'
import { CALL_PARTS, draftOf } from '../../domain/call/call-draft.ts'
import { changedPlaces } from '../../domain/call/correction.ts'
import { BusinessError, notFound } from '../../domain/shared/errors.ts'
import { publishedCall } from '../../procedures/call/application-access.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { callFields } from '../../words/call-fields.ts'

interface Command {
  callId: string
  correctionId: string
  reason: string
}

/** Takes a proposed correction back before its act is adopted, also once the call has closed: its act is nobody's to adopt any more, and the
 * call stays as it is. What was written is the draft again, but for parts that somebody has begun anew. Nobody outside the office knew of
 * it, so nobody is written to. Again changes nothing. Throws NOT_ALLOWED, NOT_FOUND, CORRECTION_ADOPTED, MOVE_NOT_POSSIBLE. */
export const withdrawCorrection: UseCase<Command, null> = async (
  context,
  { callId, correctionId, reason },
) => {
  const { stores, actor, now, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  await publishedCall(context, callId)
  const call = await stores.calls.get(callId, 'update')
  const { cycleId } = call
  const correction = await stores.corrections.find(correctionId)
  if (correction?.callId !== callId) throw notFound('CORRECTION', correctionId)
  if (correction.status === 'WITHDRAWN') return null
  await withdrawAct(context, correctionId)
  await stores.corrections.withdraw(correctionId, { at: now, by: actor.personId, reason })
  await writeAgain(context, call, correction)
  await stores.outbox.publishMessage({
    ...{ cycleId, name: 'CallCorrectionWithdrawn', correlationKey: correctionId },
    variables: {},
  })
  await record({
    ...{ cycleId, action: 'withdraw-correction', subjectId: callId },
    facts: { correctionId, reason },
  })
  return null
}

/* Where the process has not come to propose it yet, it does so in the same hold of the call, and takes it back. */
async function withdrawAct({ stores, now }: UseCaseContext, correctionId: string): Promise<void> {
  const proposal = await stores.acts.onlyOn('CALL_NOTICE', correctionId)
  if (proposal === null) return
  if (proposal.status !== 'PROPOSED') throw new BusinessError('CORRECTION_ADOPTED')
  await stores.acts.withdraw(proposal.id)
  await stores.workItems.endAllFor('Task_RecordAct', [proposal.id], { action: 'withdraw', at: now })
}

async function writeAgain(
  { stores, actor, now }: UseCaseContext,
  { id, configuration }: Call,
  correction: Correction,
): Promise<void> {
  const begun = (await stores.correctionDrafts.parts(id)).map(({ part }) => part)
  for (const part of CALL_PARTS.filter((one) => !begun.includes(one))) {
    const { items } = callFields[part]
    const content = draftOf(items, correction.configuration)
    if (changedPlaces(draftOf(items, configuration), content).length > 0)
      await stores.correctionDrafts.save({ of: id, part }, { content, by: actor.personId, at: now, seen: 0 })
  }
}
