/* The wall of conflicts (art. 5): what an application holds, and what is said, scored and voted about it. */
const ofTheApplication: Record<string, string> = {
  applications: 'id',
  application_attachments: 'application_id',
  application_partners: 'application_id',
  budget_lines: 'application_id',
  expected_results: 'application_id',
  admissibility_checks: 'application_id',
  admissibility_decisions: 'application_id',
}

const ofItsEvaluation: Record<string, string> = {
  scorings: 'application_id',
  aggregated_scores: 'application_id',
  ranking_entries: 'application_id',
  panel_appointments: 'application_id',
  process_instances: 'application_id',
}

const otherwise: Record<string, string> = {
  scores: 'exists (select 1 from scorings s where s.id = scoring_id)',
  rankings: 'can_see_evaluation(call_id)',
  declared_conflicts: 'can_see_evaluation_of(application_id) and knows_reasons()',
  exclusions: `can_see_evaluation_of(application_id)
    and can_see_evaluation_of(cause_application_id) and knows_reasons()`,
  agenda_items: 'can_see_item(id)',
  votes: 'can_see_item(agenda_item_id)',
  decisions: 'can_see_item(agenda_item_id)',
  item_exclusions: `knows_reasons() and exists (
    select 1 from agenda_items i join meetings m on m.id = i.meeting_id
    where i.id = agenda_item_id and can_see_evaluation(m.subject_id))`,
  documents: 'can_see_application(application_id) and can_see_evaluation(evaluated_call_id)',
  work_items: `case
    when element_id = 'Task_ScoreApplication' then can_see_evaluation_of(application_id)
    when element_id = 'Task_RecordMeeting' then exists (
      select 1 from meetings m where m.id = work_items.subject_id
        and (m.stage <> 'EVALUATION' or can_see_evaluation(m.subject_id)))
    else can_see_application(application_id) end`,
  audit_entries: `not exists (select 1 from calls c where c.cycle_id = chain_id and c.status = 'CLOSED'
    and c.outcome_published_at is null and not can_see_evaluation(c.id))`,
  work_item_files: 'exists (select 1 from work_items w where w.id = work_item_id)',
}

const readerRole = `
do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'concilia_reader') then create role concilia_reader nologin; end if;
end $$;
grant concilia_reader to current_user;
grant usage on schema public to concilia_reader;
grant select on all tables in schema public to concilia_reader;
alter default privileges in schema public grant select on tables to concilia_reader;

create function current_viewer() returns text language sql stable as $$ select nullif(current_setting('concilia.viewer', true), '') $$;
create function acting_role() returns text language sql stable as $$ select nullif(current_setting('concilia.role', true), '') $$;
create function acting_body() returns text language sql stable as $$ select nullif(current_setting('concilia.body', true), '') $$;
create function acting_seat() returns text language sql stable as $$ select nullif(current_setting('concilia.seat', true), '') $$;
comment on function current_viewer is 'The person: what the wall closes, it closes to the person, in whatever function and by whatever account (art. 5)';
comment on function acting_role is 'The role of the function in which the person acts: rights come from that one alone';
`

/* Who sees, from closing to outcome: the office unless it is still asked to declare, members who declared for a seat,
   experts who declared; nobody excluded, nobody whose own declared conflict is open or recognised (art. 5). A withdrawn
   application, from which no exclusion is computed, stays closed till the outcome, or till the call went deserted: the one
   that its lead submitted in its place may be all but the same. */
