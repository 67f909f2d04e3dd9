import { BusinessError, found } from '../../domain/shared/errors.ts'
import { answerLetter } from '../../documents/call/question-letters.ts'
import { publishedCall } from '../../procedures/call/application-access.ts'
import { tellAskerAndApplicants } from '../../procedures/call/tell-asker.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'

interface Answering {
  callId: string
  questionId: string
  answer: string
  /** The page where all read it. */
  link: string
}

/** The office answers a question: from here on anybody reads both, and the asker and all who have a draft or have submitted are told,
 * so that nobody knows more than another (L. 241/1990 art. 1, 12). The same answer again is the same. Throws NOT_ALLOWED,
 * NOT_FOUND, QUESTION_ANSWERED. */
export const answerQuestion: UseCase<Answering, null> = async (
  context,
  { callId, questionId, answer, link },
) => {
  const { stores, now, actor, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER') && !hasRole(actor, 'CASE_OFFICER'))
    throw new BusinessError('NOT_ALLOWED')
  const call = await publishedCall(context, callId)
  const question = found('QUESTION', questionId, await stores.questions.hold(callId, questionId))
  if (question.answer === answer && question.answeredBy === actor.personId) return null
  if (question.answer !== null) throw new BusinessError('QUESTION_ANSWERED')
  await stores.questions.answer(questionId, { text: answer, by: actor.personId, at: now })
  const letter = answerLetter({ title: call.title, text: question.text, answer, link })
  await tellAskerAndApplicants(context, call, { askedBy: question.askedBy, letter })
  await record({
    ...{ cycleId: call.cycleId, action: 'answer-question', subjectId: callId },
    facts: { questionId, answer },
  })
  return null
}
