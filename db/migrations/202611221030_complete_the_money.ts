import type { Knex } from 'knex'

const up = `
alter table projects
  add column agreement_protocol text,
  add column starts_on date,
  add constraint projects_agreement_before_start check (agreement_signed_on <= starts_on and starts_on <= started_on);
comment on constraint projects_agreement_before_start on projects is 'The alliance is formally set up before its project starts (art. 9)';

alter table payments
  add column requested_at timestamptz,
  add column office_approved_at timestamptz,
  add column finance_approved_at timestamptz,
  add constraint payments_mandate_when_paid check (status <> 'PAID' or (mandate_number is not null and paid_on is not null));

alter table money_entries
  add column cash_receipt_id text references cash_receipts (id),
  drop constraint money_entries_kind_check,
  add constraint money_entries_kind check (kind in ('CASH_RECEIVED','RESERVED','DISBURSED')),
  add constraint money_entries_subject check ((kind = 'CASH_RECEIVED') = (payment_id is null) and (payment_id is null) = (cash_receipt_id is not null));
create unique index money_entries_receipt on money_entries (cash_receipt_id);
comment on index money_entries_receipt is 'A receipt of cash moves the balance once';

create function refuse_money_entry_change() returns trigger language plpgsql as $$
begin
  raise exception 'money entries are only ever added' using errcode = '23514';
end $$;
create trigger money_entries_append_only before update or delete on money_entries for each row execute function refuse_money_entry_change();

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
`
const down = `
drop table order_layouts;
drop trigger money_entries_append_only on money_entries;
drop function refuse_money_entry_change();
drop index money_entries_receipt;
alter table money_entries drop constraint money_entries_subject, drop constraint money_entries_kind, drop column cash_receipt_id,
  add constraint money_entries_kind_check check (kind in ('CASH_RECEIVED','DISBURSED'));
alter table payments drop constraint payments_mandate_when_paid, drop column finance_approved_at, drop column office_approved_at, drop column requested_at;
alter table projects drop constraint projects_agreement_before_start, drop column starts_on, drop column agreement_protocol;
`

export const completeTheMoney = {
  name: '202611221030_complete_the_money',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
