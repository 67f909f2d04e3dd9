import type { Knex } from 'knex'

export interface RequestRef {
  personId: string
  requestKey: string
}

/** The ledger of keyed requests: a repetition gets the stored answer (written in the transaction that acts). */
export function createRequestLedger(tx: Knex) {
  return {
    /** Enters the request; returns the stored answer when it was answered before. Waits for one that is under way. */
    async enter(request: RequestRef): Promise<{ answer: unknown } | null> {
      const row = { person_id: request.personId, request_key: request.requestKey }
      const entered: unknown[] = await tx('request_answers')
        .insert(row)
        .onConflict(['person_id', 'request_key'])
        .ignore()
        .returning('request_key')
      if (entered.length === 1) return null
      const answers: unknown[] = await tx('request_answers').where(row).pluck('answer')
      return { answer: answers[0] }
    },

    async close(request: RequestRef, answer: unknown): Promise<void> {
      await tx('request_answers')
        .where({ person_id: request.personId, request_key: request.requestKey })
        .update({ answer: JSON.stringify(answer ?? null) })
    },
  }
}
