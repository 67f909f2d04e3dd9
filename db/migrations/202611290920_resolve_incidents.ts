import type { Knex } from 'knex'

const KINDS = `'PUBLISH_MESSAGE','COMPLETE_USER_TASK','MAIL','REGION'`

const up = `
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in (${KINDS},'RESOLVE_INCIDENT'));

create table incident_retries (
  engine_id text not null,
  incident_key text not null,
  cycle_id text not null references cycles (id),
  process_instance_key text not null,
  process_id text not null,
  element_id text not null,
  code text not null,
  retried_by text not null references persons (id),
  retried_at timestamptz not null,
  primary key (engine_id, incident_key)
);
comment on table incident_retries is 'Who let a stopped step go on, and when (art. 8). The key: an incident is retried once; what stops again is another incident';
create index incident_retries_cycle on incident_retries (cycle_id, retried_at);

create index instances_living_roots on engine.instances (key) where key = root_key and ended_at is null;
`
const down = `
drop index engine.instances_living_roots;
drop table incident_retries;
delete from outbox where kind = 'RESOLVE_INCIDENT';
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in (${KINDS}));
`

export const resolveIncidents = {
  name: '202611290920_resolve_incidents',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
