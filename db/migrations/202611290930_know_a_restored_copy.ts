import type { Knex } from 'knex'

const up = `
create table database_place (
  only_row boolean primary key default true check (only_row),
  database_id text not null,
  cluster_id text not null,
  timeline text not null,
  database_oid text not null,
  departed_until timestamptz,
  held_since timestamptz,
  held_because text check (held_because in ('MOVED','OLDER','NO_MARK')),
  check ((held_since is null) = (held_because is null))
);
comment on table database_place is 'Where these rows were last written. A copy of them finds itself elsewhere, or behind what has left: then nothing leaves (mail, Region) until the process owner confirms';
comment on column database_place.departed_until is 'The last departure that the mark beside the documents told of when rows behind it were found: told once, it is known';
create index outbox_sent on outbox (sent_at) where sent_at is not null;
`
const down = `drop table database_place; drop index outbox_sent;`

export const knowARestoredCopy = {
  name: '202611290930_know_a_restored_copy',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
