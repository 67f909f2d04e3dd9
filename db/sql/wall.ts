import { published, seenRankings } from './published.ts'
import { deciders } from './deciders.ts'
import { ofPeople } from './of-people.ts'
import { contents } from './contents.ts'
import { notALead, notAMember, ofViewer } from './of-viewer.ts'
import { knownQuestions, knowsAsker } from './questions.ts'
import { instanceMails } from './instance-mails.ts'
import { partnerships } from './partnerships.ts'
import { ties } from './ties.ts'
import { workingGroups } from './working-groups.ts'
import { APPLICATION, BODY, isWithin, isWithinSubject, OF_ALL, ROLE, VIEWER, whoAsks } from './who-asks.ts'

/* The wall of conflicts (art. 5): what an application holds, and what is said, scored and voted about it. A condition asks sets
   that a statement reads once, or one row by its key: never a function for each row. */

/* Who sees the evaluation of an application, from closing to outcome: the office unless it is still asked to declare, members
   who declared for a seat, experts who declared; nobody kept from it. Once the outcome is published, all but other leads. A
   withdrawn application, from which no exclusion is computed, stays closed till then, or till the call went deserted: the one
   that its lead submitted in its place may be all but the same. */
const sees = (a: string) => `${a}.status not in ('DRAFT', 'DISCARDED') and ${isWithin(`${a}.id`)} and (
  ${a}.call_id in (select c.id from calls c where c.outcome_published_at is not null or c.status = 'DESERTED')
    and (${ROLE} not in ('ALLIANCE_LEAD','NETWORK_MEMBER') or ${ROLE} = 'ALLIANCE_LEAD' and ${a}.lead_body_id = ${BODY})
  or ${a}.withdrawn_at is null and (${a}.call_id in (select c.id from evaluating_calls c where c.status = 'CLOSED') or ${a}.id in (select e.application_id from expert_applications e))
    and ${a}.id not in (select k.application_id from own_conflicts k))`
const leads = (a: string) => `${ROLE} = 'ALLIANCE_LEAD' and ${a}.lead_body_id = ${BODY}`

const seenApplication = (id: string) => `exists (select 1 from seen_applications s where s.id = ${id})`
const seenEvaluation = (id: string) => `exists (select 1 from seen_evaluations s where s.id = ${id})`
/* Of a table that is read by the page: `offset 0` has PostgreSQL look each row's application up by its key. It would rather read all
   applications first, for it takes a page to be longer than it is. */
const listedApplication = (id: string) =>
  `exists (select 1 from seen_applications s where s.id = ${id} offset 0)`
const listedEvaluation = (id: string) =>
  `exists (select 1 from seen_evaluations s where s.id = ${id} offset 0)`
const unlessNull = (id: string, condition: string) => `(${id} is null or ${condition})`
const seenCall = (id: string) => `${id} in (select c.id from seen_calls c)`
/* What speaks of the ranking speaks of all projects of the call. */
const told = (i: string) =>
  `${i}.kind <> 'RANKING' or ${i}.meeting_id in (select m.id from meetings m join seen_calls c on c.id = m.subject_id)`
/* The papers of public acts in force, and what is of the application by a column of its own. */
const IS_OF_WHAT_ALL_READ = `documents.application_id = ${APPLICATION}
  or exists (select 1 from act_proposals p where p.document_id = documents.id and p.status = 'EFFECTIVE' and p.kind in ('GUIDANCE_ADOPTION','CALL_NOTICE','RANKING_APPROVAL'))`
const KNOWS = '(select knows_reasons())'
const OF_ITEM = 'exists (select 1 from agenda_items i where i.id = agenda_item_id)'

