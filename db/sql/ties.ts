/* A late conflict that somebody else tells closes nothing until it is decided: nobody is kept from a vote by one hand. Who is tied to which application, and how: the one place that says what "excluded, and not waived" means (art. 5). A tie is personal
   when it is of an office that one holds oneself in a body of that application, or of a reason that one declares; a tie of the own
   body that the call asks to declare for a seat stays the seat's, also once it is decided (DPR 62/2013 art. 6-7). */
const views = `
create view conflict_ties as
  select e.person_id, e.application_id, e.call_id,
      case when e.source = 'COMPUTED' then coalesce(e.path -> 0 ->> 'via' = 'OFFICE', false) and e.cause_application_id = e.application_id
        else e.basis <> 'DECLARED' or not exists (
          select 1 from declared_conflicts x join conflict_declarations d on d.id = x.declaration_id
           where x.application_id = e.application_id and d.person_id = e.person_id
             and x.reason = 'BODY_TIE' and x.decision = 'EXCLUDED' and d.seat_id is not null) end as personal
    from exclusions e
  union all
  select l.person_id, l.application_id, l.call_id, true from late_conflicts l where l.decision = 'EXCLUDED' or l.decision is null and l.told_by = l.person_id
  union all
  select d.person_id, x.application_id, d.call_id, x.reason <> 'BODY_TIE' or d.seat_id is null
    from declared_conflicts x join conflict_declarations d on d.id = x.declaration_id
   where coalesce(x.decision, '') <> 'NOT_EXCLUDED';
comment on view conflict_ties is 'Who is tied to which application, and whether as a person: excluded, or with a declared conflict that nobody has waived (art. 5; L. 241/1990 art. 6-bis; DPR 62/2013 art. 6-7)';

create view closing_conflicts as select t.person_id, t.application_id, t.call_id from conflict_ties t;
comment on view closing_conflicts is 'Who is kept from the evaluation of which application, by whatever tie (art. 5; DPR 62/2013 art. 7)';
`

const functionOf = (signature: string, rows: string) => `
create function ${signature} language sql stable security definer rows 10 set search_path = pg_catalog, public, pg_temp as $$ ${rows} $$;`

const functions = `${functionOf(
  'applications_of(subject text) returns table (id text)',
  `select a.id from applications a where a.id = subject
  union all select a.id from applications a where a.call_id = subject
  union all select s.application_id from scorings s where s.id = subject
  union all select a.id from rankings r join applications a on a.call_id = r.call_id where r.id = subject
  union all select p.application_id from plan_projects p where p.plan_version_id = subject
  union all select p.application_id from submissions s join plan_projects p on p.plan_version_id = s.subject_id where s.id = subject
  union all select p.application_id from projects p where p.id = subject
  union all select p.application_id from payments y join projects p on p.id = y.project_id where y.id = subject
  union all select p.application_id from statements s join projects p on p.id = s.project_id where s.id = subject`,
)}
comment on function applications_of is 'The applications that a decision on a subject touches, whatever it is: an application or its sheet; a call, its ranking, a plan or its submission; a project, its payment or its statement';
create function barred_to_viewer() returns table (matter text, subject_id text, personal boolean)
language plpgsql stable security definer rows 10 set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
begin
  if not exists (select from conflict_ties t where t.person_id = current_viewer()) then return; end if;
  return query with tied as materialized (
      select t.application_id as id, bool_or(t.personal) as personal from conflict_ties t
       where t.person_id = current_viewer() and (acting_role() in ('PROCESS_OWNER','CASE_OFFICER','FINANCE') or acting_chair()) group by 1),
    planned as (select p.plan_version_id as id, t.personal from tied t join plan_projects p on p.application_id = t.id),
    running as (select p.id, t.personal from tied t join projects p on p.application_id = t.id),
    about as (
      select id, personal from tied union all select a.call_id, t.personal from tied t join applications a on a.id = t.id
      union all select r.id, t.personal from tied t join applications a on a.id = t.id join rankings r on r.call_id = a.call_id
      union all select id, personal from planned union all select s.id, p.personal from planned p join submissions s on s.subject_id = p.id
      union all select id, personal from running
      union all select y.id, p.personal from running p join payments y on y.project_id = p.id
      union all select s.id, p.personal from running p join statements s on s.project_id = p.id)
    select m.matter, a.id, bool_or(a.personal) from about a join (values ('EVALUATION', false), ('PROJECT', true)) m(matter, needs) on a.personal or not m.needs
     group by 1, 2;
end $$;
comment on function barred_to_viewer is 'What the viewer may not decide, by matter and subject, and whether for a tie of the person: as applications_of the other way round, but for sheets, which are asked of one person. Of whom decides for an office or presides; asked once for a list of tasks, and nothing is looked for where the viewer is tied to nothing (art. 5; L. 241/1990 art. 6-bis)';

create function touches_only(subject text, application text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(a.id) = array[application], false) from applications_of(subject) a
$$;
comment on function touches_only is 'Whether a subject is of this application and of no other: what a substitution that is limited to it lets see and decide';
${functionOf(
  'ties_to(subject text, people text[]) returns table (person_id text, personal boolean)',
  `select distinct t.person_id, t.personal from conflict_ties t
    where t.application_id = any(array(select a.id from applications_of(subject) a)) and t.person_id = any(people)`,
)}
comment on function ties_to is 'Which of these people are tied to what a decision touches: asked before each decision, and of everybody to whom a task may be given; no page shows it (art. 5; L. 241/1990 art. 6-bis)';
`

/** The ties between people and applications, and what is asked of them. */
export const ties = {
  views,
  functions,
  drop: `drop function if exists barred_to_viewer(), ties_to(text, text[]), touches_only(text, text), applications_of(text);
drop view if exists closing_conflicts, conflict_ties;`,
}
