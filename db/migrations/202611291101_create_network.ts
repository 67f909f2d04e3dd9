import type { Knex } from 'knex'

const up = `
create table network (
  only_row boolean primary key default true check (only_row),
  code text not null,
  document jsonb not null,
  document_sha256 text not null check (document_sha256 ~ '^[0-9a-f]{64}$'),
  loaded_at timestamptz not null
);
comment on table network is 'The one network of this database, as its document was loaded: terms, acts, letterhead, words. The lead itself is the body that chairs the committee (art. 2, 5, 8)';

create table persons (
  id text primary key,
  display_name text not null,
  email text not null
);
create unique index persons_email on persons (lower(email));
comment on index persons_email is 'Two addresses in different case are one identity: a conflict is never lost to spelling';

create table bodies (
  id text primary key,
  name text not null,
  tax_code text not null unique constraint bodies_tax_code check (tax_code ~ '^([0-9]{11}|[A-Z0-9]{16}|[A-Z]{2}:[A-Z0-9]{3,30})$'),
  vat_number text constraint bodies_vat_number check (vat_number ~ '^[0-9]{11}$'),
  kind text not null check (kind in ('HEALTH_AGENCY','REGIONAL_OFFICE','MUNICIPALITY','PROVINCE','SPECIAL_COMPANY','SERVICES_COMPANY','CHAMBER_OF_COMMERCE','UNIVERSITY','EQUALITY_ADVISER','TRADE_UNION','EMPLOYERS_ASSOCIATION','FAMILY_ASSOCIATION','THIRD_SECTOR','ENTERPRISE')),
  size text check (size in ('MICRO','SMALL','MEDIUM','LARGE')),
  email text,
  network_member_since date,
  constraint bodies_member_email check (network_member_since is null or email is not null)
);
comment on table bodies is 'One subject with both its codes, as it is known from all that body_facts holds of it';
comment on column bodies.tax_code is 'Codice fiscale, or country and code of a foreign body';
comment on column bodies.vat_number is 'Not unique: members of a VAT group share one';
comment on column bodies.network_member_since is 'Null for a body that takes part in an alliance but has not joined the network (art. 2)';
create index bodies_vat on bodies (vat_number);

create table body_facts (
  body_id text not null references bodies (id),
  fact text not null check (fact in ('name','taxCode','vatNumber','kind','size','email')),
  source text not null check (source in ('REGISTER','ITSELF','APPLICANT')),
  value text not null,
  said_at timestamptz not null,
  said_by text references persons (id),
  primary key (body_id, fact, source)
);
comment on table body_facts is 'Who says what of a body, and when: the newest word of each source; the register''s counts before the body''s own, and that before an applicant''s';

create table body_links (
  from_body_id text not null references bodies (id),
  to_body_id text not null references bodies (id),
  kind text not null check (kind in ('CONTROL','MEMBERSHIP','SERVICE_COMPANY')),
  source text not null,
  primary key (from_body_id, to_body_id, kind),
  check (from_body_id <> to_body_id)
);
comment on table body_links is 'from controls to, from is a member of to, or to is the service company of from: the graph on which conflicts are computed (art. 5)';

create table offices (
  person_id text not null references persons (id),
  body_id text not null references bodies (id),
  office text not null,
  primary key (person_id, body_id, office)
);

create table committee_seats (
  id text primary key,
  category text not null,
  body_id text not null references bodies (id),
  chair boolean not null default false
);
create unique index committee_seats_body on committee_seats (category, body_id);
comment on index committee_seats_body is 'A body names one titular and one deputy in its category (art. 5)';

create table seat_holders (
  seat_id text not null references committee_seats (id),
  person_id text not null references persons (id),
  role text not null check (role in ('TITULAR','DEPUTY')),
  primary key (seat_id, role)
);
create unique index seat_holders_person on seat_holders (person_id);
comment on index seat_holders_person is 'Nobody sits twice: one person, one seat, one vote (art. 5, 7)';

create table person_roles (
  person_id text not null references persons (id),
  role text not null,
  body_id text references bodies (id)
);
create unique index person_roles_key on person_roles (person_id, role, coalesce(body_id, ''));
`
const down = `drop table person_roles, seat_holders, committee_seats, offices, body_links, body_facts, bodies, persons, network;`

export const createNetwork = {
  name: '202611291101_create_network',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
