import type { Knex } from 'knex'

const up = `
create table allocations (
  cycle_id text not null references cycles (id),
  year integer not null,
  amount_cents bigint not null check (amount_cents > 0),
  primary key (cycle_id, year)
);
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
  received_cents bigint not null check (received_cents >= 0),
  committed_cents bigint not null check (committed_cents >= 0),
  constraint cash_never_above_received check (committed_cents <= received_cents)
);
comment on constraint cash_never_above_received on cash_balances is 'Payments never exceed the cash received so far, even under concurrent requests (cumulative, not the year''s)';

create table projects (
  id text primary key,
  cycle_id text not null references cycles (id),
  application_id text not null unique references applications (id),
  plan_version_id text not null references plan_versions (id),
  code text not null unique,
  status text not null check (status in ('APPROVED','AGREED','GRANTED','RUNNING','REPORTED','CLOSED')),
  grant_cents bigint not null check (grant_cents > 0),
  cost_cents bigint not null check (cost_cents >= grant_cents),
  agreement_signed_on date,
  agreement_sha256 text references stored_files (sha256),
  cup text,
  commitment_number text,
  commitment_on date,
  started_on date,
  ends_on date not null,
  closed_at timestamptz,
  constraint projects_cup check (cup ~ '^[A-Z][0-9]{2}[A-Z][0-9]{11}$'),
  constraint projects_cup_before_grant check (status in ('APPROVED','AGREED') or cup is not null)
);
create unique index projects_cup_unique on projects (cup);
comment on constraint projects_cup_before_grant on projects is 'A grant act without CUP is void (DL 76/2020 art. 41)';

create table payments (
  id text primary key,
  project_id text not null references projects (id),
  tranche text not null check (tranche in ('ADVANCE','BALANCE')),
  amount_cents bigint not null check (amount_cents > 0),
  status text not null check (status in ('OPEN','REQUESTED','OFFICE_APPROVED','FINANCE_APPROVED','ORDERED','PAID')),
  iban text,
  withholding_cents bigint not null default 0 check (withholding_cents >= 0 and withholding_cents <= amount_cents),
  declarations jsonb,
  requested_by text references persons (id),
  office_approved_by text references persons (id),
  finance_approved_by text references persons (id),
  mandate_number text,
  paid_on date,
  opened_at timestamptz not null,
  constraint two_different_approvers check (finance_approved_by <> office_approved_by)
);
create unique index payments_tranche on payments (project_id, tranche);
comment on index payments_tranche is 'One payment for each tranche of a project: nothing is paid twice';

create table project_balances (
  project_id text primary key references projects (id),
  grant_cents bigint not null,
  disbursed_cents bigint not null default 0 check (disbursed_cents >= 0),
  constraint never_above_grant check (disbursed_cents <= grant_cents)
);
create table money_entries (
  id text primary key,
  cycle_id text not null references cycles (id),
  payment_id text references payments (id),
  kind text not null check (kind in ('CASH_RECEIVED','DISBURSED')),
  amount_cents bigint not null check (amount_cents > 0),
  at timestamptz not null
);
create unique index money_entries_payment on money_entries (payment_id, kind);
comment on index money_entries_payment is 'A payment moves the balances once';

create table payment_checks (
  payment_id text not null references payments (id),
  code text not null check (code in ('DURC','COLLECTION_AGENT','ANTIMAFIA','WITHHOLDING')),
  result text not null check (result in ('PASSED','FAILED')),
  reference text not null,
  checked_on date not null,
  primary key (payment_id, code)
);
create table payment_orders (
  payment_id text primary key references payments (id),
  layout text not null,
  row jsonb not null,
  document_id text not null references documents (id),
  issued_at timestamptz not null
);

create table statements (
  id text primary key,
  project_id text not null references projects (id),
  period integer not null,
  status text not null check (status in ('OPEN','SUBMITTED','VERIFIED','SETTLED')),
  claimed_cents bigint not null default 0,
  admitted_cents bigint not null default 0 check (admitted_cents <= claimed_cents),
  submitted_by text references persons (id),
  submitted_at timestamptz,
  verified_by text references persons (id),
  verified_at timestamptz,
  unique (project_id, period)
);

create table expense_documents (
  id text primary key,
  issuer_tax_code text not null,
  issuer_name text not null,
  type text not null check (type in ('INVOICE','RECEIPT','PAYROLL','OTHER')),
  number text not null,
  issued_on date not null,
  amount_cents bigint not null check (amount_cents > 0),
  claimed_cents bigint not null default 0,
  constraint quotas_never_above_document check (claimed_cents <= amount_cents)
);
create unique index expense_documents_key on expense_documents (issuer_tax_code, type, number, issued_on);
comment on index expense_documents_key is 'The same document over all projects is one row: its quotas can never exceed it';

create table expense_quotas (
  id text primary key,
  statement_id text not null references statements (id),
  expense_document_id text not null references expense_documents (id),
  body_id text not null references bodies (id),
  category text not null,
  year integer not null,
  claimed_cents bigint not null check (claimed_cents > 0),
  admitted_cents bigint check (admitted_cents >= 0 and admitted_cents <= claimed_cents),
  reason text,
  procurement_evidence text not null,
  paid_on date not null
);
create unique index expense_quotas_key on expense_quotas (statement_id, expense_document_id, body_id, category, year);
comment on index expense_quotas_key is 'A quota of a document is presented once in a statement';

create table partner_transfers (
  statement_id text not null references statements (id),
  body_id text not null references bodies (id),
  amount_cents bigint not null check (amount_cents > 0),
  transferred_on date not null,
  primary key (statement_id, body_id)
);

create table achieved_results (
  project_id text not null references projects (id),
  indicator text not null,
  achieved integer not null check (achieved >= 0),
  note text not null,
  primary key (project_id, indicator)
);
create table final_reports (
  cycle_id text primary key references cycles (id),
  text text not null,
  written_by text not null references persons (id),
  written_at timestamptz not null
);
`
const down = `
drop table final_reports, achieved_results, partner_transfers, expense_quotas, expense_documents, statements, payment_orders, payment_checks, money_entries, project_balances, payments, projects, cash_balances, cash_receipts, allocations;
`

export const createProjectsAndMoney = {
  name: '202611221000_create_projects_and_money',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
