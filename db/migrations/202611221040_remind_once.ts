import type { Knex } from 'knex'

const up = `
alter table submissions add column reminded_at timestamptz;
comment on column submissions.reminded_at is 'When the process owner was told that the Region has not answered: once for each submission (art. 8)';
`
const down = `alter table submissions drop column reminded_at;`

export const remindOnce = {
  name: '202611221040_remind_once',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
