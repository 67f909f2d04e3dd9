import type { Knex } from 'knex'

const up = `
alter table payments add column tranche_cents bigint;
update payments set tranche_cents = amount_cents;
alter table payments
  alter column tranche_cents set not null,
  add constraint payments_within_tranche check (amount_cents <= tranche_cents),
  add constraint payments_requested check (status = 'OPEN' or (iban, declarations, requested_by, requested_at) is not null),
  add constraint payments_office_approved check (status in ('OPEN','REQUESTED') or (office_approved_by, office_approved_at) is not null),
  add constraint payments_finance_approved check (status in ('OPEN','REQUESTED','OFFICE_APPROVED') or (finance_approved_by, finance_approved_at) is not null);
comment on constraint payments_within_tranche on payments is 'A payment never passes its tranche by the call''s frozen schedule (art. 8)';
comment on constraint payments_requested on payments is 'Nothing is approved or paid that the lead did not ask for, with its account (art. 10)';
comment on constraint payments_office_approved on payments is 'No payment without the programme office''s approval (art. 8)';
comment on constraint payments_finance_approved on payments is 'No payment without finance''s approval, which is never missing beside the office''s (art. 8)';

create function refuse_payment_change() returns trigger language plpgsql as $$
begin
  raise exception 'payments_fixed: project, tranche and amount of a payment never change' using errcode = '23514';
end $$;
create trigger payments_fixed before update on payments for each row
  when ((old.project_id, old.tranche, old.tranche_cents, old.amount_cents) is distinct from (new.project_id, new.tranche, new.tranche_cents, new.amount_cents))
  execute function refuse_payment_change();
comment on trigger payments_fixed on payments is 'What was reserved is what is paid (art. 8)';

create function require_reservation() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from money_entries e where e.payment_id = new.id and e.kind = 'RESERVED' and e.amount_cents = new.amount_cents) then
    raise exception 'payment % has no reservation of its amount', new.id using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger payments_reserved after insert on payments deferrable initially deferred
  for each row execute function require_reservation();
comment on trigger payments_reserved on payments is 'No payment without the same amount reserved out of cash and grant (art. 8)';

create function has_effective_act(asked_kind text, asked_subject text) returns boolean language sql stable as $$
  select exists (select 1 from act_proposals p join acts a on a.proposal_id = p.id
    where p.kind = asked_kind and p.subject_id = asked_subject and p.status = 'EFFECTIVE' and a.published_on is not null)
$$;
comment on function has_effective_act is 'An act has effects only once it is adopted and published (art. 8, 11; D.Lgs. 33/2013 art. 26 c. 3)';

create function require_liquidation() returns trigger language plpgsql as $$
begin
  if not has_effective_act('LIQUIDATION', new.id) or not has_effective_act('GRANT', new.project_id)
    or exists (select 1 from projects p where p.id = new.project_id and p.commitment_number is null) then
    raise exception 'payment % has no commitment, published grant or published liquidation', new.id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger payments_liquidated before insert or update of status on payments for each row
  when (new.status in ('ORDERED','PAID')) execute function require_liquidation();
comment on trigger payments_liquidated on payments is 'No publication, no payment (art. 8; D.Lgs. 33/2013 art. 26 c. 3)';

create function require_commitment() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from payments m join projects p on p.id = m.project_id
    where m.id = new.subject_id and m.finance_approved_by is not null and p.commitment_number is not null) then
    raise exception 'nothing to liquidate: payment % is not approved or has no commitment', new.subject_id using errcode = '23514';
  end if;
  return null;
end $$;
create trigger act_proposals_commitment after insert on act_proposals for each row
  when (new.kind = 'LIQUIDATION') execute function require_commitment();
comment on trigger act_proposals_commitment on act_proposals is 'No commitment, no liquidation (art. 8)';
`
const down = `
drop trigger act_proposals_commitment on act_proposals;
drop trigger payments_liquidated on payments;
drop trigger payments_reserved on payments;
drop trigger payments_fixed on payments;
drop function require_commitment(), require_liquidation(), has_effective_act(text, text), require_reservation(), refuse_payment_change();
alter table payments drop constraint payments_finance_approved, drop constraint payments_office_approved,
  drop constraint payments_requested, drop constraint payments_within_tranche, drop column tranche_cents;
`

export const guardPayments = {
  name: '202611272110_guard_payments',
  up: (knex: Knex) => knex.raw(up),
  down: (knex: Knex) => knex.raw(down),
}
