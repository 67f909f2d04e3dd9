import type { Knex } from 'knex'

const up = `
alter table conflict_declarations alter column seat_id drop not null;
comment on column conflict_declarations.seat_id is 'The seat that the person declares for; null for an expert called in, who has no seat to evaluate for (art. 5)';

create unique index scorings_once_a_round on scorings (round_id, application_id, person_id);
comment on index scorings_once_a_round is 'A person is asked once in a round about an application, however often the step runs: ids of sheets are random (art. 6)';

create table evaluator_keys (
  call_id text primary key references calls (id),
  key text not null
);
comment on table evaluator_keys is 'Keys the hash under which a seal names evaluators, who stay unknown (art. 5); without a policy: no reader ever sees it';
alter table evaluator_keys enable row level security;
`
const down = `
drop table evaluator_keys;
drop index scorings_once_a_round;
delete from declared_conflicts x using conflict_declarations d where d.id = x.declaration_id and d.seat_id is null;
delete from conflict_declarations where seat_id is null;
alter table conflict_declarations alter column seat_id set not null;
`

export const askExpertsHideEvaluators = {
  name: '202611272122_ask_experts_hide_evaluators',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
