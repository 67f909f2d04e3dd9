import type { Knex } from 'knex'
import type { SoftReason } from '../../domain/evaluation/soft-reasons.ts'

/** A conflict that was declared, or told late, with how it was decided, in words that people know it by. */
export interface DecidedConflict {
  person: string
  application: string
  reason: SoftReason | 'BODY_TIE'
  explanation: string
  tie: string | null
  decision: 'EXCLUDED' | 'NOT_EXCLUDED'
  decisionReason: string
  decidedBy: string
}

const DECIDED = `
  with decided as (
    select d.person_id, x.application_id, x.reason, x.explanation, x.tie, x.decision, x.decision_reason, x.decided_by, x.decided_at
      from declared_conflicts x join conflict_declarations d on d.id = x.declaration_id where d.call_id = :callId
    union all
    select l.person_id, l.application_id, l.reason, l.explanation, null, l.decision, l.decision_reason, l.decided_by, l.decided_at
      from late_conflicts l where l.call_id = :callId)
  select p.display_name as person, a.code as application, c.reason, c.explanation, c.tie, c.decision,
      c.decision_reason as "decisionReason", b.display_name as "decidedBy"
    from decided c join persons p on p.id = c.person_id join persons b on b.id = c.decided_by join applications a on a.id = c.application_id
   where c.decided_at <= :until order by a.code, p.display_name, c.decided_at, c.explanation`

/** The decisions on declared and late conflicts of a call until an instant, by project and person (DPR 62/2013 art. 7). */
export const readDecidedConflicts = async (
  tx: Knex,
  of: { callId: string; until: Date },
): Promise<DecidedConflict[]> => (await tx.raw<{ rows: DecidedConflict[] }>(DECIDED, of)).rows