const whoSees = `
create function can_see_evaluation_of(asked text) returns boolean
language sql stable security definer set search_path = public as $$
  select asked is null or exists (
    select 1 from applications a join calls c on c.id = a.call_id
    where a.id = asked and a.status <> 'DRAFT' and (
      ((c.outcome_published_at is not null or c.status = 'DESERTED')
        and (acting_role() not in ('ALLIANCE_LEAD','NETWORK_MEMBER') or (acting_role() = 'ALLIANCE_LEAD' and acting_body() = a.lead_body_id)))
      or (c.status = 'CLOSED' and a.status <> 'WITHDRAWN'
        and not exists (select 1 from exclusions e where e.application_id = a.id and e.person_id = current_viewer())
        and not exists (select 1 from declared_conflicts x join conflict_declarations d on d.id = x.declaration_id
          where x.application_id = a.id and d.person_id = current_viewer() and coalesce(x.decision, 'EXCLUDED') = 'EXCLUDED')
        and (
          (acting_role() in ('PROCESS_OWNER','CASE_OFFICER','FINANCE')
            and not exists (select 1 from conflict_declarations d where d.call_id = a.call_id and d.person_id = current_viewer() and d.status = 'REQUESTED'))
          or exists (select 1 from conflict_declarations d where d.call_id = a.call_id and d.person_id = current_viewer() and d.status = 'DECLARED'
            and (d.seat_id = acting_seat() or acting_role() <> 'ALLIANCE_LEAD'
              and exists (select 1 from panel_appointments p where p.application_id = a.id and p.person_id = current_viewer())))
        )))
  )
$$;
comment on function can_see_evaluation_of is 'Evaluators, scores, votes (art. 5): until the outcome is published closed to its lead, to the excluded, to the undeclared, and to whose conflict is not waived';

create function can_see_application(asked text) returns boolean
language sql stable security definer set search_path = public as $$
  select can_see_evaluation_of(asked) or exists (
    select 1 from applications a
    where a.id = asked and acting_role() = 'ALLIANCE_LEAD' and a.lead_body_id = acting_body())
$$;
comment on function can_see_application is 'The wall (art. 5): until the outcome is published an excluded or undeclared person gets no byte of an application; a lead sees its own';

create function can_see_evaluation(asked_call text) returns boolean
language sql stable security definer set search_path = public as $$
  select asked_call is null
    or exists (select 1 from calls c where c.id = asked_call and c.outcome_published_at is not null)
    or (not exists (select 1 from exclusions e where e.call_id = asked_call and e.person_id = current_viewer())
      and not exists (select 1 from declared_conflicts x join conflict_declarations d on d.id = x.declaration_id
        where d.call_id = asked_call and d.person_id = current_viewer() and coalesce(x.decision, 'EXCLUDED') = 'EXCLUDED')
      and (
        (acting_role() in ('PROCESS_OWNER','CASE_OFFICER','FINANCE')
          and not exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = current_viewer() and d.status = 'REQUESTED'))
        or exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = current_viewer() and d.status = 'DECLARED'
          and d.seat_id = acting_seat())))
$$;
comment on function can_see_evaluation is 'What speaks of several applications at once is closed, until the outcome is published, to anybody excluded from one of them or not declared';
`

