import { integer, text } from './forms/fields.ts'
import type { PageAct } from './page.ts'
import { param, receipt } from './page.ts'

/** What bodies ask about a call on its page, and the office answers (L. 241/1990 art. 1, 12). */
export const questionActs: readonly PageAct[] = [
  {
    name: 'ask',
    operation: 'POST /api/calls/{callId}/questions',
    params: (context) => ({ callId: param(context, 'id') }),
    fields: { text },
    done: ({ path }) => ({
      to: `${path}#questions-title`,
      receipt: receipt(
        'Quesito inviato: la risposta arriva per posta e si pubblica qui, senza dire chi ha chiesto.',
      ),
    }),
  },
  {
    name: 'answer',
    operation: 'POST /api/calls/{callId}/questions/{questionId}/answer',
    params: (context) => ({ callId: param(context, 'id'), questionId: context.query['of'] ?? '' }),
    fields: { answer: text },
    done: ({ path }) => ({
      to: `${path}#questions-title`,
      receipt: receipt('Risposta pubblicata e inviata a chi ha chiesto e a chi partecipa.'),
    }),
  },
  {
    name: 'amend',
    operation: 'POST /api/calls/{callId}/questions/{questionId}/amendments',
    params: (context) => ({ callId: param(context, 'id'), questionId: context.query['of'] ?? '' }),
    fields: { answer: text, seen: integer },
    done: ({ path }) => ({
      to: `${path}#questions-title`,
      receipt: receipt('Risposta corretta: vale la nuova, e chi l’aveva ricevuta è avvisato.'),
    }),
  },
]
