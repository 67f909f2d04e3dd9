import type { Knex } from 'knex'
import type { LeadRequestKind } from '../../domain/evaluation/lead-request.ts'
import type { LeadRequestStatus } from '../../domain/evaluation/lifecycle.ts'
import { movesOf } from '../platform/moves.ts'
import type { Tables } from '../tables.ts'

/** What the officer asked of the lead of an application before deciding, and what was answered (L. 241/1990 art. 6, 10-bis). */
export interface LeadRequest {
  id: string
  applicationId: string
  kind: LeadRequestKind
  status: LeadRequestStatus
  /** What is missing or unclear, one by one; none in a notice before refusal. */
  items: string[]
  reasons: string
  /** The ranking that cuts the grant; null for what an officer asks. */
  rankingId: string | null
  askedAt: Date
  /** When its mail was delivered, and the last instant of its term; null before. */
  receivedAt: Date | null
  dueAt: Date | null
  /** With the task that holds its files; null while nobody answered. */
  answer: { text: string; sha256: string; at: Date; workItemId: string; accepted: boolean | null } | null
}

interface Answer {
  text: string
  sha256: string
  by: string
  at: Date
  workItemId: string
  /** Whether a cut grant is taken; left out of any other answer. */
  accepted?: boolean
}

const fromRow = (row: Tables['lead_requests']): LeadRequest => ({
  id: row.id,
  applicationId: row.application_id,
  kind: row.kind,
  status: row.status,
  items: row.items as string[],
  reasons: row.reasons,
  rankingId: row.ranking_id,
  askedAt: row.asked_at,
  receivedAt: row.received_at,
  dueAt: row.due_at,
  answer: answerOf(row),
})

function answerOf(row: Tables['lead_requests']): LeadRequest['answer'] {
  const { answer: text, answer_sha256: sha256, answered_at: at, work_item_id: workItemId } = row
  if (text === null || sha256 === null || at === null || workItemId === null) return null
  return { text, sha256, at, workItemId, accepted: row.accepted }
}

/** Requests to leads: the row decides who came first, the answer or the term. */
export function createLeadRequestStore(tx: Knex) {
  const requests = movesOf(tx, 'lead_requests')
  const answered = ({
    text,
    sha256,
    by,
    at,
    workItemId,
    accepted = null,
  }: Omit<Answer, 'accepted'> & { accepted?: boolean | null }) => ({
    accepted,
    ...{ answer: text, answer_sha256: sha256, answered_by: by, answered_at: at, work_item_id: workItemId },
  })
  return {
    async ask(
      request: Pick<
        LeadRequest,
        'id' | 'applicationId' | 'kind' | 'items' | 'reasons' | 'rankingId' | 'askedAt'
      > & {
        /** The officer; null for a cut grant, of which the process asks. */
        askedBy: string | null
      },
    ): Promise<void> {
      await tx('lead_requests').insert({
        id: request.id,
        application_id: request.applicationId,
        kind: request.kind,
        ...requests.begin(request.askedBy === null ? 'askOfGrant' : 'ask'),
        items: JSON.stringify(request.items),
        reasons: request.reasons,
        ranking_id: request.rankingId,
        asked_by: request.askedBy,
        asked_at: request.askedAt,
      })
    },

    /** One that must exist. Throws Error (a bug) when it does not. */
    async get(id: string): Promise<LeadRequest> {
      const row = await tx('lead_requests').where({ id }).first()
      if (row === undefined) throw new Error(`no lead request ${id}`)
      return fromRow(row)
    },

    /** Those of an application, in the order in which they were made. */
    async of(applicationId: string): Promise<LeadRequest[]> {
      const rows = await tx('lead_requests')
        .where({ application_id: applicationId })
        .orderBy(['asked_at', 'id'])
      return rows.map(fromRow)
    },

    /** Those of a call whose term has begun. */
    async receivedOf(callId: string): Promise<LeadRequest[]> {
      const rows = await tx('lead_requests as q')
        .join('applications as a', 'a.id', 'q.application_id')
        .where({ 'a.call_id': callId })
        .whereNotNull('q.received_at')
        .select<Tables['lead_requests'][]>('q.*')
      return rows.map(fromRow)
    },

    /** False where it was sent before. */
    send: (id: string) => requests.move('send', { id }),

    /** Its mail was delivered: the term begins. False where that was known, or it was given up. */
    receive: (id: string, { at, dueAt }: { at: Date; dueAt: Date }) =>
      requests.move('receive', { id }, { received_at: at, due_at: dueAt }),

    /** A receipt proves that it was delivered at another instant: its term moves. False once it is answered or has passed. */
    async moveTerm(id: string, { receivedAt, dueAt }: { receivedAt: Date; dueAt: Date }): Promise<boolean> {
      const moved = await tx('lead_requests')
        .where({ id, status: 'RECEIVED' })
        .update({ received_at: receivedAt, due_at: dueAt })
      return moved === 1
    },

    /** A receipt proves that it never arrived: no term ran. False where an answer shows that it did. */
    returnUndelivered: (id: string) =>
      requests.move('returnUndelivered', { id }, { received_at: null, due_at: null }),

    /** Its mail will not be delivered. */
    giveUp: (id: string) => requests.move('giveUp', { id }),

    /** Keeps the answer while the officer waits for it, whatever the hour. */
    answer: (id: string, answer: Answer) => requests.move('answer', { id }, answered(answer)),

    /** Keeps an answer for which the officer waits no more. False once the officer has gone on. */
    answerLate: (id: string, answer: Answer) => requests.move('answerLate', { id }, answered(answer)),

    /** Ends the wait for an answer; false where there is one. */
    expire: (id: string) => requests.move('expire', { id }),

    /** The officer goes on: an answer counts no more. Gives those that were still open to one. */
    close: (applicationId: string) => requests.moveAll('close', { application_id: applicationId }),
  }
}
