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
  rankings: 'can_see_evaluation(current_viewer(), call_id)',
  declared_conflicts:
    'can_see_evaluation_of(current_viewer(), application_id) and knows_reasons(current_viewer())',
  exclusions: `can_see_evaluation_of(current_viewer(), application_id)
    and can_see_evaluation_of(current_viewer(), cause_application_id) and knows_reasons(current_viewer())`,
  agenda_items: 'can_see_item(current_viewer(), id)',
  votes: 'can_see_item(current_viewer(), agenda_item_id)',
  decisions: 'can_see_item(current_viewer(), agenda_item_id)',
  item_exclusions: `knows_reasons(current_viewer()) and exists (
    select 1 from agenda_items i join meetings m on m.id = i.meeting_id
    where i.id = agenda_item_id and can_see_evaluation(current_viewer(), m.subject_id))`,
  documents:
    'can_see_application(current_viewer(), application_id) and can_see_evaluation(current_viewer(), evaluated_call_id)',
  work_items: `case
    when element_id = 'Task_ScoreApplication' then can_see_evaluation_of(current_viewer(), application_id)
    when element_id = 'Task_RecordMeeting' then exists (
      select 1 from meetings m where m.id = work_items.subject_id
        and (m.stage <> 'EVALUATION' or can_see_evaluation(current_viewer(), m.subject_id)))
    else can_see_application(current_viewer(), application_id) end`,
  audit_entries: `not exists (select 1 from calls c where c.cycle_id = chain_id and c.status = 'CLOSED'
    and c.outcome_published_at is null and not can_see_evaluation(current_viewer(), c.id))`,
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
`

/* Who sees, from closing to outcome: the office unless it is still asked to declare, members who declared for a seat,
   experts who declared; nobody excluded, nobody whose own declared conflict is open or recognised (art. 5). */
const whoSees = `
create function can_see_evaluation_of(viewer text, asked text) returns boolean
language sql stable security definer set search_path = public as $$
  select asked is null or exists (
    select 1 from applications a join calls c on c.id = a.call_id
    where a.id = asked and a.status <> 'DRAFT' and (
      (c.outcome_published_at is not null and exists (select 1 from person_roles r where r.person_id = viewer
        and (r.role not in ('ALLIANCE_LEAD','NETWORK_MEMBER') or (r.role = 'ALLIANCE_LEAD' and r.body_id = a.lead_body_id))))
      or (c.status = 'CLOSED'
        and not exists (select 1 from exclusions e where e.application_id = a.id and e.person_id = viewer)
        and not exists (select 1 from declared_conflicts x join conflict_declarations d on d.id = x.declaration_id
          where x.application_id = a.id and d.person_id = viewer and coalesce(x.decision, 'EXCLUDED') = 'EXCLUDED')
        and (
          (exists (select 1 from person_roles r where r.person_id = viewer and r.role in ('PROCESS_OWNER','CASE_OFFICER','FINANCE'))
            and not exists (select 1 from conflict_declarations d where d.call_id = a.call_id and d.person_id = viewer and d.status = 'REQUESTED'))
          or exists (select 1 from conflict_declarations d where d.call_id = a.call_id and d.person_id = viewer and d.status = 'DECLARED'
            and (d.seat_id is not null or exists (select 1 from panel_appointments p where p.application_id = a.id and p.person_id = viewer)))
        )))
  )
$$;
comment on function can_see_evaluation_of is 'Evaluators, scores, votes (art. 5): until the outcome is published closed to its lead, to the excluded, to the undeclared, and to whose conflict is not waived';

create function can_see_application(viewer text, asked text) returns boolean
language sql stable security definer set search_path = public as $$
  select can_see_evaluation_of(viewer, asked) or exists (
    select 1 from applications a join person_roles r on r.body_id = a.lead_body_id
    where a.id = asked and r.person_id = viewer and r.role = 'ALLIANCE_LEAD')
$$;
comment on function can_see_application is 'The wall (art. 5): until the outcome is published an excluded or undeclared person gets no byte of an application; a lead sees its own';

create function can_see_evaluation(viewer text, asked_call text) returns boolean
language sql stable security definer set search_path = public as $$
  select asked_call is null
    or exists (select 1 from calls c where c.id = asked_call and c.outcome_published_at is not null)
    or (not exists (select 1 from exclusions e where e.call_id = asked_call and e.person_id = viewer)
      and not exists (select 1 from declared_conflicts x join conflict_declarations d on d.id = x.declaration_id
        where d.call_id = asked_call and d.person_id = viewer and coalesce(x.decision, 'EXCLUDED') = 'EXCLUDED')
      and (
        (exists (select 1 from person_roles r where r.person_id = viewer and r.role in ('PROCESS_OWNER','CASE_OFFICER','FINANCE'))
          and not exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = viewer and d.status = 'REQUESTED'))
        or exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = viewer and d.status = 'DECLARED'
          and d.seat_id is not null)))
