import type { Knex } from 'knex'

const up = `
create table achieved_results (
  project_id text not null references projects (id),
  indicator text not null,
  achieved integer not null check (achieved >= 0),
  note text not null,
  primary key (project_id, indicator)
);

create table final_reports (
  cycle_id text primary key references cycles (id),
  text text not null,
  assessment text not null,
  committee_seen_on date,
  written_by text not null references persons (id),
  written_at timestamptz not null
);
comment on column final_reports.committee_seen_on is 'The day on which the committee saw the results, where it met before the return (art. 6)';
`
const down = `drop table final_reports, achieved_results;`

export const createMonitoring = {
  name: '202611291112_create_monitoring',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