/** Each table behind the wall, with the condition on a row of it. */
export const walled: Readonly<Record<string, string>> = {
  call_questions: knowsAsker('call_questions'),
  call_corrections: `status = 'PUBLISHED' or ${ROLE} in ('PROCESS_OWNER','CASE_OFFICER') and ${OF_ALL}`,
  applications: `${sees('applications')} or ${leads('applications')}`,
  ...Object.fromEntries(contents.map((table) => [table, seenApplication('application_id')])),
  replaced_attachments: `exists (select 1 from applications a where a.id = application_id and a.status = 'DRAFT')`,
  assigned_officers: `project_id is not null and ${isWithin('application_id')} or ${seenEvaluation('application_id')}`,
  scorings: listedEvaluation('scorings.application_id'),
  aggregated_scores: listedEvaluation('aggregated_scores.application_id'),
  drawn_applications: `${ROLE} in ('PROCESS_OWNER','CASE_OFFICER') and ${listedEvaluation('drawn_applications.application_id')}`,
  ranking_entries: listedEvaluation('ranking_entries.application_id'),
  slid_grants: listedEvaluation('slid_grants.application_id'),
  panel_appointments: listedEvaluation('panel_appointments.application_id'),
  process_instances: `${unlessNull('application_id', listedEvaluation('process_instances.application_id'))}
    and ${unlessNull('evaluated_call_id', seenCall('evaluated_call_id'))}`,
  interventions: `exists (select 1 from process_instances p where p.engine_id = interventions.engine_id and p.process_instance_key = interventions.process_instance_key)`,
  scores: `exists (select 1 from scorings s where s.id = scoring_id
    and (s.person_id = ${VIEWER} or s.call_id in (select o.id from open_sheets o)))`,
  sheet_readings: `person_id = ${VIEWER} or ${seenCall('call_id')}`,
  conflict_declarations: `person_id = ${VIEWER} or ${OF_ALL} and (${KNOWS} or ${seenCall('call_id')})`,
  declared_conflicts: `${KNOWS} and ${listedEvaluation('declared_conflicts.application_id')}`,
  late_conflicts: `${KNOWS} and ${listedEvaluation('late_conflicts.application_id')} and person_id <> ${VIEWER}`,
  exclusions: `${KNOWS} and ${listedEvaluation('exclusions.application_id')} and ${listedEvaluation('exclusions.cause_application_id')}`,
  agenda_items: `${unlessNull('application_id', listedEvaluation('agenda_items.application_id'))}
    and (${told('agenda_items')})`,
  meeting_answers: `person_id = ${VIEWER} or ${ROLE} = 'COMMITTEE_SECRETARY' or ${KNOWS}`,
  ...{ votes: OF_ITEM, room_movements: OF_ITEM, decisions: OF_ITEM },
  item_exclusions: `${KNOWS} and exists (
    select 1 from agenda_items i join meetings m on m.id = i.meeting_id join seen_calls c on c.id = m.subject_id where i.id = agenda_item_id)`,
  documents: `(not reserved or ${KNOWS}) and ${unlessNull('application_id', listedApplication('documents.application_id'))} and ${unlessNull('evaluated_call_id', seenCall('evaluated_call_id'))}
    and ${isWithinSubject('documents.subject_id', IS_OF_WHAT_ALL_READ)}`,
  work_items: `${unlessNull('application_id', `case when of_evaluation then ${listedEvaluation('work_items.application_id')} else ${listedApplication('work_items.application_id')} end`)}
    and ${unlessNull('evaluated_call_id', seenCall('evaluated_call_id'))} and ${isWithinSubject('decides_on')}`,
  call_draft_parts: `${ROLE} = 'PROCESS_OWNER' and exists (select 1 from work_items w where w.id = work_item_id)`,
  ...{ ...workingGroups, ...seenRankings, calendar_feeds: `person_id = ${VIEWER}` },
  call_correction_parts: `${ROLE} = 'PROCESS_OWNER' and ${OF_ALL}`,
  task_drafts: `person_id = ${VIEWER} and exists (select 1 from work_items w where w.id = work_item_id)`,
  work_item_files: 'exists (select 1 from work_items w where w.id = work_item_id)',
}

