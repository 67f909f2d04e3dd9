import type { LeadRequest } from '../../db/evaluation/lead-request-store.ts'
import { isAnsweredLate } from '../../procedures/evaluation/lead-requests.ts'
import { titleOf } from '../../words/codes.ts'
import { formatInstant } from '../../words/formats.ts'

/** A request to a lead and what became of it, as whoever may see the application reads it. */
export function requestView(request: LeadRequest) {
  const { kind, status, items, reasons, receivedAt, dueAt, answer } = request
  const notReceived = status === 'UNDELIVERED' ? 'mai' : 'non ancora'
  const late = isAnsweredLate(request)
  return {
    kind: titleOf('leadRequest', kind),
    asked: [...items.map((item) => `– ${item}`), reasons].join('\n'),
    received: receivedAt === null ? notReceived : formatInstant(receivedAt),
    due: dueAt === null ? '–' : formatInstant(dueAt),
    answered: answer === null ? titleOf('leadRequestStatus', status) : formatInstant(answer.at),
    late,
    answer: answer === null ? '–' : `${late ? 'Tardiva. ' : ''}${answer.text}`,
  }
}
