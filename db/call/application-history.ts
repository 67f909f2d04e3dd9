import type { Knex } from 'knex'
import type { HistoryKind } from '../../domain/call/history.ts'

/** One thing that happened: at an instant, or on a day of Rome where no hour is known; `code` is the outcome of a ranking or of
 * the Region. */
export interface HistoryEvent {
  kind: HistoryKind
  at: Date | null
  on: string | null
  code: string | null
}

/* Each table and view behind the wall as it is; what follows the ranking is told once its outcome is public (art. 5). */
const HISTORY = `
with asked as (select a.*, c.status as call_status, c.closes_at, c.outcome_published_at
    from applications a join calls c on c.id = a.call_id where a.id = :id),
  sent as (select s.id, s.sent_at from asked a join plan_projects p on p.application_id = a.id
    join submissions s on s.kind = 'PLAN' and s.subject_id = p.plan_version_id where a.outcome_published_at is not null)
select e.kind, e.at, e.day as "on", e.code from (
  select 'SIGNED' as kind, f.uploaded_at as at, null::date as day, null::text as code, 1 as place
    from application_attachments f join asked a on a.id = f.application_id where f.kind = 'APPLICATION_FORM'
  union all select 'SUBMITTED', a.arrived_at, null, null, 2 from asked a where a.arrived_at is not null
  union all select 'WITHDRAWN', a.withdrawn_at, null, null, 3 from asked a where a.withdrawn_at is not null
  union all select 'CLOSED', a.closes_at, null, null, 4 from asked a where a.call_status = 'CLOSED' and a.status not in ('DRAFT', 'DISCARDED', 'WITHDRAWN')
  union all select d.outcome, d.decided_at, null, null, 5 from admissibility_decisions d join asked a on a.id = d.application_id
  union all select 'DECIDER_TIED', t.at, null, null, 5 from (select decided_in_conflict(a.id) as at from asked a) t where t.at is not null
  union all select 'OUTCOME', a.outcome_published_at, null, e.outcome, 6 from asked a cross join published_entries e where e.application_id = :id
  union all select 'PLAN_SENT', s.sent_at, null, null, 7 from sent s where s.sent_at is not null
  union all select 'REGION', null, o.decided_on, o.outcome, 8 from sent s join regional_outcomes o on o.submission_id = s.id and o.status = 'IN_FORCE'
  union all select 'AGREED', null, p.agreement_signed_on, null, 9 from projects p join asked a on a.id = p.application_id where p.agreement_signed_on is not null
  union all select 'STARTED', null, p.started_on, null, 10 from projects p join asked a on a.id = p.application_id where p.started_on is not null
  union all select 'ENDED', p.closed_at, null, null, 11 from projects p join asked a on a.id = p.application_id where p.closed_at is not null
) e order by coalesce((e.at at time zone 'Europe/Rome')::date, e.day), e.place`

/** What happened to an application, in order, as far as whoever reads may know it. */
export async function historyOf(tx: Knex, id: string): Promise<HistoryEvent[]> {
  const { rows } = await tx.raw<{ rows: HistoryEvent[] }>(HISTORY, { id })
  return rows
}
