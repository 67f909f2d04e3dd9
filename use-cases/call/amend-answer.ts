import { BusinessError, found } from '../../domain/shared/errors.ts'
import { amendmentLetter } from '../../documents/call/question-letters.ts'
import { publishedCall } from '../../procedures/call/application-access.ts'
import { tellAskerAndApplicants } from '../../procedures/call/tell-asker.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'

interface Amending {
  callId: string
  questionId: string
  answer: string
  /** How many amendments its reader has seen. */
  seen: number
  /** The page where all read it. */
  link: string
}

/** The office puts a published answer right: the new one is dated and counts, the old one stays readable, and all who were told the one are
 * told the other (L. 241/1990 art. 1, 12). The same again is the same. Throws NOT_ALLOWED, NOT_FOUND, QUESTION_OPEN, ANSWER_CHANGED, and
 * ANSWER_SAME for what its reader sees published already. */
export const amendAnswer: UseCase<Amending, null> = async (
  context,
  { callId, questionId, answer, seen, link },
) => {
  const { stores, now, actor, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER') && !hasRole(actor, 'CASE_OFFICER'))
    throw new BusinessError('NOT_ALLOWED')
  const call = await publishedCall(context, callId)
  const question = found('QUESTION', questionId, await stores.questions.hold(callId, questionId))
  if (question.answer === null) throw new BusinessError('QUESTION_OPEN')
  const { amendments, text } = await stores.questions.saidNow(questionId)
  const before = text ?? question.answer
  if (before === answer) return sameAgain(amendments === seen)
  if (amendments !== seen) throw new BusinessError('ANSWER_CHANGED')
  await stores.questions.amend(questionId, {
    ...{ version: amendments + 1, text: answer },
    ...{ by: actor.personId, at: now },
  })
  const letter = amendmentLetter({ title: call.title, text: question.text, before, answer, link })
  await tellAskerAndApplicants(context, call, { askedBy: question.askedBy, letter })
  await record({
    ...{ cycleId: call.cycleId, action: 'amend-answer', subjectId: callId },
    facts: { questionId, version: amendments + 1, answer },
  })
  return null
}

/* Sent again it has been done; of what is on the page already there is nothing to put right, and nobody to tell. */
function sameAgain(isSeen: boolean): null {
  if (isSeen) throw new BusinessError('ANSWER_SAME')
  return null
}
