import type { Knex } from 'knex'

const up = `
alter table engine_identity add column engine text;
update engine_identity set engine = 'camunda';
alter table engine_identity alter column engine set not null;
alter table engine_identity add constraint engine_identity_engine check (engine in ('embedded', 'camunda'));
alter table engine_identity add column is_marked boolean not null default true;
comment on column engine_identity.is_marked is 'False from the moment before the data of a Camunda are marked as ours until their answer has come: the mark is ours though it was lost';
comment on column engine_identity.engine is 'On which engine this database began: instances and tasks of one engine are nothing to the other, so a start with the other is refused';
`
const down = `alter table engine_identity drop column engine, drop column is_marked;`

export const nameTheEngine = {
  name: '202611290900_name_the_engine',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
