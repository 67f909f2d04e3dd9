import type { Knex } from 'knex'

/* Rows of before: most name something of their cycle; a mail does not, and takes the cycle that was opened last. */
const up = `
alter table outbox add column cycle_id text;
update outbox set cycle_id = coalesce(
  payload -> 'variables' ->> 'cycleId',
  (select s.cycle_id from submissions s where s.id in (payload ->> 'submissionId', payload ->> 'correlationKey')),
  (select w.cycle_id from work_items w where w.element_instance_key = payload ->> 'elementInstanceKey' limit 1),
  (select c.cycle_id from scoring_rounds r join calls c on c.id = r.call_id where r.id = payload ->> 'correlationKey'),
  (select c.cycle_id from scorings s join calls c on c.id = s.call_id where s.id = payload ->> 'correlationKey'),
  (select c.id from cycles c where c.id = payload ->> 'correlationKey'),
  (select c.id from cycles c order by c.opened_at desc limit 1));
alter table outbox alter column cycle_id set not null;
create index outbox_stream on outbox (stream);
comment on column outbox.cycle_id is 'In whose audit chain a retry or a discard goes (art. 8). No foreign key: whoever locks the cycle would hold up every row that leaves a transaction';
`
const down = `drop index outbox_stream; alter table outbox drop column cycle_id;`

export const nameTheCycleOfOutboxRows = {
  name: '202611272150_name_the_cycle_of_outbox_rows',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