$$;
comment on function can_see_evaluation is 'What speaks of several applications at once is closed, until the outcome is published, to anybody excluded from one of them or not declared';
`

const whoKnows = `
create function can_see_item(viewer text, asked text) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select 1 from agenda_items i join meetings m on m.id = i.meeting_id where i.id = asked
    and can_see_evaluation_of(viewer, i.application_id)
    and (i.kind <> 'RANKING' or can_see_evaluation(viewer, m.subject_id)))
$$;
comment on function can_see_item is 'Votes and decisions of an item of a meeting; the ranking speaks of every application at once';

create function knows_reasons(viewer text) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select 1 from person_roles r where r.person_id = viewer and r.role = 'PROCESS_OWNER')
    or exists (select 1 from seat_holders h join committee_seats s on s.id = h.seat_id where h.person_id = viewer and s.chair)
$$;
comment on function knows_reasons is 'Chair and process owner read the whole reason of an exclusion; nobody else does';

create function own_exclusions(viewer text) returns table (call_id text, application_id text, basis text, own_reason text)
language sql stable security definer set search_path = public as $$
  select e.call_id, e.application_id, e.basis, e.own_reason from exclusions e where e.person_id = viewer
$$;
comment on function own_exclusions is 'All that an excluded person is told: that it is so, and the tie with the own body';

create function closed_instances(asked_cycle text, viewer text)
  returns table (engine_id text, process_instance_key text, process_id text, seen_at timestamptz)
language sql stable security definer set search_path = public as $$
  select i.engine_id, i.process_instance_key, i.process_id, i.seen_at from process_instances i
   where i.cycle_id = asked_cycle and not can_see_evaluation_of(viewer, i.application_id)
$$;
comment on function closed_instances is 'Processes about one application that the wall closes to the viewer, without saying which: where they stand is not shown (art. 5)';

create function applicant_bodies(asked_call text, viewer text) returns table (application_id text, body_name text, tax_code text)
language sql stable security definer set search_path = public as $$
  select a.id, b.name, b.tax_code
    from applications a join application_partners p on p.application_id = a.id join bodies b on b.id = p.body_id join calls c on c.id = a.call_id
   where a.call_id = asked_call and a.status <> 'DRAFT' and c.status = 'CLOSED'
     and exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = viewer)
     and not exists (select 1 from exclusions e where e.application_id = a.id and e.person_id = viewer)
$$;
comment on function applicant_bodies is 'All that a member sees before declaring: names and tax codes of applicant bodies (L. 241/1990 art. 6-bis)';

create function published_ranking(asked_call text) returns table ("position" integer, code text, title text, lead_name text, lead_tax_code text,
  numerator text, denominator text, tie_break text, outcome text, grant_cents bigint)
language sql stable security definer set search_path = public as $$
  select e.position, a.code, a.title, b.name, b.tax_code, e.numerator, e.denominator, e.tie_break, e.outcome, e.grant_cents
    from calls c
    join rankings r on r.id = (select last.id from rankings last where last.call_id = c.id order by last.drawn_up_at desc, last.id desc limit 1)
    join ranking_entries e on e.ranking_id = r.id
    join applications a on a.id = e.application_id
    join bodies b on b.id = a.lead_body_id
   where c.id = asked_call and c.outcome_published_at is not null
$$;
comment on function published_ranking is 'The ranking as anybody reads it, once its outcome is published (D.Lgs. 33/2013 art. 26)';

create function agenda_titles(asked_meeting text) returns table (id text, "position" integer, title text, kind text, application_id text)
language sql stable security definer set search_path = public as $$
  select i.id, i.position, i.title, i.kind, i.application_id from agenda_items i
   where i.meeting_id = asked_meeting and can_see_evaluation_of(current_viewer(), i.application_id)
$$;
comment on function agenda_titles is 'The agenda as people are convened with it: that the ranking is voted is no secret, what is said about it is (art. 5, 7)';
`

/* Keys of evaluators have no policy: no reader ever sees one. */
const policies = [
  'alter table evaluator_keys enable row level security;',
  ...[
    ...Object.entries(ofTheApplication).map(([table, id]) => [
      table,
      `can_see_application(current_viewer(), ${id})`,
    ]),
    ...Object.entries(ofItsEvaluation).map(([table, id]) => [
      table,
      `can_see_evaluation_of(current_viewer(), ${id})`,
    ]),
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
drop function if exists agenda_titles(text), closed_instances(text, text), published_ranking(text), applicant_bodies(text, text), own_exclusions(text), can_see_item(text, text),
  knows_reasons(text), can_see_evaluation(text, text), can_see_application(text, text), can_see_evaluation_of(text, text), current_viewer();
`

export const wall = { name: 'wall', drop, create: [readerRole, whoSees, whoKnows, ...policies].join('\n') }
