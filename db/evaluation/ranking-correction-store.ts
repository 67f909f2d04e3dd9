import type { Knex } from 'knex'
import type { RankingCorrectionStatus } from '../../domain/evaluation/lifecycle.ts'
import type { CorrectedDatum, RankingCorrectionKind } from '../../domain/evaluation/ranking-input.ts'
import type { ApplicationId, CallId, RankingId } from '../../domain/shared/ids.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { cents } from '../../domain/shared/money.ts'
import { movesOf } from '../platform/moves.ts'
import type { Tables } from '../tables.ts'

/** A correction of an adopted ranking (L. 241/1990 art. 21-nonies). */
export interface RankingCorrection {
  id: string
  callId: CallId
  /** The ranking that it corrects, and the one that takes its place: null until it is drawn up. */
  rankingId: RankingId
  successorId: RankingId | null
  status: RankingCorrectionStatus
  kind: RankingCorrectionKind
  corrected: CorrectedDatum
  /** On which the corrected ranking had computed the grant of its application. */
  rankedCostCents: number
  /** The rule that was broken, or that the error touches; what was wrong; the interest in correcting it, weighed against the others. */
  rule: string
  wrong: string
  interest: string
  heardUntil: LocalDate
  annullableUntil: LocalDate | null
  /** What those concerned have said, and what the office makes of it; null until it was weighed. */
  observations: string | null
  proposedBy: string
}

function correctedOf(row: Tables['ranking_corrections']): CorrectedDatum {
  const applicationId = row.application_id as ApplicationId
  return row.eligible_cost_cents === null
    ? { datum: 'ADMISSIBILITY', applicationId }
    : { datum: 'ELIGIBLE_COST', applicationId, eligibleCostCents: cents(row.eligible_cost_cents) }
}

const toCorrection = (row: Tables['ranking_corrections']): RankingCorrection => ({
  id: row.id,
  callId: row.call_id as CallId,
  rankingId: row.ranking_id as RankingId,
  successorId: row.successor_id as RankingId | null,
  status: row.status,
  kind: row.kind,
  corrected: correctedOf(row),
  rankedCostCents: row.ranked_cost_cents,
  rule: row.rule,
  wrong: row.wrong,
  interest: row.interest,
  heardUntil: row.heard_until,
  annullableUntil: row.annullable_until,
  observations: row.observations,
  proposedBy: row.proposed_by,
})

/** Corrections of adopted rankings. */
export function createRankingCorrectionStore(tx: Knex) {
  const corrections = movesOf(tx, 'ranking_corrections')
  const findWhere = async (where: Partial<Tables['ranking_corrections']>) => {
    const row = await tx('ranking_corrections').where(where).first()
    return row ? toCorrection(row) : null
  }
  return {
    find: (id: string): Promise<RankingCorrection | null> => findWhere({ id }),

    /** A correction that must exist. Throws Error (a bug) when it does not. */
    async get(id: string): Promise<RankingCorrection> {
      const correction = await findWhere({ id })
      if (correction === null) throw new Error(`no correction of a ranking ${id}`)
      return correction
    },

    /** The one of a call that waits for its act; null where none does. */
    pendingOf: (callId: string): Promise<RankingCorrection | null> =>
      findWhere({ call_id: callId, ...corrections.begin('propose') }),

    /** The one that a ranking came of; null where it came of a vote alone. */
    ofSuccessor: (rankingId: string): Promise<RankingCorrection | null> =>
      findWhere({ successor_id: rankingId }),

    /** How many corrections of a call were taken back. */
    async countWithdrawn(callId: string): Promise<number> {
      const row = await tx('ranking_corrections')
        .where({ call_id: callId, status: 'WITHDRAWN' })
        .count()
        .first()
      return Number(row?.['count'])
    },

    /** Why applications of a call are admitted no more, by corrections that were not taken back. */
    async annulledAdmissionsOf(callId: string): Promise<Map<string, string>> {
      const rows = await tx('ranking_corrections')
        .where({ call_id: callId, datum: 'ADMISSIBILITY' })
        .whereNot('status', 'WITHDRAWN')
        .select('application_id', 'wrong')
      return new Map(rows.map((row) => [row.application_id, row.wrong]))
    },

    async propose(
      correction: Omit<RankingCorrection, 'status' | 'successorId' | 'observations'>,
      at: Date,
    ): Promise<void> {
      const { corrected } = correction
      await tx('ranking_corrections').insert({
        ...{ id: correction.id, call_id: correction.callId, ranking_id: correction.rankingId },
        ...{ ...corrections.begin('propose'), kind: correction.kind, datum: corrected.datum },
        application_id: corrected.applicationId,
        ranked_cost_cents: correction.rankedCostCents,
        eligible_cost_cents: corrected.datum === 'ELIGIBLE_COST' ? corrected.eligibleCostCents : null,
        ...{ rule: correction.rule, wrong: correction.wrong, interest: correction.interest },
        heard_until: correction.heardUntil,
        annullable_until: correction.annullableUntil,
        ...{ proposed_by: correction.proposedBy, proposed_at: at },
      })
    },

    /** Records what came of hearing those concerned. */
    async weigh(id: string, { observations, by }: { observations: string; by: string }): Promise<void> {
      await tx('ranking_corrections').where({ id }).update({ observations, weighed_by: by })
    },

    /** Names the ranking that is to take the place of the corrected one. */
    async drawnUp(id: string, successorId: string): Promise<void> {
      await tx('ranking_corrections').where({ id }).update({ successor_id: successorId })
    },

    /** Takes back one that waits for its act. Throws MOVE_NOT_POSSIBLE for any other. */
    withdraw: (id: string, { at, by, reason }: { at: Date; by: string; reason: string }): Promise<void> =>
      corrections.must('withdraw', id, { withdrawn_at: at, withdrawn_by: by, withdrawal_reason: reason }),

    /** False when it was in force before. */
    apply: (id: string): Promise<boolean> => corrections.move('apply', { id }),
  }
}
