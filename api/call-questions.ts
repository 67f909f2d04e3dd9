import { z } from 'zod'
import { atOnce } from '../domain/shared/at-once.ts'
import { notFound } from '../domain/shared/errors.ts'
import { plainText } from '../domain/shared/text.ts'
import { amendAnswer } from '../use-cases/call/amend-answer.ts'
import { answerQuestion } from '../use-cases/call/answer-question.ts'
import { askQuestion } from '../use-cases/call/ask-question.ts'
import { instant } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Avvisi e domande'
const id = z.string().max(40)
const ofCall = z.object({ callId: id })

/** By what the questions about a call are filtered. */
export const questionFilters = { text: textFilter }

/** The most characters of a question and of its answer. */
export const QUESTION_LENGTH = 2000
export const ANSWER_LENGTH = 5000

const question = z.object({
  id: z.string(),
  text: z.string(),
  askedAt: instant,
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  amendments: z
    .array(z.object({ text: z.string(), amendedAt: z.string() }))
    .describe('Come la risposta è stata corretta: vale l’ultima'),
  askerName: z.string().nullable().describe('Solo per chi ha chiesto e per l’ufficio'),
  bodyName: z.string().nullable().describe('Solo per chi ha chiesto e per l’ufficio'),
})
const pageOf = (publicUrl: string, callId: string): string => `${publicUrl}/calls/${callId}#questions`

/** Questions about open calls and their answers, published together (L. 241/1990 art. 1, 12). */
export const callQuestionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/calls/{callId}/questions',
    summary: 'I quesiti su un avviso con le risposte, senza chi ha chiesto; l’ufficio li legge tutti',
    tag,
    who: 'ANYONE',
    params: ofCall,
    query: listQuery(questionFilters),
    answer: pageAnswer(question),
    async handle({ reads, actor, params: { callId }, query }) {
      const { isPublished, page } = await reads.together(actor, ({ calls, questions }) =>
        atOnce({
          isPublished: calls.isPublished(actor, callId),
          page: questions.ofCall(actor, callId, query),
        }),
      )
      if (!isPublished) throw notFound('CALL', callId)
      return page
    },
  }),
  route({
    method: 'post',
    path: '/api/calls/{callId}/questions',
    decides: { nothing: 'a question about the rules, while nobody is evaluated yet' },
    summary: 'Un quesito di un ente su un avviso aperto',
    tag,
    who: ['ALLIANCE_LEAD', 'NETWORK_MEMBER'],
    limit: 'DRAFT',
    params: ofCall,
    body: z.strictObject({ text: plainText({ max: QUESTION_LENGTH, multiline: true }) }),
    answer: z.object({ questionId: z.string() }),
    status: 201,
    handle: ({ run, params, body, publicUrl }) =>
      run(askQuestion, { ...params, ...body, link: pageOf(publicUrl, params.callId) }),
  }),
  route({
    method: 'post',
    path: '/api/calls/{callId}/questions/{questionId}/answer',
    decides: { nothing: 'it says to all the same what the notice says' },
    summary: 'Risponde a un quesito: quesito e risposta si pubblicano insieme',
    tag,
    who: ['PROCESS_OWNER', 'CASE_OFFICER'],
    params: ofCall.extend({ questionId: id }),
    body: z.strictObject({ answer: plainText({ max: ANSWER_LENGTH, multiline: true }) }),
    answer: z.null(),
    status: 204,
    handle: ({ run, params, body, publicUrl }) =>
      run(answerQuestion, { ...params, ...body, link: pageOf(publicUrl, params.callId) }),
  }),
  route({
    method: 'post',
    path: '/api/calls/{callId}/questions/{questionId}/amendments',
    decides: { nothing: 'it says to all the same what the notice says' },
    summary: 'Corregge una risposta pubblicata: vale la nuova, con la sua data, e la vecchia resta leggibile',
    tag,
    who: ['PROCESS_OWNER', 'CASE_OFFICER'],
    params: ofCall.extend({ questionId: id }),
    body: z.strictObject({
      answer: plainText({ max: ANSWER_LENGTH, multiline: true }),
      seen: z.int().min(0).describe('Quante correzioni ha già chi la corregge davanti a sé'),
    }),
    answer: z.null(),
    status: 204,
    handle: ({ run, params, body, publicUrl }) =>
      run(amendAnswer, { ...params, ...body, link: pageOf(publicUrl, params.callId) }),
  }),
]
