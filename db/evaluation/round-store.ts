import type { Knex } from 'knex'
import type { RoundStatus } from '../../domain/evaluation/lifecycle.ts'
import type { CallId, ScoringRoundId } from '../../domain/shared/ids.ts'
import { movesOf } from '../platform/moves.ts'
import type { Tables } from '../tables.ts'

export interface ScoringRound {
  id: ScoringRoundId
  callId: CallId
  number: number
  dueAt: Date
  status: RoundStatus
}

const toRound = (row: Tables['scoring_rounds']): ScoringRound => ({
  id: row.id as ScoringRoundId,
  callId: row.call_id as CallId,
  number: row.number,
  dueAt: row.due_at,
  status: row.status,
})

/** Rounds in which the sheets of a call are asked for (art. 6). */
export function createRoundStore(tx: Knex) {
  const rounds = movesOf(tx, 'scoring_rounds')
  return {
    async planRound(round: Omit<ScoringRound, 'status'>): Promise<void> {
      await tx('scoring_rounds')
        .insert({
          id: round.id,
          call_id: round.callId,
          number: round.number,
          due_at: round.dueAt,
          ...rounds.begin('plan'),
        })
        .onConflict(['call_id', 'number'])
        .ignore()
    },

    async lastRound(callId: string): Promise<ScoringRound | null> {
      const row = await tx('scoring_rounds').where('call_id', callId).orderBy('number', 'desc').first()
      return row ? toRound(row) : null
    },

    /** Locks a round's row until the end of the transaction: who hands in the last sheet is decided under it. */
    async lockRound(id: string): Promise<ScoringRound | null> {
      const row = await tx('scoring_rounds').where('id', id).forUpdate().first()
      return row ? toRound(row) : null
    },

    /** Of an open round, the first time: false where whoever has sheets to hand in was reminded before. */
    async markReminded(roundId: string, at: Date): Promise<boolean> {
      const round = tx('scoring_rounds').where({ id: roundId, status: 'OPEN' }).whereNull('reminded_at')
      return (await round.update({ reminded_at: at })) === 1
    },

    /** False when the round is not where the step begins: it was done before. */
    moveRound: (id: string, action: 'open' | 'complete' | 'close') => rounds.move(action, { id }),
  }
}
