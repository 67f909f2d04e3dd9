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
      'groups_of_viewer() returns table (id text)',
      `select m.working_group_id from working_group_members m where m.person_id = current_viewer() or m.body_id = acting_body()`,
    ),
    `comment on function groups_of_viewer is 'Working groups in which the viewer takes part, or the body acted for: they open nothing but the group itself (art. 5)';`,
    setOf(
      'own_void_sheets() returns table (cycle_id text, call_id text, code text, voided_at timestamptz)',
      `select c.cycle_id, c.id, a.code, l.decided_at from late_conflicts l join applications a on a.id = l.application_id join calls c on c.id = a.call_id
      where l.person_id = current_viewer() and l.decision = 'EXCLUDED' and exists (
        select 1 from scorings s where s.application_id = l.application_id and s.person_id = l.person_id and s.status = 'WITHDRAWN')`,
    ),
    setOf(
      'own_progress(asked_call text) returns table (to_score int, drafts int, done int)',
      `select count(*) filter (where s.status = 'REQUESTED' and d.work_item_id is null)::int,
          count(*) filter (where s.status = 'REQUESTED' and d.work_item_id is not null)::int, count(*) filter (where s.status = 'SCORED')::int
        from scorings s
        left join work_items w on w.subject_id = s.id and w.element_id = 'Task_ScoreApplication' and w.person_id = s.person_id
        left join task_drafts d on d.work_item_id = w.id and d.person_id = s.person_id
       where s.call_id = asked_call and s.person_id = current_viewer()`,
    ),
    `comment on function own_progress is 'How many sheets are asked of the viewer in a call, and how far they are: numbers alone (art. 6)';`,
    setOf(
      'calls_of_open_sheets() returns table (id text, opens_at timestamptz)',
      `select c.id, case when c.outcome_published_at is null and acting_role() = 'COMMITTEE_MEMBER' then
            (select min(m.starts_at) from meetings m where m.stage = 'EVALUATION' and m.subject_id = c.id and m.status in ('CONVENED', 'HELD')) end
        from calls c where c.outcome_published_at is not null
        or acting_role() = 'PROCESS_OWNER' and not exists (
          select 1 from conflict_declarations d where d.call_id = c.id and d.person_id = current_viewer() and d.status = 'DECLARED')
        or acting_role() = 'COMMITTEE_MEMBER'
          and exists (select 1 from scoring_rounds n where n.call_id = c.id and n.status = 'COMPLETED')
          and exists (select 1 from meetings m where m.stage = 'EVALUATION' and m.subject_id = c.id and m.status in ('CONVENED', 'HELD'))
          and not exists (select 1 from scorings o where o.call_id = c.id and o.person_id = current_viewer() and o.status = 'REQUESTED')`,
    ),
    `comment on function calls_of_open_sheets is 'Calls of which the viewer may read the sheets of others: the process owner who is no evaluator; the committee, the chair too, once the own sheets are in and the meeting on the ranking is convened; everybody who sees the evaluation once the outcome is published; opens_at is when that meeting begins, null where nothing is waited for (art. 5, 6)';`,
    `comment on function own_void_sheets is 'All that is told to whose sheet a late conflict made void: of which application, and when, never who told or decided it, or why (art. 5)';`,
  ].join(''),
  drop: 'drop function if exists groups_of_viewer(), calls_of_open_sheets(), own_progress(text), own_void_sheets(), conflicts_of_viewer(), calls_of_viewer(), applications_of_expert();',
}

/** Who reads is no lead: one takes part in meetings as a consultant, once convened, without the items of evaluation (art. 5). */
export const notALead = `(select coalesce(acting_role(), '') <> 'ALLIANCE_LEAD')`

/** Who reads is no body of the network: one is convened to the network's meetings alone (art. 4). */
export const notAMember = `(select coalesce(acting_role(), '') <> 'NETWORK_MEMBER')`
