import type { Knex } from 'knex'

/* The state of the embedded engine as rows. Its transactions touch this schema only, as a role that reaches nothing else. */
const up = `
create schema engine;
do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'concilia_engine') then create role concilia_engine nologin; end if;
end $$;
grant concilia_engine to current_user;

create sequence engine.keys increment by 1000 start with 1000;
comment on sequence engine.keys is 'Each value is the end of a block of 1000 keys, which one process of ours deals out: keys tell things apart and never say what came first';

create table engine.clock (
  only_row boolean primary key default true check (only_row),
  reached_at timestamptz not null
);
comment on table engine.clock is 'The furthest instant of legal time at which a timer fired: a clock set backwards never goes behind it';
insert into engine.clock (reached_at) values ('-infinity');

create table engine.resources (
  key bigint primary key,
  kind text not null check (kind in ('PROCESS','DECISION','FORM')),
  id text not null,
  version integer not null check (version > 0),
  version_tag text,
  deployment_key bigint not null,
  file_name text not null,
  sha256 text not null,
  content text not null,
  deployed_at timestamptz not null default now()
);
create unique index resources_version on engine.resources (kind, id, version);
comment on index engine.resources_version is 'Instances last for years: every version stays, and two processes that deploy at once make two versions, not one twice';

create table engine.message_starts (
  process_id text not null,
  message_name text not null,
  resource_key bigint not null references engine.resources (key),
  element_id text not null,
  primary key (process_id, message_name)
);
comment on table engine.message_starts is 'Which message starts which process: those of its newest version only';
create index message_starts_name on engine.message_starts (message_name);

create table engine.instances (
  key bigint primary key,
  root_key bigint not null,
  caller_key bigint,
  process_id text not null,
  resource_key bigint not null references engine.resources (key),
  start_key text,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('COMPLETED','TERMINATED'))
);
comment on table engine.instances is 'Process instances; the row of a root is the lock of all that happens below it';
comment on column engine.instances.caller_key is 'The element, living or in the history, that called it; null for a root';
create unique index instances_start_key on engine.instances (process_id, start_key) where ended_at is null and start_key is not null;
comment on index engine.instances_start_key is 'One living instance for a process and correlation key that a message has started';
create index instances_root on engine.instances (root_key);
create index instances_caller on engine.instances (caller_key) where caller_key is not null;
create index instances_living_roots on engine.instances (key) where key = root_key and ended_at is null;
create index instances_ended on engine.instances (ended_at) where ended_at is not null;

create table engine.elements (
  key bigint primary key,
  root_key bigint not null,
  instance_key bigint not null,
  scope_key bigint,
  ancestors bigint[] not null,
  resource_key bigint not null,
  element_id text not null,
  kind text not null,
  state text not null check (state in ('ARRIVED','ACTIVATING','ACTIVE','COMPLETING')),
  listener integer not null default 0,
  children integer not null default 0 check (children >= 0),
  loop_counter integer,
  loop_size integer,
  flow_id text,
  entered_at timestamptz not null
) with (fillfactor = 80);
comment on table engine.elements is 'Where tokens are. ARRIVED: waits at a join for the other flows. children counts the living rows that have this one as scope';
create index elements_scope on engine.elements (scope_key);
create index elements_instance on engine.elements (instance_key);
create index elements_resource on engine.elements (resource_key);

create table engine.variables (
  scope_key bigint not null,
  name text not null,
  value jsonb not null,
  primary key (scope_key, name)
);
create table engine.loop_values (
  scope_key bigint not null,
  kind text not null check (kind in ('IN','OUT')),
  position integer not null,
  value jsonb not null,
  primary key (scope_key, kind, position)
);
comment on table engine.loop_values is 'What a multi-instance has still to go through, and what it has collected: one row each, so that a long list is never written again';

create table engine.jobs (
  key bigint primary key,
  root_key bigint not null,
  instance_key bigint not null,
  element_key bigint not null,
  process_id text not null,
  element_id text not null,
  type text not null,
  phase text not null check (phase in ('START','TASK','END')),
  retries integer not null,
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp()
) with (fillfactor = 70);
comment on column engine.jobs.attempts is 'How often an answer to it could not be carried out: after five it is an incident, and the next goes on';
comment on column engine.jobs.due_at is 'From when it may be handed out, system time: at once, when its lease ends, after its back-off, or never while an incident is open';
create index jobs_root on engine.jobs (root_key, key);
create index jobs_due on engine.jobs (due_at);
create index jobs_element on engine.jobs (element_key);

create table engine.timers (
  key bigint primary key,
  root_key bigint not null,
  element_key bigint not null,
  event_id text not null,
  due_at timestamptz not null,
  cycle text,
  repetitions integer,
  attempts integer not null default 0,
  retry_at timestamptz not null default '-infinity'
);
create index timers_due on engine.timers (due_at, key);
create index timers_element on engine.timers (element_key);

create table engine.messages (
  key bigint generated always as identity primary key,
  name text not null,
  correlation_key text not null,
  message_id text not null,
  variables jsonb not null,
  expires_at timestamptz not null,
  published_at timestamptz not null default clock_timestamp()
);
comment on column engine.messages.published_at is 'System time: a young message is kept even where nothing can take it yet';
comment on column engine.messages.key is 'Drawn under the lock of name and correlation key: what was published first is taken first';
create unique index messages_id on engine.messages (name, correlation_key, message_id) where correlation_key <> '';
comment on index engine.messages_id is 'Until it expires, a message that is sent again is the same message';
create index messages_expired on engine.messages (expires_at);

create table engine.correlations (
  message_key bigint not null references engine.messages (key) on delete cascade,
  process_id text not null,
  primary key (message_key, process_id)
);
comment on table engine.correlations is 'A message is taken once by each process id, whatever its version';

create table engine.subscriptions (
  key bigint primary key,
  root_key bigint not null,
  element_key bigint not null,
  process_id text not null,
  event_id text not null,
  name text not null,
  correlation_key text not null
);
create index subscriptions_message on engine.subscriptions (name, correlation_key);
create index subscriptions_element on engine.subscriptions (element_key);

create table engine.deliveries (
  message_key bigint primary key references engine.messages (key) on delete cascade,
  attempts integer not null default 0,
  retry_at timestamptz not null default clock_timestamp() + interval '5 seconds'
);
comment on table engine.deliveries is 'Published, and not yet handed to all who waited for it: whoever published does it at once, and if it dies somebody else later';

create table engine.incidents (
  key bigint primary key,
  root_key bigint not null,
  instance_key bigint not null,
  element_key bigint not null,
  element_id text not null,
  job_key bigint,
  step jsonb not null,
  code text not null,
  violated_constraint text,
  sentence text not null,
  created_at timestamptz not null,
  resolved_at timestamptz
);
create index incidents_root on engine.incidents (root_key);
create index incidents_open on engine.incidents (instance_key) where resolved_at is null;
create index incidents_element on engine.incidents (element_key) where resolved_at is null;

create table engine.history (
  key bigint primary key,
  root_key bigint not null,
  instance_key bigint not null,
  element_id text not null,
  kind text not null,
  outcome text not null check (outcome in ('COMPLETED','TERMINATED','NOT_MADE','TAKEN')),
  entered_at timestamptz not null,
  ended_at timestamptz not null
);
comment on table engine.history is 'What has ended, and the flows that were taken: for the diagram, and to tell a task that is gone from one that never was';
comment on column engine.history.outcome is 'NOT_MADE: a user task that was taken away before its start listeners had ended';
create index history_instance on engine.history (instance_key);

grant usage on schema engine to concilia_engine;
grant select, insert, update, delete on all tables in schema engine to concilia_engine;
grant usage on all sequences in schema engine to concilia_engine;
`

export const createEngine = {
  name: '202611291113_create_engine',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw('drop schema engine cascade'),
}