/* A barrier before each view that a reader asks: no condition of the reader's own is tried on a row that it does not show. */
const sets = `${ties.views}${ties.functions}${ofViewer.create}${knownQuestions}

create view own_conflicts as select k.application_id, k.call_id from conflicts_of_viewer() k;
comment on view own_conflicts is 'What the viewer may not evaluate or see';

create view evaluating_calls as select c.id, c.status from calls_of_viewer() c;
comment on view evaluating_calls is 'Calls in whose evaluation the viewer takes part, but for what the own conflicts close: the office unless it is asked to declare, a member who declared for the seat (L. 241/1990 art. 6-bis)';

create view expert_applications as select e.application_id from applications_of_expert() e;
comment on view expert_applications is 'Applications for which the viewer was called in as expert, and has declared (art. 5)';

create view open_sheets as select o.id, o.opens_at from calls_of_open_sheets() o;
comment on view open_sheets is 'Calls of which the viewer may read the sheets of others, as far as the wall shows their applications (art. 5, 6)';

create view seen_evaluations with (security_barrier) as select a.id from applications a where ${sees('a')};
comment on view seen_evaluations is 'Applications whose evaluators, scores and votes the viewer sees (art. 5): until the outcome is published closed to their lead, to the excluded, to the undeclared, and to whose conflict is not waived';

create view seen_applications with (security_barrier) as select a.id from applications a where ${sees('a')} or ${leads('a')};
comment on view seen_applications is 'The wall (art. 5): until the outcome is published an excluded or undeclared person gets no byte of an application; a lead sees its own';

create view seen_calls as
  select c.id from calls c where c.outcome_published_at is not null
    or ${OF_ALL} and c.id in (select e.id from evaluating_calls e) and c.id not in (select k.call_id from own_conflicts k);
comment on view seen_calls is 'What speaks of several applications of a call at once is closed, until the outcome is published, to anybody kept from one of them, not declared, or standing in for one alone';

create view known_conflicts with (security_barrier) as select k.* from closing_conflicts k
 where not pg_has_role('concilia_reader', 'member') or ${KNOWS} and ${listedEvaluation('k.application_id')};
comment on view known_conflicts is 'What keeps whom from which application, as far as whoever reads may know it: all of it to the application, to chair and process owner what is not closed to themselves (art. 5)';

create view known_meetings with (security_barrier) as
  select m.id, m.cycle_id, m.stage, m.subject_id, m.ranking_id, m.round, m.status, m.starts_at, m.ends_at, m.place, m.notice, m.convened_at, m.held_at, m.sequence, m.told_sequence, m.change_reason,
      case when not pg_has_role('concilia_reader', 'member') or m.stage <> 'EVALUATION' or m.subject_id in (select s.id from seen_calls s)
        then m.approved end as approved
    from meetings m where (${notALead} or m.stage <> 'EVALUATION' and m.status <> 'PLANNED') and (${notAMember} or m.stage = 'NETWORK');
comment on view known_meetings is 'Meetings, with how their vote ended as far as whoever reads may know it (art. 5, 7)';

create view closed_items with (security_barrier) as
  select i.id, i.meeting_id, i.position, i.title, i.kind from agenda_items i where pg_has_role('concilia_reader', 'member')
    and i.kind = 'RANKING' and i.application_id is null and not (${told('i')}) and ${notALead} and ${notAMember};
comment on view closed_items is 'Items that the wall closes to whoever reads, none to the application. That the ranking is voted is no secret; what is said about it and how it ended is (art. 5, 7)';

create view known_agenda with (security_invoker) as
  (select i.id, i.meeting_id, i.position, i.title, i.kind, i.application_id, i.working_group_id, i.explanation, i.discussion, i.deferral,
      (select jsonb_build_object('present', d.present, 'inFavour', d.in_favour, 'against', d.against, 'abstained', d.abstained, 'passed', d.passed)
         from decisions d where d.agenda_item_id = i.id) as decision
    from agenda_items i where (${notALead} or i.kind not in ('APPLICATION','RANKING')) and (${notAMember} or i.kind = 'TOPIC') order by i.position)
  union all (select c.id, c.meeting_id, c.position, c.title, c.kind, null, null, null, null, null, null from closed_items c order by c.position);
comment on view known_agenda is 'The agenda as people are convened with it, behind the wall of its tables: in two parts that each come in the order of the agenda, so that a page of it is read alone';

${published}
create view failed_deliveries with (security_barrier) as
  select f.id, f.kind, f.state, f.attempts, coalesce(f.last_error, '') as reason, f.created_at, f.position,
      case when f.kind = 'MAIL' then (select string_agg(a, ', ') from jsonb_array_elements_text(f.payload -> 'to') a) end as recipients
    from ((select * from outbox o where o.state = 'PARKED' order by o.position desc)
      union all (select * from outbox o where o.state = 'PENDING' and o.last_error is not null order by o.position desc)
      union all (select * from outbox o where o.state = 'SENT' and o.kind = 'PUBLISH_MESSAGE' and o.sent_at < now() - interval '10 minutes' order by o.position desc)) f
   where ${ROLE} = 'PROCESS_OWNER' order by f.position desc;
comment on view failed_deliveries is 'Parked, still being tried, or sent and not received; no text and no id of what was sent';
${instanceMails(walled['process_instances'] ?? 'false')}
`

