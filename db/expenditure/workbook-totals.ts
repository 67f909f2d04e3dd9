/* The figures that the rows are compared with come from other tables than they do, wherever there is one: balances, the
   book of money, statements' totals, the budget; else from the base table alone, without the rows' joins. */
const ofCycle = `
with mine as (select p.*, m.grant_cents as balance_grant, m.committed_cents as balance_committed from projects p join project_balances m on m.project_id = p.id where p.cycle_id = :cycleId),
     entries as (select e.kind, e.amount_cents, t.position, e.project_id from money_entries e left join payments y on y.id = e.occasion
       left join project_tranches t on (t.project_id, t.id) = (y.project_id, y.tranche_id) where e.cycle_id = :cycleId
       and not exists (select 1 from money_entries r where r.occasion = e.occasion and r.kind = 'RELEASED')),
     told as (select s.* from statements s where s.project_id in (select id from mine)),
     quotas as (select q.* from expense_quotas q where q.statement_id in (select id from told)),
     passed as (select t.* from partner_transfers t where t.statement_id in (select id from told)),
     budget as (select l.*, p.id as project_id from standing_budget_lines l, mine p where l.application_id = p.application_id)`

const projects = (positions: readonly number[]): string => `${ofCycle}
select (select count(*) from mine) as rows,
       (select coalesce(sum(cost_cents), 0) from budget)::bigint as "totalCostCents",
       (select coalesce(sum(cost_cents), 0) from budget)::bigint - (select coalesce(sum(balance_grant), 0) from mine)::bigint as "cofinancingCents",
       (select coalesce(sum(balance_grant), 0) from mine)::bigint as "grantCents",
       (select coalesce(sum(q.admitted_cents), 0) from quotas q join told s on s.id = q.statement_id where s.status = 'SETTLED')::bigint as "admittedCents",
       ${positions.map((one) => `(select coalesce(sum(amount_cents), 0) from entries where kind = 'PAID' and position = ${one})::bigint as "tranche${one}PaidCents",`).join(' ')}
       (select coalesce(sum(amount_cents), 0) from entries where kind = 'PAID')::bigint as "paidCents",
       (select coalesce(sum(balance_grant), 0) from mine where status = 'CLOSED')::bigint
         - (select coalesce(sum(amount_cents), 0) from entries where kind = 'PAID' and project_id in (select id from mine where status = 'CLOSED'))::bigint as "savingsCents"`

const others = {
  quotas: `${ofCycle}
select (select count(*) from (
          select project_id, body_id, category, year from budget
          union select s.project_id, q.body_id, q.category, q.year from quotas q join told s on s.id = q.statement_id
          union select s.project_id, t.body_id, '', extract(year from t.transferred_on)::int from passed t join told s on s.id = t.statement_id) keys) as rows,
       (select coalesce(sum(cost_cents), 0) from mine)::bigint as "plannedCents",
       (select coalesce(sum(claimed_cents), 0) from told)::bigint as "reportedCents",
       (select coalesce(sum(admitted_cents), 0) from quotas)::bigint as "admittedCents",
       (select coalesce(sum(amount_cents), 0) from passed)::bigint as "transferredCents"`,

  expenses: `${ofCycle}
select (select count(*) from quotas) as rows,
       (select coalesce(sum(claimed_cents), 0) from told)::bigint as "chargedCents",
       (select coalesce(sum(admitted_cents), 0) from quotas)::bigint as "admittedCents"`,

  payments: `${ofCycle}, paid as (select y.* from payments y where y.project_id in (select id from mine) and y.ended_at is null)
select (select count(*) from entries where kind = 'RESERVED') as rows,
       (select reserved_cents from cash_balances where cycle_id = :cycleId) as "grossCents",
       (select coalesce(sum(withholding_cents), 0) from paid)::bigint as "withholdingCents",
       (select reserved_cents from cash_balances where cycle_id = :cycleId)
         - (select coalesce(sum(withholding_cents), 0) from paid)::bigint as "netCents"`,

  years: `${ofCycle}
select (select count(*) from (
          select year from allocations where cycle_id = :cycleId
          union select extract(year from y.paid_on)::int from payments y join mine p on p.id = y.project_id where y.status = 'PAID'
          union select year from quotas
          union select extract(year from closed_at at time zone 'Europe/Rome')::int from mine where status = 'CLOSED') years) as rows,
       (select coalesce(sum(allocated_cents), 0) from year_balances where cycle_id = :cycleId)::bigint as "assignedCents",
       (select received_cents from cash_balances where cycle_id = :cycleId) as "receivedCents",
       (select coalesce(sum(balance_committed), 0) from mine)::bigint as "committedCents",
       (select coalesce(sum(y.amount_cents), 0) from payments y join mine p on p.id = y.project_id where y.status = 'PAID')::bigint as "paidCents",
       (select coalesce(sum(claimed_cents), 0) from told)::bigint as "reportedCents",
       (select coalesce(sum(admitted_cents), 0) from quotas)::bigint as "admittedCents",
       (select coalesce(sum(balance_grant), 0) from mine where status = 'CLOSED')::bigint
         - (select coalesce(sum(amount_cents), 0) from entries where kind = 'PAID' and project_id in (select id from mine where status = 'CLOSED'))::bigint as "savingsCents"`,
} as const

/** Rows and totals of each sheet of the expenditure workbook, in one row each; `:cycleId` is bound, amounts are cents. */
export const workbookTotals = (positions: readonly number[]) => ({ projects: projects(positions), ...others })