const whoKnows = `
create function can_see_item(asked text) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select 1 from agenda_items i join meetings m on m.id = i.meeting_id where i.id = asked
    and can_see_evaluation_of(i.application_id)
    and (i.kind <> 'RANKING' or can_see_evaluation(m.subject_id)))
$$;
comment on function can_see_item is 'Votes and decisions of an item of a meeting; the ranking speaks of every application at once';

create function knows_reasons() returns boolean
language sql stable security definer set search_path = public as $$
  select coalesce(acting_role() = 'PROCESS_OWNER', false)
    or exists (select 1 from committee_seats s where s.id = acting_seat() and s.chair)
$$;
comment on function knows_reasons is 'Chair and process owner read the whole reason of an exclusion; nobody else does';

create function own_exclusions(viewer text) returns table (call_id text, application_id text, basis text, own_reason text)
language sql stable security definer set search_path = public as $$
  select e.call_id, e.application_id, e.basis, e.own_reason from exclusions e where e.person_id = viewer
$$;
comment on function own_exclusions is 'All that an excluded person is told: that it is so, and the tie with the own body';

create function closed_instances(asked_cycle text)
  returns table (engine_id text, process_instance_key text, process_id text, seen_at timestamptz)
language sql stable security definer set search_path = public as $$
  select i.engine_id, i.process_instance_key, i.process_id, i.seen_at from process_instances i
   where i.cycle_id = asked_cycle and not can_see_evaluation_of(i.application_id)
$$;
comment on function closed_instances is 'Processes about one application that the wall closes to the viewer, without saying which: where they stand is not shown (art. 5)';

create function applicant_bodies(asked_call text, viewer text) returns table (application_id text, body_name text, tax_code text)
language sql stable security definer set search_path = public as $$
  select a.id, b.name, b.tax_code
    from applications a join application_partners p on p.application_id = a.id
    join body_subjects s on s.body_id = p.body_id join bodies b on b.id = s.subject_id join calls c on c.id = a.call_id
   where a.call_id = asked_call and a.status not in ('DRAFT', 'WITHDRAWN') and c.status = 'CLOSED'
     and exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = viewer)
     and not exists (select 1 from exclusions e where e.application_id = a.id and e.person_id = viewer)
$$;
comment on function applicant_bodies is 'All that a member sees before declaring: names and tax codes of applicant bodies (L. 241/1990 art. 6-bis)';

create function published_ranking(asked_call text) returns table ("position" integer, code text, title text, lead_name text, lead_tax_code text,
  numerator text, denominator text, tie_break text, outcome text, grant_cents bigint)
language sql stable security definer set search_path = public as $$
  select e.position, a.code, a.title, b.name, b.tax_code, e.numerator, e.denominator, e.tie_break, e.outcome, e.grant_cents
    from calls c
    join rankings r on r.call_id = c.id and r.status = 'ADOPTED'
    join ranking_entries e on e.ranking_id = r.id
    join applications a on a.id = e.application_id
    join bodies b on b.id = a.lead_body_id
   where c.id = asked_call and c.outcome_published_at is not null
$$;
comment on function published_ranking is 'The ranking as anybody reads it, once its outcome is published (D.Lgs. 33/2013 art. 26)';

create function agenda_titles(asked_meeting text) returns table (id text, "position" integer, title text, kind text, application_id text)
language sql stable security definer set search_path = public as $$
  select i.id, i.position, i.title, i.kind, i.application_id from agenda_items i
   where i.meeting_id = asked_meeting and can_see_evaluation_of(i.application_id)
$$;
comment on function agenda_titles is 'The agenda as people are convened with it: that the ranking is voted is no secret, what is said about it is (art. 5, 7)';
`

/* What the wall closes is decided by somebody else than whom it closes it to. */
const whoDecides = `
create function refuse_own_decision() returns trigger language plpgsql as $$
begin
  if exists (select 1 from conflict_declarations d where d.id = new.declaration_id and d.person_id = new.decided_by) then
    raise exception 'conflict % decided by the declarer', new.declaration_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger declared_conflicts_decider before insert or update on declared_conflicts for each row
  when (new.decided_by is not null) execute function refuse_own_decision();
comment on trigger declared_conflicts_decider on declared_conflicts is 'Nobody decides on the own declaration, by whatever account or function (DPR 62/2013 art. 7)';
`

/* Keys of evaluators have no policy: no reader ever sees one. */
const policies = [
  'alter table evaluator_keys enable row level security;',
  ...[
    ...Object.entries(ofTheApplication).map(([table, id]) => [table, `can_see_application(${id})`]),
    ...Object.entries(ofItsEvaluation).map(([table, id]) => [table, `can_see_evaluation_of(${id})`]),
    ...Object.entries(otherwise),
  ].map(
    ([table, condition]) =>
      `alter table ${table} enable row level security; create policy wall on ${table} for select to concilia_reader using (${condition});`,
  ),
]

const drop = `
do $$ declare walled text; begin
  for walled in select tablename from pg_policies where schemaname = 'public' and policyname = 'wall' loop
    execute format('drop policy wall on %I', walled);
    execute format('alter table %I disable row level security', walled);
  end loop;
end $$;
drop trigger if exists declared_conflicts_decider on declared_conflicts;
drop function if exists refuse_own_decision(), agenda_titles(text), closed_instances(text), published_ranking(text), applicant_bodies(text, text), own_exclusions(text), can_see_item(text),
  knows_reasons(), can_see_evaluation(text), can_see_application(text), can_see_evaluation_of(text), current_viewer(), acting_role(), acting_body(), acting_seat();
`

export const wall = {
  name: 'wall',
  drop,
  create: [readerRole, whoSees, whoKnows, whoDecides, ...policies].join('\n'),
}
