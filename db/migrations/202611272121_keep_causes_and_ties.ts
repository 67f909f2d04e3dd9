import type { Knex } from 'knex'

const up = `
alter table exclusions add column cause_application_id text references applications (id);
update exclusions e set cause_application_id = coalesce(
  (select a.id from applications a where a.call_id = e.call_id and e.source = 'COMPUTED'
      and position('del progetto ' || a.code || ' «' in e.full_reason) > 0 limit 1),
  e.application_id);
alter table exclusions alter column cause_application_id set not null;
comment on column exclusions.cause_application_id is 'The application that full_reason names: read only by whoever may read of that one too (art. 5)';

alter table declared_conflicts add column tie text;
update declared_conflicts set tie = explanation where reason = 'BODY_TIE';
comment on column declared_conflicts.tie is 'The tie of the own body that we found, beside what the person declares: who decides reads both (DPR 62/2013 art. 7)';
`
const down = `
alter table declared_conflicts drop column tie;
alter table exclusions drop column cause_application_id;
`

export const keepCausesAndTies = {
  name: '202611272121_keep_causes_and_ties',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
