/* What is small and asked once for a statement: as a function it is planned once for a connection, not in each statement of each
   table behind the wall, and PostgreSQL is told that it is small. */
const setOf = (signature: string, rows: string) => `
create function ${signature} language sql stable security definer rows 5 cost 1 set search_path = pg_catalog, public, pg_temp as $$ ${rows} $$;`

/** What the wall asks about the viewer: the own conflicts, and what to evaluate (art. 5). */
export const ofViewer = {
  create: [
    setOf(
      'conflicts_of_viewer() returns table (application_id text, call_id text)',
      'select k.application_id, k.call_id from closing_conflicts k where k.person_id = current_viewer()',
    ),
    setOf(
      'calls_of_viewer() returns table (id text, status text)',
      `select c.id, c.status from calls c
      where acting_role() in ('PROCESS_OWNER','CASE_OFFICER','FINANCE')
          and c.id not in (select d.call_id from conflict_declarations d where d.person_id = current_viewer() and d.status = 'REQUESTED')
        or c.id in (select d.call_id from conflict_declarations d where d.person_id = current_viewer() and d.status = 'DECLARED'
          and d.seat_id = acting_seat())`,
    ),
    setOf(
      'applications_of_expert() returns table (application_id text)',
      `select p.application_id from panel_appointments p
       join applications a on a.id = p.application_id
       join calls c on c.id = a.call_id and c.status = 'CLOSED'
       join conflict_declarations d on d.call_id = a.call_id and d.person_id = p.person_id and d.status = 'DECLARED'
      where p.person_id = current_viewer() and acting_role() <> 'ALLIANCE_LEAD'`,
    ),
    setOf(
      'own_void_sheets() returns table (cycle_id text, call_id text, code text, voided_at timestamptz)',
      `select c.cycle_id, c.id, a.code, l.decided_at from late_conflicts l join applications a on a.id = l.application_id join calls c on c.id = a.call_id
      where l.person_id = current_viewer() and l.decision = 'EXCLUDED' and exists (
        select 1 from scorings s where s.application_id = l.application_id and s.person_id = l.person_id and s.status = 'WITHDRAWN')`,
    ),
    `comment on function own_void_sheets is 'All that is told to whose sheet a late conflict made void: of which application, and when, never who told or decided it, or why (art. 5)';`,
  ].join(''),
  drop: 'drop function if exists own_void_sheets(), conflicts_of_viewer(), calls_of_viewer(), applications_of_expert();',
}

/** Who reads is no lead: one takes part in meetings as a consultant, once convened, without the items of evaluation (art. 5). */
export const notALead = `(select coalesce(acting_role(), '') <> 'ALLIANCE_LEAD')`
