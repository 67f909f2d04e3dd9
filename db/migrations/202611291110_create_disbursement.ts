import type { Knex } from 'knex'

const up = `
create table allocations (
  cycle_id text not null references cycles (id),
  year integer not null,
  amount_cents bigint not null check (amount_cents > 0),
  primary key (cycle_id, year)
);
create table year_balances (
  cycle_id text not null,
  year integer not null,
  allocated_cents bigint not null default 0 check (allocated_cents >= 0),
  committed_cents bigint not null default 0 check (committed_cents >= 0),
  primary key (cycle_id, year),
  foreign key (cycle_id, year) references allocations (cycle_id, year),
  constraint commitments_within_allocation check (committed_cents <= allocated_cents)
);
comment on constraint commitments_within_allocation on year_balances is 'Commitments that charge a year never exceed what the Region assigned for it, even under concurrent requests (art. 8)';
create table book_years (
  cycle_id text not null references cycles (id),
  year integer not null,
  assigned_cents bigint not null,
  received_cents bigint not null,
  committed_cents bigint not null,
  paid_cents bigint not null,
  primary key (cycle_id, year)
);
comment on table book_years is 'The book of money by year, kept so that nobody has to sum it: assigned, received and committed by the year of the allocation, paid by that of the day, less what came back';
create table cash_receipts (
  id text primary key,
  cycle_id text not null references cycles (id),
  year integer not null,
  amount_cents bigint not null check (amount_cents > 0),
  received_on date not null,
  reference text not null,
  unique (cycle_id, reference)
);
create table cash_balances (
  cycle_id text primary key references cycles (id),
  allocated_cents bigint not null default 0,
  received_cents bigint not null default 0 check (received_cents >= 0),
  reserved_cents bigint not null default 0 check (reserved_cents >= 0),
  constraint cash_within_allocation check (received_cents <= allocated_cents),
  constraint cash_never_above_received check (reserved_cents <= received_cents)
);
comment on constraint cash_within_allocation on cash_balances is 'The Region pays in no more than it assigned to the cycle, over all years (art. 8)';
comment on constraint cash_never_above_received on cash_balances is 'Payments never exceed the cash received so far, even under concurrent requests (cumulative, not the year''s)';

create table project_tranches (
  project_id text not null references projects (id),
  id text not null,
  position integer not null check (position > 0),
  label text not null,
  amount_cents bigint not null check (amount_cents >= 0),
  primary key (project_id, id),
  unique (project_id, position),
  unique (project_id, id, amount_cents)
);
comment on table project_tranches is 'The parts of a grant by the frozen configuration of its call, which names and orders them (art. 8)';

create table payments (
  id text primary key,
  project_id text not null references projects (id),
  tranche_id text not null,
  tranche_cents bigint not null,
  amount_cents bigint not null check (amount_cents > 0),
  status text not null,
  iban text,
  withholding_cents bigint not null default 0 check (withholding_cents >= 0 and withholding_cents <= amount_cents),
  declarations jsonb,
  sent_back_reason text,
  requested_by text references persons (id),
  requested_at timestamptz,
  office_approved_by text references persons (id),
  office_approved_at timestamptz,
  office_approved_sha256 text,
  finance_approved_by text references persons (id),
  finance_approved_at timestamptz,
  finance_approved_sha256 text,
  mandate_number text,
  paid_on date,
  opened_at timestamptz not null,
  ended_at timestamptz,
  ended_reason text,
  constraint payments_of_tranche foreign key (project_id, tranche_id, tranche_cents) references project_tranches (project_id, id, amount_cents),
  constraint payments_three_people check (finance_approved_by <> office_approved_by and requested_by <> office_approved_by and requested_by <> finance_approved_by),
  constraint payments_within_tranche check (amount_cents <= tranche_cents),
  constraint payments_requested check (status in ('OPEN','REFUSED') or (iban, declarations, requested_by, requested_at) is not null),
  constraint payments_office_approved check (status in ('OPEN','REQUESTED','REFUSED') or (office_approved_by, office_approved_at) is not null),
  constraint payments_finance_approved check (status in ('OPEN','REQUESTED','OFFICE_APPROVED','REFUSED') or (finance_approved_by, finance_approved_at) is not null),
  constraint payments_sent_back check (sent_back_reason is null or status in ('OPEN','REFUSED')),
  constraint payments_mandate_when_paid check (status not in ('PAID','REVERSED') or (mandate_number is not null and paid_on is not null)),
  constraint payments_no_mandate_when_refused check (status <> 'REFUSED' or mandate_number is null),
  constraint payments_what_is_approved check ((office_approved_by is null) = (office_approved_sha256 is null) and (finance_approved_by is null) = (finance_approved_sha256 is null) and finance_approved_sha256 = office_approved_sha256),
  constraint payments_ended check (((status in ('REFUSED','REVERSED')) = (ended_at is not null)) and ((ended_at is null) = (ended_reason is null)))
);
comment on constraint payments_of_tranche on payments is 'A payment is of a tranche of the call''s frozen schedule, and knows its amount (art. 8)';
comment on constraint payments_within_tranche on payments is 'A payment never passes its tranche by the call''s frozen schedule (art. 8)';
comment on constraint payments_three_people on payments is 'Who asks, who verifies and who approves for finance are three people, whatever their accounts and functions (art. 8)';
comment on constraint payments_requested on payments is 'Nothing is approved or paid that the lead did not ask for, with its account (art. 10)';
comment on constraint payments_office_approved on payments is 'No payment without the programme office''s approval (art. 8)';
comment on constraint payments_finance_approved on payments is 'No payment without finance''s approval, which is never missing beside the office''s (art. 8)';
comment on constraint payments_sent_back on payments is 'A payment that was sent back goes on only after the lead asked for it again (art. 8, 10)';
comment on constraint payments_what_is_approved on payments is 'An approval is of what was read, and both are of the same (art. 8)';
comment on constraint payments_ended on payments is 'A payment ends refused, never paid, or reversed, when the money came back: with its reason (art. 8)';
create index payments_project on payments (project_id);
create unique index payments_live on payments (project_id, tranche_id) where status not in ('REFUSED','REVERSED');
comment on index payments_live is 'One live payment for each tranche of a project: another only once the first was refused or reversed, so nothing is paid twice';

create table project_balances (
  project_id text primary key references projects (id),
  grant_cents bigint not null,
  committed_cents bigint not null default 0 check (committed_cents >= 0),
  reserved_cents bigint not null default 0 check (reserved_cents >= 0),
  constraint never_above_grant check (committed_cents <= grant_cents),
  constraint never_above_commitment check (reserved_cents <= committed_cents)
);
comment on constraint never_above_commitment on project_balances is 'No commitment, no liquidation: payments stay within what is committed of the grant, tranches and all (art. 8)';

create table money_entries (
  id text primary key,
  cycle_id text not null references cycles (id),
  year integer not null,
  kind text not null,
  occasion text not null,
  project_id text references projects (id),
  payee_id text references bodies (id),
  amount_cents bigint not null,
  at timestamptz not null,
  constraint money_entries_payee check ((project_id is null) = (payee_id is null)),
  constraint money_entries_amount check (amount_cents > 0 or kind = 'ADJUSTED' and amount_cents <> 0)
);
comment on column money_entries.year is 'Of the allocation, for what the Region assigns or pays in and for commitments; of the day on which it happens, for payments (L. 124/2017 art. 1 c. 125; D.Lgs. 33/2013 art. 26 c. 2)';
comment on column money_entries.occasion is 'What brings the entry about: the id of its receipt or payment, the number of the commitment, the act or paper of what has no row';
create index money_entries_occasion on money_entries (occasion, kind);
create index money_entries_project on money_entries (project_id);
create index money_entries_cycle on money_entries (cycle_id, year);

create table payment_checks (
  payment_id text not null references payments (id),
  code text not null check (code in ('DURC','COLLECTION_AGENT','ANTIMAFIA','WITHHOLDING')),
  result text not null check (result in ('PASSED','FAILED')),
  reference text not null,
  checked_on date not null,
  primary key (payment_id, code)
);

create table order_layouts (
  name text primary key,
  columns jsonb not null,
  siope_public text not null,
  siope_private text not null,
  source text not null,
  in_use boolean not null
);
create unique index order_layouts_in_use on order_layouts (in_use) where in_use;
comment on index order_layouts_in_use is 'Orders are written in one layout at a time: that of the body''s accounting system';

create table payment_orders (
  payment_id text primary key references payments (id),
  layout text not null,
  row jsonb not null,
  document_id text not null references documents (id),
  issued_at timestamptz not null
);
`
const down = `drop table payment_orders, order_layouts, payment_checks, money_entries, project_balances, payments, project_tranches, cash_balances, cash_receipts, book_years, year_balances, allocations;`

export const createDisbursement = {
  name: '202611291110_create_disbursement',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
