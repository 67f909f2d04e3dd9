import { BusinessError } from '../../domain/shared/errors.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import { questionLetter } from '../../documents/call/question-letters.ts'
import { publishedCall } from '../../procedures/call/application-access.ts'
import { hasRole } from '../../procedures/context.ts'
import type { Actor, UseCase } from '../../procedures/context.ts'
import { cycleWithOwner } from '../../procedures/cycle/process-owner.ts'
import { isOpen } from '../../domain/call/window.ts'

interface Asking {
  callId: string
  text: string
  /** The page where it is answered. */
  link: string
}

/** How many questions a body asks about a call: each must get its answer. */
export const QUESTIONS_PER_BODY = 20

/** A body asks about an open call; the office is told. The same text of the same person is the same question. Throws NOT_ALLOWED,
 * NOT_FOUND, QUESTIONS_CLOSED, TOO_MANY_QUESTIONS. */
export const askQuestion: UseCase<Asking, { questionId: string }> = async (
  context,
  { callId, text, link },
) => {
  const { stores, now, actor, record } = context
  const bodyId = bodyOf(actor)
  const call = await publishedCall(context, callId)
  const { opensAt, closesAt, cycleId } = call
  if (call.status !== 'PUBLISHED' || !isOpen(now, call))
    throw new BusinessError('QUESTIONS_CLOSED', { opensAt, closesAt })
  const questionId = derivedId<string>('question', callId, actor.personId, text)
  if ((await stores.questions.countOthers(callId, bodyId, questionId)) >= QUESTIONS_PER_BODY)
    throw new BusinessError('TOO_MANY_QUESTIONS', { limit: QUESTIONS_PER_BODY })
  const question = { id: questionId, callId, bodyId, askedBy: actor.personId, text, askedAt: now }
  if (!(await stores.questions.ask(question))) return { questionId }
  const { ownerEmail } = await cycleWithOwner(context, cycleId)
  await stores.outbox.mail({
    ...{ cycleId, to: [ownerEmail], attachments: [] },
    ...questionLetter({ title: call.title, text, link }),
  })
  await record({ cycleId, action: 'ask-question', subjectId: callId, facts: { questionId, bodyId, text } })
  return { questionId }
}

/* Whoever takes part in an alliance asks, lead or not; who decides on applications has other ways. */
function bodyOf(actor: Actor): string {
  const { bodyId } = actor
  const asks = hasRole(actor, 'ALLIANCE_LEAD') || hasRole(actor, 'NETWORK_MEMBER')
  if (!asks || bodyId === null) throw new BusinessError('NOT_ALLOWED')
  return bodyId
}
