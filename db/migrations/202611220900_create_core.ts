import type { Knex } from 'knex'

const up = `
create table engine_identity (
  only_row boolean primary key default true check (only_row),
  engine_id text not null,
  clock_offset_ms bigint not null default 0
);
comment on table engine_identity is 'Which engine data these rows belong to, and how far demo time was moved; a start with another engine is refused';

create table deployments (
  engine_id text not null,
  file_name text not null,
  sha256 text not null,
  deployed_at timestamptz not null,
  primary key (engine_id, file_name)
);
comment on table deployments is 'What the engine already holds: only files whose hash changed are deployed again';

create table persons (
  id text primary key,
  display_name text not null,
  email text not null
);
create unique index persons_email on persons (lower(email));
comment on index persons_email is 'Two addresses in different case are one identity: a conflict is never lost to spelling';

create table cycles (
  id text primary key,
  code text not null unique,
  title text not null,
  guidelines_act text not null,
  guidance_due_on date not null,
  ends_on date not null,
  status text not null check (status in ('OPEN','CLOSED')),
  process_owner_id text not null references persons (id),
  opened_at timestamptz not null,
  closed_at timestamptz
);

create table stored_files (
  sha256 text primary key,
  size_bytes bigint not null,
  stored_at timestamptz not null
);
comment on table stored_files is 'Contents live in the document store under their sha-256; the same bytes are one row';

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
  created_at timestamptz not null
);
create unique index documents_natural_key on documents (kind, subject_id, sha256);
comment on index documents_natural_key is 'A step run again finds its own document: one document per kind, subject and content';
comment on column documents.evaluated_call_id is 'Set where a document speaks of several applications under evaluation (minutes, ranking): closed to anybody excluded from one of them';
create index documents_cycle on documents (cycle_id, created_at);

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
  answer jsonb,
  answered_at timestamptz not null default now(),
  primary key (person_id, request_key)
);
comment on table request_answers is 'A request sent again with its Idempotency-Key gets the first answer and does nothing twice';

create table process_instances (
  engine_id text not null,
  process_instance_key text not null,
  process_id text not null,
  cycle_id text not null references cycles (id),
  seen_at timestamptz not null default now(),
  primary key (engine_id, process_instance_key)
);
create index process_instances_cycle on process_instances (cycle_id);

create table outbox (
  id text primary key,
  position bigint generated always as identity,
  stream text not null,
  kind text not null check (kind in ('PUBLISH_MESSAGE','COMPLETE_USER_TASK','MAIL','REGION')),
  payload jsonb not null,
  state text not null check (state in ('PENDING','SENT','RECEIVED','PARKED','DISCARDED')),
  attempts integer not null default 0,
  available_at timestamptz not null default now(),
  claimed_until timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  received_at timestamptz
);
create index outbox_pending on outbox (stream, position) where state in ('PENDING','PARKED');

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
  action text not null,
  subject_id text not null,
  facts jsonb not null,
  previous_hash text not null,
  hash text not null,
  primary key (chain_id, sequence)
);
comment on table audit_entries is 'Append-only, one chain per cycle: each row holds the hash of the row before';

create table work_items (
  id text primary key,
  engine_id text not null,
  element_instance_key text not null,
  process_instance_key text not null,
  element_id text not null,
  cycle_id text not null references cycles (id),
  subject_id text not null,
  role text not null,
  person_id text references persons (id),
  body_id text,
  application_id text,
  context jsonb not null,
  state text not null check (state in ('OPEN','COMPLETED','WITHDRAWN','EXPIRED')),
  due_at timestamptz,
  opened_at timestamptz not null,
  ended_at timestamptz,
  completed_by text references persons (id),
  result jsonb,
  unique (engine_id, element_instance_key)
);
create index work_items_open on work_items (role, state) where state = 'OPEN';
create index work_items_subject on work_items (subject_id);

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
`
const down = `
drop table work_item_files, work_items, audit_entries, audit_heads, outbox, process_instances, request_answers, job_executions, documents, stored_files, cycles, persons, deployments, engine_identity;
`

export const createCore = {
  name: '202611220900_create_core',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
