import type { Knex } from 'knex'

const up = `
create table plan_versions (
  id text primary key,
  cycle_id text not null references cycles (id),
  call_id text not null references calls (id),
  ranking_id text not null references rankings (id),
  version integer not null,
  status text not null,
  alliances_cents bigint not null check (alliances_cents >= 0),
  system_actions_cents bigint not null check (system_actions_cents >= 0),
  drawn_up_at timestamptz not null,
  unique (cycle_id, version)
);
create unique index plan_versions_current on plan_versions (cycle_id) where status = 'VALIDATED';
comment on index plan_versions_current is 'One version is in force: the last that the Region validated (art. 8)';
create unique index plan_versions_under_way on plan_versions (cycle_id) where status in ('DRAWN_UP','ADOPTED','SENT');
comment on index plan_versions_under_way is 'One version is on its way to the Region at a time (art. 8)';
create table plan_projects (
  plan_version_id text not null references plan_versions (id),
  application_id text not null references applications (id),
  position integer not null,
  grant_cents bigint not null check (grant_cents > 0),
  primary key (plan_version_id, application_id)
);

create table submissions (
  id text primary key,
  cycle_id text not null references cycles (id),
  kind text not null check (kind in ('PLAN','FINAL_RETURN')),
  subject_id text not null,
  status text not null,
  package_sha256 text references stored_files (sha256),
  idempotency_key text not null unique,
  sent_at timestamptz,
  receipt_number text,
  protocol_number text,
  received_at timestamptz,
  reminded_at timestamptz,
  outcome text,
  outcome_protocol text,
  outcome_decided_on date,
  outcome_recorded_at timestamptz
);
comment on column submissions.reminded_at is 'When the process owner was told that the Region has not answered: once for each submission (art. 8)';
create unique index submissions_under_way on submissions (kind, subject_id) where case kind when 'PLAN' then outcome is null else status in ('PREPARED','SENT') end;
comment on index submissions_under_way is 'One submission of a subject at a time: another only after the Region answered a plan, or has a return (art. 8)';
`
const down = `drop table submissions, plan_projects, plan_versions;`

export const createApproval = {
  name: '202611291108_create_approval',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
