import type { Knex } from 'knex'

/* The wall of conflicts (art. 5): one function, asked by every read of what belongs to an application. */
const walled: Record<string, string> = {
  applications: 'id',
  application_attachments: 'application_id',
  budget_lines: 'application_id',
  expected_results: 'application_id',
  admissibility_checks: 'application_id',
  admissibility_decisions: 'application_id',
  scorings: 'application_id',
  aggregated_scores: 'application_id',
  ranking_entries: 'application_id',
  declared_conflicts: 'application_id',
  agenda_items: 'application_id',
  work_items: 'application_id',
}

const throughParent: Record<string, string> = {
  scores: 'exists (select 1 from scorings s where s.id = scoring_id)',
  votes: 'exists (select 1 from agenda_items i where i.id = agenda_item_id)',
  decisions: 'exists (select 1 from agenda_items i where i.id = agenda_item_id)',
  documents: 'can_see_application(current_viewer(), application_id) and can_see_evaluation(current_viewer(), evaluated_call_id)',
  work_item_files: 'exists (select 1 from work_items w where w.id = work_item_id)',
}

const functions = `
do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'concilia_reader') then create role concilia_reader nologin; end if;
end $$;
grant concilia_reader to current_user;
grant usage on schema public to concilia_reader;
grant select on all tables in schema public to concilia_reader;
alter default privileges in schema public grant select on tables to concilia_reader;

create function current_viewer() returns text language sql stable as $$ select nullif(current_setting('concilia.viewer', true), '') $$;

create function can_see_application(viewer text, asked text) returns boolean
language sql stable security definer set search_path = public as $$
  select asked is null or exists (
    select 1 from applications a join calls c on c.id = a.call_id
    where a.id = asked and (
      exists (select 1 from person_roles r where r.person_id = viewer and r.role = 'ALLIANCE_LEAD' and r.body_id = a.lead_body_id)
      or (a.status <> 'DRAFT' and c.outcome_published_at is not null
        and exists (select 1 from person_roles r where r.person_id = viewer and r.role <> 'ALLIANCE_LEAD' and r.role <> 'NETWORK_MEMBER'))
      or (a.status <> 'DRAFT' and c.status = 'CLOSED'
        and not exists (select 1 from exclusions e where e.application_id = a.id and e.person_id = viewer)
        and (
          exists (select 1 from person_roles r where r.person_id = viewer and r.role in ('PROCESS_OWNER','CASE_OFFICER','FINANCE'))
          or exists (select 1 from conflict_declarations d where d.call_id = a.call_id and d.person_id = viewer and d.status = 'DECLARED'
            and not exists (select 1 from declared_conflicts x where x.declaration_id = d.id and x.application_id = a.id and coalesce(x.decision, 'EXCLUDED') = 'EXCLUDED'))
          or exists (select 1 from panel_appointments p where p.application_id = a.id and p.person_id = viewer)
        )))
  )
$$;
comment on function can_see_application is 'The wall (art. 5): until the outcome is published an excluded or undeclared person gets no byte of an application; a lead sees its own';

create function can_see_evaluation(viewer text, asked_call text) returns boolean
language sql stable security definer set search_path = public as $$
  select asked_call is null
    or exists (select 1 from calls c where c.id = asked_call and c.outcome_published_at is not null)
    or not exists (select 1 from exclusions e where e.call_id = asked_call and e.person_id = viewer)
$$;
comment on function can_see_evaluation is 'What speaks of several applications at once is closed to anybody excluded from one of them, until the outcome is published';
`

const policies = [
  ...Object.entries(walled).map(([table, column]) => [table, `can_see_application(current_viewer(), ${column})`]),
  ...Object.entries(throughParent),
].map(([table, condition]) => `alter table ${table} enable row level security; create policy wall on ${table} for select to concilia_reader using (${condition});`)

const down = [
  ...[...Object.keys(walled), ...Object.keys(throughParent)].map((table) => `drop policy wall on ${table}; alter table ${table} disable row level security;`),
  'drop function can_see_evaluation(text, text); drop function can_see_application(text, text); drop function current_viewer();',
  'alter default privileges in schema public revoke select on tables from concilia_reader;',
  'revoke select on all tables in schema public from concilia_reader; revoke usage on schema public from concilia_reader;',
].join('\n')

export const buildTheWall = {
  name: '202611221010_build_the_wall',
  up: (knex: Knex) => knex.raw([functions, ...policies].join('\n')),
  down: (knex: Knex) => knex.raw(down),
}
