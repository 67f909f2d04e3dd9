import type { Knex } from 'knex'

interface RequestRef {
  personId: string
  requestKey: string
  /** SHA-256 of what is asked. */
  contentSha256: string
}

/** The ledger of keyed requests: a repetition gets the stored answer (written in the transaction that acts). */
export function createRequestLedger(tx: Knex) {
  return {
    /** Enters the request; returns the stored answer when it was answered before, and `ANOTHER` when its key was used for
     * something else. Waits for one that is under way. */
    async enter({
      personId,
      requestKey,
      contentSha256,
    }: RequestRef): Promise<{ answer: unknown } | 'ANOTHER' | null> {
      const named = { person_id: personId, request_key: requestKey }
      const entered = await tx('request_answers')
        .insert({ ...named, content_sha256: contentSha256 })
        .onConflict(['person_id', 'request_key'])
        .ignore()
        .returning('request_key')
      if (entered.length === 1) return null
      const before = await tx('request_answers').where(named).first('answer', 'content_sha256')
      if (before?.content_sha256 !== contentSha256) return 'ANOTHER'
      return { answer: before.answer }
    },

    async close({ personId, requestKey }: RequestRef, answer: unknown): Promise<void> {
      await tx('request_answers')
        .where({ person_id: personId, request_key: requestKey })
        .update({ answer: JSON.stringify(answer ?? null) })
    },
  }
}
