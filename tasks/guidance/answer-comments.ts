import { z } from 'zod'
import { guidance } from '../../domain/process/guidance.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { formatInstant } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import { defineTask } from '../task.ts'

const input = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        commentId: z.string(),
        answer: plainText({ max: 5000, multiline: true }),
      }),
    )
    .max(10_000),
})

/** Answers each comment that the network's bodies sent in time; none stays without an answer (art. 6, 8). */
export const answerComments = defineTask({
  element: 'Task_AnswerComments',
  process: guidance,
  title: 'Rispondi alle osservazioni della Rete',
  form: 'answer-comments',
  role: 'PROCESS_OWNER',
  subject: 'guidanceDocumentId',
  decides: { nothing: 'the guidance document comes before every call' },
  input,

  async load({ stores }, item) {
    const document = await stores.guidance.find(item.subjectId)
    const comments = await stores.guidance.comments(item.subjectId)
    return {
      title: document?.title ?? '',
      commentsCount: comments.length,
      answers: comments.map((one) => ({
        commentId: one.id,
        from: `${one.bodyName}, ${formatInstant(one.commentedAt)}`,
        comment: one.text,
        answer: one.answer ?? '',
      })),
    }
  },

  async complete({ stores }, item, { answers }) {
    const comments = await stores.guidance.comments(item.subjectId)
    const unanswered = comments.filter((one) => !answers.some((given) => given.commentId === one.id))
    if (unanswered.length > 0)
      throw new BusinessError('INVALID_INPUT', {
        problems: unanswered.map((one) => ({
          path: 'answers',
          code: 'unanswered',
          message: `Manca la risposta all’osservazione di ${one.bodyName}.`,
        })),
      })
    for (const [index, given] of answers.entries())
      if (!(await stores.guidance.answer(item.subjectId, { commentId: given.commentId, text: given.answer })))
        throw new BusinessError('INVALID_INPUT', {
          problems: [
            { path: `answers[${index}].commentId`, code: 'unknown', message: 'Osservazione sconosciuta.' },
          ],
        })
    await stores.guidance.markAnswered(item.subjectId)
    return {}
  },
})
