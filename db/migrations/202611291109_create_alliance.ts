import type { Knex } from 'knex'

const up = `
create table projects (
  id text primary key,
  cycle_id text not null references cycles (id),
  application_id text not null references applications (id),
  plan_version_id text not null references plan_versions (id),
  code text collate counted not null unique,
  status text not null,
  grant_cents bigint not null check (grant_cents > 0),
  cost_cents bigint not null check (cost_cents >= grant_cents),
  agreement_signed_on date,
  agreement_sha256 text references stored_files (sha256),
  agreement_protocol text,
  agreement_signed_by text references persons (id),
  cup text,
  commitment_number text,
  commitment_on date,
  starts_on date,
  started_on date,
  ends_on date not null,
  closed_at timestamptz,
  constraint projects_cup check (cup ~ '^[A-Z][0-9]{2}[A-Z][0-9]{11}$'),
  constraint projects_cup_before_grant check (status in ('APPROVED','AGREED') or cup is not null),
  constraint projects_agreement_before_start check (agreement_signed_on <= starts_on and starts_on <= started_on)
);
create index projects_cycle on projects (cycle_id, code, id);
create unique index projects_living on projects (application_id) where status <> 'CLOSED';
comment on index projects_living is 'An application has one project at a time: a later plan version that funds it finds it (art. 9)';
create unique index projects_cup_unique on projects (cup);
comment on column projects.agreement_signed_by is 'Who signed for the lead: a signatory of that body on that day (art. 9)';
comment on constraint projects_cup_before_grant on projects is 'A grant act without CUP is void (DL 76/2020 art. 41)';
comment on constraint projects_agreement_before_start on projects is 'The alliance is formally set up before its project starts (art. 9)';

create table alliance_adhesions (
  project_id text not null references projects (id),
  body_id text not null references bodies (id),
  contribution text not null,
  joined_on date not null,
  act text not null,
  reason text not null,
  recorded_by text not null references persons (id),
  recorded_at timestamptz not null,
  primary key (project_id, body_id)
);
comment on table alliance_adhesions is 'Who joined an alliance once it was set up, told to the network lead: what was submitted, and the ranking, stay as they are (art. 9)';
comment on column alliance_adhesions.act is 'The formal adhesion, in the way that the agreement provides, and how it was told (art. 9)';

create table assigned_officers (
  application_id text not null references applications (id),
  project_id text references projects (id),
  person_id text not null references persons (id),
  assigned_by text not null references persons (id),
  assigned_at timestamptz not null
);
create unique index assigned_officers_subject on assigned_officers (application_id, coalesce(project_id, ''));
comment on table assigned_officers is 'The case officer of an application, and of a project where project_id names it: whose tasks about it are first (L. 241/1990 art. 5)';
comment on index assigned_officers_subject is 'One at a time; who it was before, and why it changed, is in the audit chain';
`
const down = `drop table assigned_officers, alliance_adhesions, projects;`

export const createAlliance = {
  name: '202611291109_create_alliance',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
