import type { Knex } from 'knex'

const up = `
create table working_groups (
  id text primary key,
  name text not null,
  purpose text not null,
  referent_id text not null references persons (id),
  report_due_on date not null,
  ends_on date,
  status text not null,
  proposed_at timestamptz not null
);
create index working_groups_referent on working_groups (referent_id);
comment on table working_groups is 'Working groups of the committee, whatever the cycle: it constitutes and dissolves them by its vote (art. 5)';
comment on column working_groups.ends_on is 'Its last day; null where it lasts until the committee dissolves it';

create table working_group_members (
  working_group_id text not null references working_groups (id),
  position integer not null,
  person_id text references persons (id),
  body_id text references bodies (id),
  name text,
  organisation text,
  email text,
  primary key (working_group_id, position),
  constraint working_group_members_one check (num_nonnulls(person_id, body_id, name) = 1),
  constraint working_group_members_contact check (num_nonnulls(name, organisation, email) in (0, 3))
);
create unique index working_group_members_person on working_group_members (working_group_id, person_id);
create unique index working_group_members_body on working_group_members (working_group_id, body_id);
create index working_group_members_of_person on working_group_members (person_id);
create index working_group_members_of_body on working_group_members (body_id);
comment on table working_group_members is 'Who takes part beside the referent: people of the register, bodies, or others by name, organisation and address (art. 5)';

create table working_group_reports (
  id text primary key,
  working_group_id text not null references working_groups (id),
  text text,
  file_name text,
  media_type text,
  sha256 text references stored_files (sha256),
  handed_in_at timestamptz
);
create index working_group_reports_group on working_group_reports (working_group_id);
create unique index working_group_reports_to_hand_in on working_group_reports (working_group_id) where handed_in_at is null;
comment on index working_group_reports_to_hand_in is 'One report is prepared at a time: its file may be there before its text';
comment on table working_group_reports is 'What the referent tells the committee of the outcomes: once handed in it waits for an agenda (art. 5)';

alter table agenda_items add column working_group_id text references working_groups (id),
  add column report_id text references working_group_reports (id);
create index agenda_items_working_group on agenda_items (working_group_id);
comment on column agenda_items.working_group_id is 'The group that the item constitutes, hears or dissolves; null for any other (art. 5)';
comment on column agenda_items.report_id is 'The report that the item hears; it comes back with the item where that is put off';
`
const down = `
alter table agenda_items drop column working_group_id, drop column report_id;
drop table working_group_reports, working_group_members, working_groups;`

export const createWorkingGroups = {
  name: '202611291116_create_working_groups',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
