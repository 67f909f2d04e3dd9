import type { Knex } from 'knex'

const up = `
create table network (
  only_row boolean primary key default true check (only_row),
  code text not null,
  document jsonb not null,
  settings jsonb not null generated always as (document - 'bodies' - 'links' - 'seats' - 'people') stored,
  document_sha256 text not null check (document_sha256 ~ '^[0-9a-f]{64}$'),
  loaded_at timestamptz not null
);
comment on table network is 'The one network of this database, as its document was loaded: terms, acts, letterhead, words. The lead itself is the body that chairs the committee (art. 2, 5, 8)';
comment on column network.settings is 'The document but for its register, which is long and stands in tables of its own';

create extension if not exists btree_gist;

create table persons (
  id text primary key,
  given_name text not null,
  family_name text not null,
  display_name text not null generated always as (given_name || ' ' || family_name) stored,
  born_on date not null,
  tax_code text constraint persons_tax_code_form check (tax_code ~ '^[A-Z0-9]{16}$'),
  document_country text check (document_country ~ '^[A-Z]{2}$' and document_country <> 'IT'),
  document_kind text check (document_kind in ('PASSPORT','IDENTITY_CARD')),
  document_number text,
  email text not null,
  looked_at timestamptz,
  constraint persons_identity check (num_nonnulls(document_country, document_kind, document_number) = case when tax_code is null then 3 else 0 end)
);
comment on table persons is 'A human, whatever accounts and functions: wall, votes, approvals and exclusions ask the person (art. 5)';
comment on column persons.looked_at is 'Up to when the person has said to have seen what changed; null before the first time';
comment on column persons.email is 'Where the network writes to the person; not what one signs in with';
create index persons_name on persons (family_name, given_name, id);
create unique index persons_tax_code on persons (tax_code);
create unique index persons_document on persons (document_country, document_kind, document_number);
comment on index persons_tax_code is 'One human is one row: a conflict is never lost between two';

create table accounts (
  id text primary key,
  person_id text not null references persons (id),
  email text,
  issuer text,
  subject text,
  constraint accounts_kind check (num_nonnulls(issuer, subject) = case when email is null then 2 else 0 end)
);
comment on table accounts is 'What a person signs in with: a subject of an OpenID Connect provider, or, in the demo, an address';
create unique index accounts_email on accounts (lower(email));
comment on index accounts_email is 'Two addresses in different case are one account, and so one person';
create unique index accounts_subject on accounts (issuer, subject);
comment on index accounts_subject is 'Two first sign-ins at once are one account';
create index accounts_person on accounts (person_id);

create table bodies (
  id text primary key,
  name text not null,
  tax_code text not null unique constraint bodies_tax_code check (tax_code ~ '^([0-9]{11}|[A-Z0-9]{16}|[A-Z]{2}:[A-Z0-9]{3,30})$'),
  vat_number text constraint bodies_vat_number check (vat_number ~ '^[0-9]{11}$'),
  kind text not null check (kind in ('HEALTH_AGENCY','REGIONAL_OFFICE','MUNICIPALITY','PROVINCE','SPECIAL_COMPANY','SERVICES_COMPANY','CHAMBER_OF_COMMERCE','UNIVERSITY','EQUALITY_ADVISER','TRADE_UNION','EMPLOYERS_ASSOCIATION','FAMILY_ASSOCIATION','THIRD_SECTOR','ENTERPRISE')),
  size text check (size in ('MICRO','SMALL','MEDIUM','LARGE')),
  email text,
  address text,
  network_member_since date,
  plain_name text not null generated always as (
    regexp_replace(regexp_replace(regexp_replace(translate(lower(normalize(name, NFD)), '-/''’', '    '),
      '[^a-z0-9 ]', '', 'g'),
      '\\m(srls|srl|spa|snc|sas|scarl|scrl|scs|coop|cooperativa|sociale|onlus|ets|aps|odv|asp)\\M', '', 'g'),
      ' ', '', 'g')) stored,
  plain_address text not null generated always as (
    regexp_replace(regexp_replace(regexp_replace(translate(lower(normalize(coalesce(address, ''), NFD)), '-/''’,.;', '       '),
      '\\([a-z]{2}\\)|[^a-z0-9 ]', '', 'g'),
      '\\m([0-9]{5}|n|nr|num|numero|civico|italia)\\M', '', 'g'),
      ' ', '', 'g')) stored,
  constraint bodies_member_email check (network_member_since is null or email is not null)
);
create index bodies_members on bodies (name, id) where network_member_since is not null;
comment on table bodies is 'One subject with both its codes, as it is known from all that body_facts holds of it';
comment on column bodies.tax_code is 'Codice fiscale, or country and code of a foreign body';
comment on column bodies.vat_number is 'Not unique: members of a VAT group share one';
comment on column bodies.network_member_since is 'Null for a body that takes part in an alliance but has not joined the network (art. 2)';
comment on column bodies.plain_address is 'By which bodies of the same address are found: without accents, signs, spaces, postcode, province and the word for the number; empty where nobody has said one';
comment on column bodies.plain_name is 'By which bodies of the same name are found: without accents, signs, spaces and the form of the company';
create index bodies_vat on bodies (vat_number);
create index bodies_plain_name on bodies (plain_name);
create index bodies_plain_address on bodies (plain_address) where plain_address <> '';

create table body_facts (
  body_id text not null references bodies (id),
  fact text not null check (fact in ('name','taxCode','vatNumber','kind','size','email','address')),
  source text not null check (source in ('REGISTER','ITSELF','APPLICANT')),
  value text not null,
  said_at timestamptz not null,
  said_by text references persons (id),
  primary key (body_id, fact, source)
);
comment on table body_facts is 'Who says what of a body, and when: the newest word of each source; the register''s counts before the body''s own, and that before an applicant''s';

create view body_names as
select typed.id as body_id, body.id as subject_id
  from bodies typed join bodies body on body.vat_number = typed.tax_code and body.id <> typed.id
 where (typed.vat_number is null or typed.vat_number = typed.tax_code)
   and not exists (select 1 from body_facts f where f.body_id = typed.id and f.fact = 'taxCode' and f.source <> 'APPLICANT');
comment on view body_names is 'A row that only applicants named, by a partita IVA in the place of the tax code (or of both codes), is the body that has that partita IVA; one of several where a VAT group shares it. Computed from what all have said, so the order in which they said it does not matter';

create view body_subjects as
select b.id as body_id, coalesce((select min(n.subject_id) from body_names n where n.body_id = b.id having count(*) = 1), b.id) as subject_id
  from bodies b;
comment on view body_subjects is 'Which body a row is: itself, or the one that it names for certain';

create table body_links (
  from_body_id text not null references bodies (id),
  to_body_id text not null references bodies (id),
  kind text not null check (kind in ('CONTROL','MEMBERSHIP','SERVICE_COMPANY')),
  source text not null,
  primary key (from_body_id, to_body_id, kind),
  check (from_body_id <> to_body_id)
);
comment on table body_links is 'from controls to, from is a member of to, or to is the service company of from: the graph on which conflicts are computed (art. 5)';

create table committee_seats (
  id text primary key,
  category text not null,
  body_id text not null references bodies (id),
  chair boolean not null default false
);
create unique index committee_seats_body on committee_seats (category, body_id);
comment on index committee_seats_body is 'A body names one titular and one deputy in its category (art. 5)';

create table functions (
  id text primary key,
  person_id text not null references persons (id),
  role text not null,
  body_id text references bodies (id),
  seat_id text references committee_seats (id),
  seat_role text check (seat_role in ('TITULAR','DEPUTY')),
  office text,
  signatory boolean not null,
  starts_on date not null,
  ends_on date,
  act text not null check (act <> ''),
  end_act text check (end_act <> ''),
  stands_for text references functions (id),
  application_id text,
  constraint functions_role check (role in ('PROCESS_OWNER','CASE_OFFICER','FINANCE','COMMITTEE_SECRETARY','COMMITTEE_MEMBER','ALLIANCE_LEAD','NETWORK_MEMBER','OFFICE_HOLDER')),
  constraint functions_place check (case
    when role = 'COMMITTEE_MEMBER' then seat_id is not null and seat_role is not null and body_id is null
    when role in ('ALLIANCE_LEAD','NETWORK_MEMBER','OFFICE_HOLDER') then body_id is not null and seat_id is null and seat_role is null
    else num_nonnulls(body_id, seat_id, seat_role) = 0 end),
  constraint functions_office check ((role = 'OFFICE_HOLDER') = (office is not null)),
  constraint functions_period check (ends_on >= starts_on),
  constraint functions_end check (end_act is null or ends_on is not null),
  constraint functions_sits_once exclude using gist (person_id with =, daterange(starts_on, ends_on, '[]') with &&) where (seat_id is not null),
  constraint functions_seat exclude using gist (seat_id with =, seat_role with =, daterange(starts_on, ends_on, '[]') with &&),
  constraint functions_once exclude using gist (person_id with =, role with =, coalesce(body_id, '') with =, coalesce(office, '') with =, coalesce(stands_for, '') with =, coalesce(application_id, '') with =, daterange(starts_on, ends_on, '[]') with &&),
  constraint functions_stands check (stands_for is null or (ends_on is not null and role not in ('COMMITTEE_MEMBER','OFFICE_HOLDER') and stands_for <> id)),
  constraint functions_one_substitute exclude using gist (stands_for with =, coalesce(application_id, '') with =, daterange(starts_on, ends_on, '[]') with &&) where (stands_for is not null),
  constraint functions_limited check (application_id is null or (stands_for is not null and role in ('PROCESS_OWNER','CASE_OFFICER','FINANCE')))
);
comment on table functions is 'What a person is, where, from and until which day (both included), by which act; it counts on those days only';
comment on column functions.role is 'OFFICE_HOLDER has one in a body that lets do nothing here: it only ties the person to it (art. 5)';
comment on column functions.signatory is 'Who signs for the body; anybody else is a contact';
comment on column functions.end_act is 'The act that ended it before its time; null where it has no end, or the end that it was given with';
comment on column functions.stands_for is 'Of a substitution: the function of the person in whose place this one acts, by the act, until its last day; null for a function of one''s own';
comment on constraint functions_stands on functions is 'A substitution has an end; in the committee the deputy of the seat stands in (art. 5)';
comment on column functions.application_id is 'Of a substitution limited to one application and the project that it becomes: in it nothing else is seen or decided; null where it is of all';
comment on constraint functions_one_substitute on functions is 'One person at a time acts in the place of who holds a function, and one for each application apart';
comment on constraint functions_limited on functions is 'Only who decides on applications is replaced for one of them (art. 5; L. 241/1990 art. 6-bis)';
comment on constraint functions_sits_once on functions is 'Nobody sits twice: one person, one seat, one vote (art. 5, 7)';
comment on constraint functions_seat on functions is 'A body names one titular and one deputy for its seat (art. 5)';
create index functions_person on functions (person_id);
create index functions_stands_for on functions (stands_for) where stands_for is not null;
create index functions_body on functions (body_id) where body_id is not null;

create table sessions (
  token_sha256 text primary key check (token_sha256 ~ '^[0-9a-f]{64}$'),
  account_id text not null references accounts (id),
  function_id text references functions (id),
  since timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ended_at timestamptz,
  id_token text
);
comment on table sessions is 'Who is signed in: the browser keeps a random token, here is its hash only. By the clock of the system, not by legal time';
comment on column sessions.function_id is 'The function chosen; null, or one that has ended, is the first of the person''s own';
comment on column sessions.id_token is 'What the provider told of the person, shown to it again for signing out there; forgotten then';
create index sessions_account on sessions (account_id);
create index sessions_since on sessions (since);

create table held_forms (
  token_sha256 text primary key check (token_sha256 ~ '^[0-9a-f]{64}$'),
  person_id text not null references persons (id),
  path text not null check (path like '/%'),
  act text not null,
  about text,
  typed text not null,
  held_at timestamptz not null default now()
);
comment on table held_forms is 'Forms that came when their session was over, for an hour: shown again to the person of that session, in the browser that has the token';
create index held_forms_held on held_forms (held_at);

create table invitations (
  id text primary key,
  token_sha256 text not null unique check (token_sha256 ~ '^[0-9a-f]{64}$'),
  person jsonb not null,
  body_id text not null references bodies (id),
  role text not null constraint invitations_role check (role in ('ALLIANCE_LEAD','NETWORK_MEMBER')),
  signatory boolean not null,
  act text not null check (act <> ''),
  expires_on date not null,
  invited_by text not null references persons (id),
  invited_at timestamptz not null,
  accepted_at timestamptz,
  person_id text references persons (id),
  revoked_at timestamptz,
  constraint invitations_end check ((accepted_at is null) = (person_id is null) and num_nonnulls(accepted_at, revoked_at) < 2)
);
comment on table invitations is 'Who is invited to act for a body, by a link whose token is here as a hash: a person and a function begin with the acceptance only';

create table calendar_feeds (
  function_id text primary key references functions (id),
  person_id text not null references persons (id),
  token_sha256 text not null unique check (token_sha256 ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null
);
comment on table calendar_feeds is 'Private addresses at which a person''s calendar reads the terms of one of its functions, each by the hash of its token: making another ends it';
create index calendar_feeds_person on calendar_feeds (person_id);

create table sign_ins (
  state_sha256 text primary key check (state_sha256 ~ '^[0-9a-f]{64}$'),
  browser_sha256 text not null check (browser_sha256 ~ '^[0-9a-f]{64}$'),
  nonce text not null,
  code_verifier text not null,
  next text not null check (next like '/%'),
  invitation_sha256 text,
  began_at timestamptz not null default now()
);
comment on table sign_ins is 'Begun at the provider and not finished: taken away by its answer, which so counts once, and for the browser that began';
create index sign_ins_began on sign_ins (began_at);
`
const down = `drop view body_subjects, body_names; drop table sign_ins, calendar_feeds, invitations, held_forms, sessions, functions, committee_seats, body_links, body_facts, bodies, accounts, persons, network; drop extension btree_gist;`

export const createNetwork = {
  name: '202611291101_create_network',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
