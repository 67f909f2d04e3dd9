import type { Knex } from 'knex'
import { movesOf } from '../platform/moves.ts'

/** What bounds the drafts of a body. */
export function createDraftCount(tx: Knex) {
  const draft = movesOf(tx, 'applications').begin('draft')
  return {
    /** How many drafts a body has for a call. */
    async countDrafts(callId: string, leadBodyId: string): Promise<number> {
      const ids = await tx('applications')
        .where({ call_id: callId, lead_body_id: leadBodyId, ...draft })
        .pluck('id')
      return ids.length
    },
  }
}
