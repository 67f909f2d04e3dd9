import type { Knex } from 'knex'

const up = `
alter table final_reports add column assessment text not null, add column committee_seen_on date;
comment on column final_reports.committee_seen_on is 'The day on which the committee saw the results, where it met before the return (art. 6)';
`
const down = `alter table final_reports drop column assessment, drop column committee_seen_on;`

export const addFinalAssessment = {
  name: '202611221020_add_final_assessment',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