const whoKnows = `
create function own_exclusions() returns table (call_id text, application_id text, basis text, own_reason text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select e.call_id, e.application_id, e.basis, e.own_reason from exclusions e where e.person_id = current_viewer()
$$;
comment on function own_exclusions is 'All that an excluded person is told: that it is so, and the tie with the own body';

create function closed_instances(asked_cycle text, asked_keys text[])
  returns table (engine_id text, process_instance_key text, process_id text, seen_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select i.engine_id, i.process_instance_key, i.process_id, i.seen_at from process_instances i
   where i.cycle_id = asked_cycle and i.process_instance_key = any(asked_keys)
     and (i.application_id is not null and not exists (select 1 from seen_evaluations s where s.id = i.application_id offset 0)
       or i.evaluated_call_id is not null and i.evaluated_call_id not in (select s.id from seen_calls s))
$$;
comment on function closed_instances is 'Those of these processes about one application or the evaluation of a call that the wall closes to the viewer, without saying which: where they stand is not shown (art. 5)';

create function untold_instances(asked_keys text[]) returns setof text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select k.key from unnest(asked_keys) as k (key) where not exists (
    select 1 from process_instances i join engine_identity e on e.engine_id = i.engine_id where i.process_instance_key = k.key)
$$;
comment on function untold_instances is 'Those of these processes that no job has told of; one that the wall closes to the viewer is told of, and no more is said (art. 5)';

create function applicant_bodies(asked_call text) returns table (application_id text, place int, body_name text, tax_code text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.id, a.place, b.name, b.tax_code
    from (select s.id, s.status, row_number() over (order by s.id)::int as place
            from applications s join calls c on c.id = s.call_id and c.status = 'CLOSED'
           where s.call_id = asked_call and s.status not in ('DRAFT', 'DISCARDED')) a
    join partner_standings p on p.application_id = a.id and not p.dropped
    join body_subjects s on s.body_id = p.body_id join bodies b on b.id = s.subject_id
   where a.status not in ('WITHDRAWN', 'NOT_ADMITTED')
     and exists (select 1 from conflict_declarations d where d.call_id = asked_call and d.person_id = current_viewer())
     and not exists (select 1 from exclusions e where e.application_id = a.id and e.person_id = current_viewer())
$$;
comment on function applicant_bodies is 'All that a member sees before declaring: names and tax codes of the bodies of applications that may still be evaluated, each under a number that is the same for everybody and says nothing (L. 241/1990 art. 6-bis)';
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

const policies = Object.entries(walled).map(
  ([
    table,
    condition,
  ]) => `alter table ${table} enable row level security; alter table ${table} force row level security;
create policy wall on ${table} for select to concilia_reader using (${condition});
create policy house on ${table} to current_user, concilia_application using (true) with check (true);`,
)

const several = ofPeople(walled['work_items'] ?? 'false')

const VIEWS =
  'partner_standings, standing_reshaped_lines, standing_budget_lines, known_conflicts, known_meetings, closed_items, known_agenda, published_entries, known_questions, own_conflicts, open_sheets, evaluating_calls, expert_applications, seen_evaluations, seen_applications, seen_calls, failed_deliveries, instance_mails'

const drop = `
do $$ declare walled text; begin
  for walled in select distinct tablename from pg_policies where schemaname = 'public' loop
    execute format('drop policy if exists wall on %I', walled);
    execute format('drop policy if exists house on %I', walled);
    execute format('alter table %I no force row level security', walled);
    execute format('alter table %I disable row level security', walled);
  end loop;
end $$;
drop trigger if exists declared_conflicts_decider on declared_conflicts;
${several.drop}
drop function if exists refuse_own_decision(), closed_instances(text, text[]), untold_instances(text[]), applicant_bodies(text), own_exclusions();
drop view if exists ${VIEWS};
${partnerships.drop}
${deciders.drop}
${ofViewer.drop}
${ties.drop}
${whoAsks.drop}
`

export const wall = {
  drop,
  create: [
    whoAsks.create,
    sets,
    partnerships.create,
    whoKnows,
    deciders.create,
    several.create,
    whoDecides,
    ...policies,
    `grant select on ${VIEWS} to concilia_reader, concilia_application; grant select on conflict_ties, closing_conflicts to concilia_application;`,
    `revoke execute on all functions in schema public from public; grant execute on all functions in schema public to concilia_application, concilia_reader;`,
  ].join('\n'),
}
