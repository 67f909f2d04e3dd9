import type { Knex } from 'knex'
import type { SoftReason } from '../../domain/evaluation/soft-reasons.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { ApplicationId, CallId, PersonId, RankingId } from '../../domain/shared/ids.ts'
import type { Tables } from '../tables.ts'

/** A conflict that came out after the declarations and before the ranking's act, told by the person or by the process owner, and
 * decided by somebody who is neither (art. 5; DPR 62/2013 art. 7). */
export interface LateConflict {
  id: string
  callId: CallId
  applicationId: ApplicationId
  personId: PersonId
  reason: SoftReason
  explanation: string
  toldBy: PersonId
  toldAt: Date
  decision: 'EXCLUDED' | 'NOT_EXCLUDED' | null
  decidedBy: PersonId | null
}

const toLate = (row: Tables['late_conflicts']): LateConflict => ({
  id: row.id,
  callId: asId(row.call_id),
  applicationId: asId(row.application_id),
  personId: asId(row.person_id),
  reason: row.reason as SoftReason,
  explanation: row.explanation,
  toldBy: asId(row.told_by),
  toldAt: row.told_at,
  decision: row.decision,
  decidedBy: row.decided_by as PersonId | null,
})

/** Late conflicts and what they reopen (art. 5). */
export function createLateConflictStore(tx: Knex) {
  return {
    /** Records one that waits for its decision; gives the one that waits already, told by the same. */
    async tellLateConflict(
      one: Omit<LateConflict, 'decision' | 'decidedBy'>,
    ): Promise<{ id: string; fresh: boolean }> {
      const added = await tx('late_conflicts')
        .insert({
          ...{ id: one.id, call_id: one.callId, application_id: one.applicationId, person_id: one.personId },
          ...{ reason: one.reason, explanation: one.explanation, told_by: one.toldBy, told_at: one.toldAt },
        })
        .onConflict()
        .ignore()
        .returning('id')
      if (added.length > 0) return { id: one.id, fresh: true }
      const waiting = await tx('late_conflicts')
        .where({ application_id: one.applicationId, person_id: one.personId, told_by: one.toldBy })
        .whereNull('decision')
        .first('id')
      return { id: waiting?.id ?? one.id, fresh: false }
    },

    async findLateConflict(id: string): Promise<LateConflict | null> {
      const row = await tx('late_conflicts').where({ id }).first()
      return row ? toLate(row) : null
    },

    /** True while one of a call waits for its decision. */
    hasUndecidedConflict: async (callId: string): Promise<boolean> =>
      (await tx('late_conflicts').where({ call_id: callId }).whereNull('decision').first('id')) !== undefined,

    /** False when it was decided before. */
    async decideLateConflict(
      id: string,
      decided: {
        decision: 'EXCLUDED' | 'NOT_EXCLUDED'
        reason: string
        decidedBy: string
        at: Date
        /** The provisional ranking that it reopens; null where it touches none. */
        reopens: RankingId | null
      },
    ): Promise<boolean> {
      const changed = await tx('late_conflicts').where({ id }).whereNull('decision').update({
        decision: decided.decision,
        decision_reason: decided.reason,
        decided_by: decided.decidedBy,
        decided_at: decided.at,
        reopens: decided.reopens,
      })
      return changed === 1
    },

    /** The provisional ranking of a call that the committee has voted, and whose act is not adopted; null where there is none. */
    async votedRankingOf(callId: string): Promise<RankingId | null> {
      const row = await tx('rankings')
        .where({ call_id: callId })
        .whereNotNull('provisional_id')
        .whereNotIn('status', ['SUPERSEDED', 'ADOPTED'])
        .first('provisional_id')
      return (row?.provisional_id ?? null) as RankingId | null
    },

    /** True when a person's sheet about an application, a vote of that person, or what it decided on the admissibility went into what a
     * provisional ranking stands on. */
    async weighsOn(
      rankingId: string,
      { personId, applicationId }: Pick<LateConflict, 'personId' | 'applicationId'>,
    ): Promise<boolean> {
      const { rows } = await tx.raw<{ rows: unknown[] }>(
        `select 1 from ranking_sheets r join scorings s on s.id = r.scoring_id
          where r.ranking_id = :rankingId and s.person_id = :personId and s.application_id = :applicationId
         union all
         select 1 from votes v join agenda_items i on i.id = v.agenda_item_id join meetings m on m.id = i.meeting_id
          where m.ranking_id = :rankingId and v.person_id = :personId and (i.application_id = :applicationId or i.kind = 'RANKING')
         union all
         select 1 from admissibility_decisions d where d.application_id = :applicationId and d.decided_by = :personId`,
        { rankingId, personId, applicationId },
      )
      return rows.length > 0
    },

    /** The codes of a call's applications on whose admissibility somebody decided whom a conflict has since kept out, as it was known at an
     * instant: it is not taken again, and papers say so (art. 5; L. 241/1990 art. 6-bis). */
    async admissibilityInDoubt(callId: string, until: Date): Promise<string[]> {
      const { rows } = await tx.raw<{ rows: { code: string }[] }>(
        `select distinct a.code from applications a join admissibility_decisions d on d.application_id = a.id
           join exclusions e on e.application_id = a.id and e.person_id = d.decided_by
          where a.call_id = :callId and e.excluded_at <= :until order by a.code`,
        { callId, until },
      )
      return rows.map(({ code }) => code)
    },

    /** The decided conflicts that reopened a ranking, by application. */
    async conflictsReopening(rankingId: string): Promise<LateConflict[]> {
      const rows = await tx('late_conflicts').where({ reopens: rankingId }).orderBy(['application_id', 'id'])
      return rows.map(toLate)
    },
  }
}
