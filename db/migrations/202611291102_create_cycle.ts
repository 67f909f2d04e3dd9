import type { Knex } from 'knex'

const up = `
create table cycles (
  id text primary key,
  code text not null unique,
  title text not null,
  guidelines_act text not null,
  guidance_due_on date not null,
  ends_on date not null,
  status text not null,
  process_owner_id text not null references persons (id),
  opened_at timestamptz not null,
  closed_at timestamptz
);

create table process_instances (
  engine_id text not null,
  process_instance_key text not null,
  process_id text not null,
  cycle_id text not null references cycles (id),
  application_id text,
  evaluated_call_id text,
  seen_at timestamptz not null default network_time(),
  ended_at timestamptz,
  outcome text check (outcome in ('COMPLETED','TERMINATED')),
  asked_at timestamptz not null default '-infinity',
  primary key (engine_id, process_instance_key),
  constraint process_instances_end check ((ended_at is null) = (outcome is null))
);
comment on column process_instances.evaluated_call_id is 'It evaluates all applications of a call, or is the meeting that votes on them: closed to anybody kept from one of them (art. 5)';
comment on column process_instances.asked_at is 'When the engine was last asked whether it has ended, system time: the longest unasked comes first';
create index process_instances_living on process_instances (engine_id, asked_at) where ended_at is null;
create index process_instances_alive on process_instances (engine_id, process_id, seen_at) where outcome is null;
create index process_instances_ended on process_instances (engine_id, process_id) where outcome is not null;
create index process_instances_everywhere on process_instances (engine_id, seen_at, process_instance_key);
create index process_instances_under_way on process_instances (engine_id, seen_at, process_instance_key) where outcome is null;
create index process_instances_over on process_instances (engine_id, outcome, seen_at, process_instance_key) where outcome is not null;
create index process_instances_application on process_instances (application_id) where application_id is not null;
create index process_instances_listed on process_instances (cycle_id, seen_at, process_instance_key);
create index process_instances_of_process on process_instances (cycle_id, process_id, seen_at, process_instance_key);

create table work_items (
  id text primary key,
  engine_id text not null,
  element_instance_key text not null,
  process_instance_key text not null,
  element_id text not null,
  cycle_id text not null references cycles (id),
  subject_id text not null,
  role text not null,
  chair_too boolean not null,
  person_id text references persons (id),
  body_id text,
  application_id text,
  of_evaluation boolean not null,
  evaluated_call_id text,
  decides text check (decides in ('EVALUATION','PROJECT')),
  decides_on text,
  variables jsonb not null,
  state text not null,
  due_at timestamptz,
  opened_at timestamptz not null,
  ended_at timestamptz,
  completed_by text references persons (id),
  completed_in text references functions (id),
  taken_by text references persons (id),
  taken_at timestamptz,
  unique (engine_id, element_instance_key),
  constraint work_items_decides check ((decides is null) = (decides_on is null)),
  constraint work_items_taken check ((taken_by is null) = (taken_at is null) and (person_id is null or taken_by is null))
);
comment on column work_items.completed_in is 'The function in which completed_by acted: the own, or one in the place of somebody';
comment on constraint work_items_taken on work_items is 'One person has it at a time, since an instant; what is asked of one person is nobody else''s to take (art. 5)';
comment on column work_items.of_evaluation is 'It speaks of evaluators and scores of its application, which its lead does not see (art. 5)';
comment on column work_items.evaluated_call_id is 'It speaks of all applications of a call at once (art. 5)';
comment on column work_items.decides is 'What is decided with it, of decides_on: whoever is tied to an application that it touches neither has it nor gets it (art. 5; L. 241/1990 art. 6-bis)';
create index work_items_role on work_items (role, coalesce(due_at, 'infinity'), opened_at, id)
  where state = 'OPEN' and person_id is null and body_id is null;
create index work_items_body on work_items (role, body_id, coalesce(due_at, 'infinity'), opened_at, id)
  where state = 'OPEN' and person_id is null and body_id is not null;
create index work_items_person on work_items (person_id, coalesce(due_at, 'infinity'), opened_at, id)
  where state = 'OPEN' and person_id is not null;
create index work_items_taken on work_items (taken_by) where state = 'OPEN' and taken_by is not null;
create index work_items_chair on work_items (coalesce(due_at, 'infinity'), opened_at, id)
  where state = 'OPEN' and person_id is null and chair_too;
create index work_items_cycle on work_items (cycle_id, state);
create index work_items_subject on work_items (subject_id);
create index work_items_waiting on work_items (element_id, due_at) where state = 'OPEN';
create index work_items_waited on work_items (element_id, opened_at) where state = 'OPEN';
create index work_items_due on work_items (due_at) where state = 'OPEN';
create index work_items_instance on work_items (engine_id, process_instance_key, opened_at);

create table work_item_files (
  id text primary key,
  work_item_id text not null references work_items (id),
  kind text not null,
  file_name text not null,
  media_type text not null,
  sha256 text not null references stored_files (sha256),
  signature text not null,
  uploaded_by text not null references persons (id),
  uploaded_at timestamptz not null
);
create unique index work_item_files_kind on work_item_files (work_item_id, kind);
comment on index work_item_files_kind is 'One file for each kind asked: uploading again replaces it until the task is completed';

create table task_drafts (
  work_item_id text not null references work_items (id),
  person_id text not null references persons (id),
  version integer generated always as identity,
  typed jsonb not null,
  saved_at timestamptz not null,
  primary key (work_item_id, person_id)
);
comment on table task_drafts is 'What a person has typed into a task''s form and not sent. Gone when it is sent, discarded, or a month after its task has ended';
comment on column task_drafts.version is 'Each saving has its own, never given twice: of two tabs the second is told, not obeyed';

create table call_draft_parts (
  work_item_id text not null references work_items (id),
  part text not null,
  version integer generated always as identity,
  content jsonb not null,
  saved_by text not null references persons (id),
  saved_at timestamptz not null,
  primary key (work_item_id, part)
);
comment on table call_draft_parts is 'A call while its configuration is written (art. 8, 9): one row for each part, of the office and not of a person. Gone when the call is prepared';
comment on column call_draft_parts.version is 'Each saving has its own, never given twice: nobody overwrites a part that somebody else has saved meanwhile';

create table incident_retries (
  engine_id text not null,
  incident_key text not null,
  cycle_id text not null references cycles (id),
  process_instance_key text not null,
  process_id text not null,
  element_id text not null,
  code text not null,
  reason text not null,
  retried_by text not null references persons (id),
  retried_at timestamptz not null,
  primary key (engine_id, incident_key)
);
comment on table incident_retries is 'Who let a stopped step go on, when and why (art. 8). The key: an incident is retried once; what stops again is another incident';
create index incident_retries_cycle on incident_retries (cycle_id, retried_at);
create index incident_retries_everywhere on incident_retries (engine_id, retried_at, incident_key);

create table interventions (
  id text primary key,
  engine_id text not null,
  process_instance_key text not null,
  process_id text not null,
  cycle_id text not null references cycles (id),
  kind text not null check (kind in ('SET_VARIABLE','CANCEL','MIGRATE')),
  variable text,
  value text,
  version integer,
  seen jsonb not null,
  reason text not null,
  state text not null,
  proposed_by text not null references persons (id),
  proposed_for text references persons (id),
  proposed_at timestamptz not null,
  decided_by text references persons (id),
  decided_at timestamptz,
  decision_reason text,
  ended_at timestamptz,
  fault text,
  constraint interventions_instance foreign key (engine_id, process_instance_key) references process_instances (engine_id, process_instance_key),
  constraint interventions_content check (
    (variable is null) = (kind <> 'SET_VARIABLE') and (value is null) = (kind = 'MIGRATE') and (version is null) = (kind <> 'MIGRATE')),
  constraint interventions_two_people check (state = 'WITHDRAWN' or decided_by not in (proposed_by, coalesce(proposed_for, proposed_by))),
  constraint interventions_decided check ((decided_by is null) = (state = 'PROPOSED') and (decided_at is null) = (state = 'PROPOSED'))
);
comment on table interventions is 'What one person proposed to do to an instance of the engine and another confirmed or refused, each with a reason (art. 8)';
comment on column interventions.value is 'Of a term its instant; of an end the id of what was taken back';
comment on column interventions.seen is 'What it was proposed on: version, where tokens stand, what the variable held. Where that has changed nothing is confirmed';
comment on column interventions.proposed_for is 'In whose place it was proposed: that person is no second one';
comment on constraint interventions_two_people on interventions is 'Nobody confirms or refuses the own proposal; it is withdrawn by who made it';
create unique index interventions_open on interventions (engine_id, process_instance_key) where state in ('PROPOSED','CONFIRMED');
comment on index interventions_open is 'One at a time on an instance: what a second was proposed on would change under it';
create index interventions_of_instance on interventions (engine_id, process_instance_key, proposed_at);
create index interventions_everywhere on interventions (engine_id, proposed_at, id);

create table documents (
  id text primary key,
  cycle_id text not null references cycles (id),
  application_id text,
  evaluated_call_id text,
  kind text not null,
  subject_id text not null,
  title text not null,
  file_name text not null,
  media_type text not null,
  sha256 text not null references stored_files (sha256),
  signature text not null check (signature in ('NONE','UNVERIFIED')),
  audit_head text,
  reconciles boolean,
  reserved boolean not null default false,
  created_at timestamptz not null
);
comment on column documents.reserved is 'For chair and process owner alone: what concerns persons (art. 5)';
comment on column documents.audit_head is 'The head of the audit chain that is printed in it: the chain is verified against it (art. 8)';
create index documents_application on documents (application_id) where application_id is not null;
create unique index documents_natural_key on documents (kind, subject_id, sha256);
comment on index documents_natural_key is 'A step run again finds its own document: one document per kind, subject and content';
comment on column documents.evaluated_call_id is 'Set where a document speaks of several applications under evaluation (minutes, ranking): closed to anybody excluded from one of them';
comment on column documents.reconciles is 'Of a workbook: false when a total disagrees with its independent figure, and then it does not go to the Region (art. 8)';
create unique index documents_minutes on documents (kind, subject_id) where kind in ('minutes','minutes-annex');
comment on index documents_minutes is 'The minutes of a meeting are one document, and its annex another: what is signed is never replaced (art. 7)';
create index documents_cycle on documents (cycle_id, created_at, id);
create index documents_subject on documents (subject_id, created_at);
create index documents_created on documents (created_at);
create index documents_committee on documents (created_at) where kind not in ('payment-order','expenditure-workbook','liquidation-act');
`
const down = `drop table documents, interventions, incident_retries, call_draft_parts, task_drafts, work_item_files, work_items, process_instances, cycles;`

export const createCycle = {
  name: '202611291102_create_cycle',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
