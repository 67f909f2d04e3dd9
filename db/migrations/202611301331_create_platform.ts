import type { Knex } from 'knex'

const up = `
create collation counted (provider = icu, locale = 'und-u-kn-true');
comment on collation counted is 'Codes in the order in which people count: A1-101 before A1-1000';

create table engine_identity (
  only_row boolean primary key default true check (only_row),
  engine text not null constraint engine_identity_engine check (engine in ('embedded', 'camunda')),
  engine_id text not null,
  is_marked boolean not null default true,
  clock_offset_ms bigint not null default 0
);
comment on table engine_identity is 'Which engine data these rows belong to, and how far demo time was moved; a start with another engine is refused';
comment on column engine_identity.engine is 'On which engine this database began: instances and tasks of one engine are nothing to the other, so a start with the other is refused';
create function network_time() returns timestamptz
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select now() + coalesce((select clock_offset_ms from engine_identity), 0) * interval '1 millisecond'
$$;
comment on function network_time is 'What people are shown as now: the machine''s time, and in the demo how far its clock was moved';
comment on column engine_identity.is_marked is 'False from the moment before the data of a Camunda are marked as ours until their answer has come: the mark is ours though it was lost';

create table database_place (
  only_row boolean primary key default true check (only_row),
  database_id text not null,
  cluster_id text not null,
  timeline text not null,
  database_oid text not null,
  departed_until timestamptz,
  held_since timestamptz,
  held_because text check (held_because in ('MOVED','OLDER','NO_MARK')),
  check ((held_since is null) = (held_because is null))
);
comment on table database_place is 'Where these rows were last written. A copy of them finds itself elsewhere, or behind what has left: then nothing leaves (mail, Region) until the process owner confirms';
comment on column database_place.departed_until is 'The last departure that the mark beside the documents told of when rows behind it were found: told once, it is known';

create table schema_rooms (
  only_row boolean primary key default true check (only_row),
  sha256 text not null
);
comment on table schema_rooms is 'Which text of the rooms of SQL this schema holds: once it has changed they are made anew';

create table deployments (
  engine_id text not null,
  file_name text not null,
  sha256 text not null,
  deployed_at timestamptz not null,
  primary key (engine_id, file_name)
);
comment on table deployments is 'What the engine already holds: only files whose hash changed are deployed again';

create table job_executions (
  engine_id text not null,
  job_key text not null,
  job_type text not null,
  outcome jsonb,
  finished_at timestamptz,
  primary key (engine_id, job_key)
);
comment on table job_executions is 'The job ledger: a redelivered job replays its outcome instead of acting twice';

create table request_answers (
  person_id text not null,
  request_key text not null,
  content_sha256 text not null,
  answer jsonb,
  answered_at timestamptz not null default now(),
  primary key (person_id, request_key)
);
comment on table request_answers is 'A request sent again with its Idempotency-Key gets the first answer and does nothing twice';
comment on column request_answers.content_sha256 is 'What the request asked: the same key with another content is refused, not answered with the first answer';

create table outbox (
  id text primary key,
  position bigint generated always as identity,
  cycle_id text not null,
  process_instance_key text,
  stream text not null,
  kind text not null check (kind in ('PUBLISH_MESSAGE','COMPLETE_USER_TASK','MAIL','REGION','RESOLVE_INCIDENT','INTERVENE')),
  payload jsonb not null,
  state text not null,
  attempts integer not null default 0,
  available_at timestamptz not null default now(),
  claimed_until timestamptz,
  last_error text,
  created_at timestamptz not null default network_time(),
  sent_at timestamptz,
  received_at timestamptz
);
comment on column outbox.cycle_id is 'In whose audit chain a retry or a discard goes (art. 8). No foreign key: whoever locks the cycle would hold up every row that leaves a transaction';
create index outbox_pending on outbox (stream, position) where state in ('PENDING','PARKED');
create index outbox_stream on outbox (stream);
create index outbox_parked on outbox (position) where state = 'PARKED';
create index outbox_unreceived on outbox (sent_at) where state = 'SENT' and kind = 'PUBLISH_MESSAGE';
comment on column outbox.process_instance_key is 'The instance whose step left it; null where a person did';
create index outbox_mails on outbox (process_instance_key, created_at) where kind = 'MAIL' and process_instance_key is not null;
create index outbox_sent on outbox (sent_at) where sent_at is not null;

create table audit_heads (
  chain_id text primary key,
  sequence bigint not null,
  hash text not null
);
create table audit_entries (
  chain_id text not null,
  sequence bigint not null,
  at timestamptz not null,
  actor text not null,
  function_id text,
  action text not null,
  subject_id text not null,
  facts jsonb not null,
  previous_hash text not null,
  hash text not null,
  primary key (chain_id, sequence)
);
comment on column audit_entries.function_id is 'In which function the person acted; null for a step of a process';
comment on table audit_entries is 'Append-only, one chain per cycle: each row holds the hash of the row before';

create table stored_files (
  sha256 text primary key,
  size_bytes bigint not null,
  stored_at timestamptz not null
);
comment on table stored_files is 'Contents live in the document store under their sha-256; the same bytes are one row';
`
const down = `drop table stored_files, audit_entries, audit_heads, outbox, request_answers, job_executions, deployments, schema_rooms, database_place, engine_identity;
drop function network_time();
drop collation counted;`

export const createPlatform = {
  name: '202611301331_create_platform',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
