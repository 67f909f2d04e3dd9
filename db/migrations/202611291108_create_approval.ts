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
create index plan_projects_position on plan_projects (plan_version_id, position);

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
  answered_at timestamptz
);
comment on column submissions.answered_at is 'When the first outcome of the Region was recorded; all of them are in regional_outcomes';
comment on column submissions.reminded_at is 'When the process owner was told that the Region has not answered: once for each submission (art. 8)';
create index submissions_cycle on submissions (cycle_id);
create unique index submissions_under_way on submissions (kind, subject_id) where case kind when 'PLAN' then answered_at is null else status in ('PREPARED','SENT') end;
comment on index submissions_under_way is 'One submission of a subject at a time: another only after the Region answered a plan, or has a return (art. 8)';

create table regional_outcomes (
  id text primary key,
  submission_id text not null references submissions (id),
  outcome text not null check (outcome in ('VALIDATED','VALIDATED_WITH_REMARKS','SENT_BACK','REJECTED')),
  protocol_number text not null,
  decided_on date not null,
  status text not null,
  recorded_at timestamptz not null
);
create unique index regional_outcomes_told on regional_outcomes (submission_id, outcome, protocol_number, decided_on);
comment on index regional_outcomes_told is 'The same outcome delivered again is one (art. 8)';
create unique index regional_outcomes_in_force on regional_outcomes (submission_id) where status = 'IN_FORCE';
comment on index regional_outcomes_in_force is 'By one outcome the process goes on; a later one takes its place until then, and is noted after it (art. 8)';
`
const down = `drop table regional_outcomes, submissions, plan_projects, plan_versions;`

export const createApproval = {
  name: '202611291108_create_approval',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
