import type { Knex } from 'knex'

const up = `
create table network_profile (
  only_row boolean primary key default true check (only_row),
  network_name text not null,
  lead_office text not null,
  lead_address text not null,
  signatory_name text not null,
  signatory_role text not null,
  region_name text not null,
  region_office text not null,
  region_address text not null
);
comment on table network_profile is 'Whose network this is, as its documents name it; the lead itself is the body that chairs the committee (art. 5, 8)';
`
const down = `drop table network_profile;`

export const createNetworkProfile = {
  name: '202611220915_create_network_profile',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
