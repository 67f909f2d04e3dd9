/* What the database itself refuses of money (art. 8, 10; D.Lgs. 33/2013 art. 26), beside the checks of each table and the
   book (`book.ts`). */
const payments = `
create trigger payments_fixed before update on payments for each row
  when ((old.project_id, old.tranche_id, old.tranche_cents, old.amount_cents) is distinct from (new.project_id, new.tranche_id, new.tranche_cents, new.amount_cents))
  execute function refuse_change('payments_fixed: project, tranche and amount of a payment never change');
comment on trigger payments_fixed on payments is 'What was reserved is what is paid (art. 8)';

create function require_entry() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from money_entries e where e.occasion = new.id and e.kind = tg_argv[0] and e.amount_cents = new.amount_cents) then
    raise exception 'payment % is not %, of its amount, in the book of money', new.id, tg_argv[0] using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger payments_reserved after insert on payments deferrable initially deferred
  for each row execute function require_entry('RESERVED');
comment on trigger payments_reserved on payments is 'No payment without the same amount reserved out of cash and grant (art. 8)';
create constraint trigger payments_ordered after update on payments deferrable initially deferred
  for each row when (new.status = 'ORDERED') execute function require_entry('LIQUIDATED');
comment on trigger payments_ordered on payments is 'What is ordered is liquidated in the book too (art. 8)';
create constraint trigger payments_paid after update on payments deferrable initially deferred
  for each row when (new.status = 'PAID') execute function require_entry('PAID');
comment on trigger payments_paid on payments is 'What is paid is paid in the book too (art. 8)';
create constraint trigger payments_released after update on payments deferrable initially deferred
  for each row when (new.status in ('REFUSED','REVERSED')) execute function require_entry('RELEASED');
comment on trigger payments_released on payments is 'Cash and grant of a payment that ended are free again, in the book too (art. 8)';
`

const tranches = `
create function require_whole_grant() returns trigger language plpgsql as $$
begin
  if (select b.grant_cents from project_balances b where b.project_id = new.project_id)
    is distinct from (select sum(t.amount_cents) from project_tranches t where t.project_id = new.project_id) then
    raise exception 'the tranches of project % are not its grant', new.project_id using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger project_tranches_whole after insert on project_tranches deferrable initially deferred
  for each row execute function require_whole_grant();
create constraint trigger project_balances_whole after insert on project_balances deferrable initially deferred
  for each row execute function require_whole_grant();
comment on trigger project_tranches_whole on project_tranches is 'The tranches of a grant sum to it to the cent, however many they are (art. 8)';
comment on trigger project_balances_whole on project_balances is 'No grant without its tranches (art. 8)';

create trigger project_tranches_fixed before update or delete on project_tranches for each row execute function refuse_change('the tranches of a grant never change');
comment on trigger project_tranches_fixed on project_tranches is 'The call''s schedule was frozen before it was used (L. 241/1990 art. 12)';
`

const acts = `
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

const sums = `
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

-- no key update: each of two who add a project holds the plan's key by the foreign key, and "for update" would wait for the other
create function require_plan_within_resources() returns trigger language plpgsql as $$
declare
  resources bigint;
begin
  select v.alliances_cents into resources from plan_versions v where v.id = new.plan_version_id for no key update;
  if (select sum(p.grant_cents) from plan_projects p where p.plan_version_id = new.plan_version_id) > resources then
    raise exception 'the grants of plan % are above its resources', new.plan_version_id using errcode = '23514';
  end if;
  return null;
end $$;
create trigger plan_projects_within_resources after insert or update on plan_projects for each row execute function require_plan_within_resources();
comment on trigger plan_projects_within_resources on plan_projects is 'The plan grants no more than the resources of the alliances (art. 8)';

create function refuse_second_grant() returns trigger language plpgsql as $$
begin
  if exists (select 1 from projects p join project_balances b on b.project_id = p.id where p.application_id = new.application_id and b.reserved_cents > 0) then
    raise exception 'application % was granted before, and took money', new.application_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger projects_granted_once before insert on projects for each row execute function refuse_second_grant();
comment on trigger projects_granted_once on projects is 'What an application was granted is paid once: another project of it only after one that took nothing (art. 8)';
`

const drop = `
drop function if exists require_entry(), require_whole_grant(),
  has_effective_act(text, text), require_liquidation(), require_commitment(), require_claims_kept(), require_plan_within_resources(),
  refuse_second_grant() cascade;
`

export const money = { drop, create: [payments, tranches, acts, sums].join('') }
