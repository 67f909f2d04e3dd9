import type { Knex } from 'knex'

const up = `
create table act_proposals (
  id text primary key,
  cycle_id text not null references cycles (id),
  kind text not null check (kind in ('GUIDANCE_ADOPTION','CALL_NOTICE','RANKING_APPROVAL','PLAN_APPROVAL','GRANT','LIQUIDATION','FINAL_RETURN')),
  subject_id text not null,
  title text not null,
  status text not null check (status in ('PROPOSED','ADOPTED','PUBLISHED','EFFECTIVE')),
  document_id text references documents (id),
  proposed_at timestamptz not null
);
create unique index act_proposals_subject on act_proposals (kind, subject_id);
comment on index act_proposals_subject is 'One proposal of a kind for a subject: a step run again finds its own';

create table acts (
  proposal_id text primary key references act_proposals (id),
  number text not null,
  organ text not null,
  adopted_on date not null,
  signed_file_sha256 text not null references stored_files (sha256),
  signature text not null,
  protocol_number text not null,
  published_on date,
  publication_number text,
  effective_at timestamptz
);
create unique index acts_number on acts (organ, number, (extract(year from adopted_on)));
comment on index acts_number is 'An organ numbers its acts once a year: the same act is not recorded for two proposals';

create table protocol_register (
  year integer not null,
  number integer not null,
  direction text not null check (direction in ('IN','OUT')),
  subject text not null,
  correspondent text not null,
  file_sha256 text,
  registered_at timestamptz not null,
  reference_id text not null,
  primary key (year, number)
);
create unique index protocol_register_reference on protocol_register (reference_id, direction);
comment on index protocol_register_reference is 'A document is registered once: a step run again reads its number (DPR 445/2000 art. 53)';

create table plan_versions (
  id text primary key,
  cycle_id text not null references cycles (id),
  call_id text not null references calls (id),
  ranking_id text not null references rankings (id),
  version integer not null,
  status text not null check (status in ('DRAWN_UP','ADOPTED','SENT','VALIDATED')),
  alliances_cents bigint not null check (alliances_cents >= 0),
  system_actions_cents bigint not null check (system_actions_cents >= 0),
  drawn_up_at timestamptz not null,
  unique (cycle_id, version)
);
create unique index plan_versions_ranking on plan_versions (ranking_id);
comment on index plan_versions_ranking is 'A ranking gives one plan version on the straight way: a step run again finds its own';
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
  status text not null check (status in ('PREPARED','SENT','RECEIVED','VALIDATED')),
  package_sha256 text references stored_files (sha256),
  idempotency_key text not null unique,
  sent_at timestamptz,
  receipt_number text,
  protocol_number text,
  received_at timestamptz,
  outcome text,
  outcome_protocol text,
  outcome_decided_on date,
  outcome_recorded_at timestamptz
);
create unique index submissions_subject on submissions (kind, subject_id);
comment on index submissions_subject is 'One submission for each plan version and one final return: nothing goes to the Region twice (art. 8)';
`
const down = `drop table submissions, plan_projects, plan_versions, protocol_register, acts, act_proposals;`

export const createActsAndApproval = {
  name: '202611220950_create_acts_and_approval',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
