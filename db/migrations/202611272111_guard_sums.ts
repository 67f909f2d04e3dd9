import type { Knex } from 'knex'

const up = `
create function move_balances() returns trigger language plpgsql as $$
begin
  if new.kind = 'CASH_RECEIVED' then
    if not exists (select 1 from cash_receipts r where r.id = new.cash_receipt_id and r.cycle_id = new.cycle_id and r.amount_cents = new.amount_cents) then
      raise exception 'the entry is not of its receipt' using errcode = '23514';
    end if;
    update cash_balances set received_cents = received_cents + new.amount_cents where cycle_id = new.cycle_id;
    return null;
  end if;
  if not exists (select 1 from payments m join projects p on p.id = m.project_id where m.id = new.payment_id and p.cycle_id = new.cycle_id and m.amount_cents = new.amount_cents) then
    raise exception 'the entry is not of its payment' using errcode = '23514';
  end if;
  if new.kind = 'RESERVED' then
    update cash_balances set committed_cents = committed_cents + new.amount_cents where cycle_id = new.cycle_id;
    update project_balances b set disbursed_cents = b.disbursed_cents + new.amount_cents from payments m where m.id = new.payment_id and b.project_id = m.project_id;
  end if;
  return null;
end $$;
create trigger money_entries_move_balances after insert on money_entries for each row execute function move_balances();
comment on trigger money_entries_move_balances on money_entries is 'Balances and book of money are never two different things (art. 8)';

create function refuse_balance_change() returns trigger language plpgsql as $$
begin
  raise exception 'balances are moved by entries only' using errcode = '23514';
end $$;
create trigger cash_balances_by_entries before update on cash_balances for each row when (pg_trigger_depth() = 0) execute function refuse_balance_change();
create trigger project_balances_by_entries before update on project_balances for each row when (pg_trigger_depth() = 0) execute function refuse_balance_change();
comment on trigger cash_balances_by_entries on cash_balances is 'No cash without its receipt, none given back without an entry (art. 8)';
comment on trigger project_balances_by_entries on project_balances is 'A grant never seems less paid than it is (art. 8)';

create index expense_quotas_document on expense_quotas (expense_document_id);
create function require_claims_kept() returns trigger language plpgsql as $$
declare
  document text := coalesce(to_jsonb(new), to_jsonb(old)) ->> tg_argv[0];
begin
  if (select d.claimed_cents from expense_documents d where d.id = document)
    <> (select coalesce(sum(q.claimed_cents), 0) from expense_quotas q where q.expense_document_id = document) then
    raise exception 'the quotas of expense document % are not what is claimed of it', document using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger expense_quotas_claimed after insert or update or delete on expense_quotas deferrable initially deferred
  for each row execute function require_claims_kept('expense_document_id');
create constraint trigger expense_documents_claimed after insert or update on expense_documents deferrable initially deferred
  for each row execute function require_claims_kept('id');
comment on trigger expense_quotas_claimed on expense_quotas is 'Quotas count against their document, which they never exceed over all projects (art. 10)';
comment on trigger expense_documents_claimed on expense_documents is 'A document never seems less claimed than it is (art. 10)';

create function require_plan_within_resources() returns trigger language plpgsql as $$
declare
  resources bigint;
begin
  select v.alliances_cents into resources from plan_versions v where v.id = new.plan_version_id for update;
  if (select sum(p.grant_cents) from plan_projects p where p.plan_version_id = new.plan_version_id) > resources then
    raise exception 'the grants of plan % are above its resources', new.plan_version_id using errcode = '23514';
  end if;
  return null;
end $$;
create trigger plan_projects_within_resources after insert or update on plan_projects for each row execute function require_plan_within_resources();
comment on trigger plan_projects_within_resources on plan_projects is 'The plan grants no more than the resources of the alliances (art. 8)';
`
const down = `
drop trigger plan_projects_within_resources on plan_projects;
drop trigger expense_documents_claimed on expense_documents;
drop trigger expense_quotas_claimed on expense_quotas;
drop trigger project_balances_by_entries on project_balances;
drop trigger cash_balances_by_entries on cash_balances;
drop trigger money_entries_move_balances on money_entries;
drop function require_plan_within_resources(), require_claims_kept(), refuse_balance_change(), move_balances();
drop index expense_quotas_document;
`

export const guardSums = {
  name: '202611272111_guard_sums',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
