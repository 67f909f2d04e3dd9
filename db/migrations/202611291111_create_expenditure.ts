import type { Knex } from 'knex'

const up = `
create table statements (
  id text primary key,
  project_id text not null references projects (id),
  period integer not null,
  status text not null,
  claimed_cents bigint not null default 0,
  admitted_cents bigint not null default 0 check (admitted_cents <= claimed_cents),
  submitted_by text references persons (id),
  submitted_at timestamptz,
  signed_by text references persons (id),
  verified_by text references persons (id),
  verified_at timestamptz
);
comment on column statements.signed_by is 'Who signs it for the lead: a signatory of that body on the day (art. 10)';
create unique index statements_under_way on statements (project_id) where status <> 'SETTLED';
create unique index statements_period on statements (project_id, period);
comment on index statements_under_way is 'One statement of a project is under way at a time: the next, of another period, follows once it is settled (art. 10)';

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
create index expense_quotas_document on expense_quotas (expense_document_id);

create table partner_transfers (
  statement_id text not null references statements (id),
  body_id text not null references bodies (id),
  amount_cents bigint not null check (amount_cents > 0),
  transferred_on date not null,
  primary key (statement_id, body_id)
);
`
const down = `drop table partner_transfers, expense_quotas, expense_documents, statements;`

export const createExpenditure = {
  name: '202611291111_create_expenditure',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
