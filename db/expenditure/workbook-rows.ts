import type { ActKind } from '../../domain/act/act.ts'
import type { SheetKey, TotalledField } from '../../domain/expenditure/workbook.ts'

const lastAct = (kind: ActKind, subject: string): string =>
  `select a.number, a.adopted_on from act_proposals r join acts a on a.proposal_id = r.id
    where r.kind = '${kind}' and r.subject_id = ${subject} order by a.adopted_on desc, r.proposed_at desc limit 1`

const paidOf = (position: number) => `tranche${position}PaidCents` as const

/* A cycle's entries as amounts by year, in cents: what the Region assigned and paid in for it, what is committed on it, what was paid
   in it and did not come back. Summed again, so that the book's own years can disagree. */
const yearsInTheBook = `
  select e.year, case when e.kind in ('ALLOCATED','ADJUSTED') then e.amount_cents else 0 end as assigned,
         case when e.kind = 'RECEIVED' then e.amount_cents else 0 end as received,
         case e.kind when 'COMMITTED' then e.amount_cents when 'ECONOMY' then -e.amount_cents else 0 end as committed,
         case when e.kind = 'PAID' and not exists (select 1 from money_entries r where r.occasion = e.occasion and r.kind = 'RELEASED')
           then e.amount_cents else 0 end as paid
    from money_entries e where e.cycle_id = :cycleId`

/* The rows of a sheet, and their order: a sum of them needs none. */
interface Query {
  rows: string
  order: string
}

/* Names of cost categories, which each call's configuration gives, looked up once for all rows. */
const labels = `
labels as materialized (
  select distinct on (k.id, e.one ->> 'id') k.id as call_id, e.one ->> 'id' as category, e.one ->> 'label' as label
    from calls k cross join jsonb_array_elements(k.configuration -> 'costCategories') with ordinality e (one, position)
   where k.cycle_id = :cycleId order by k.id, e.one ->> 'id', e.position)`

const projects = (positions: readonly number[]): Query => ({
  order: 'p.code',
  rows: `
select p.code as "projectCode", a.title, b.name as "leadName", b.tax_code as "leadTaxCode", p.cup, v.version as "planVersion",
       g.number as "grantActNumber", g.adopted_on as "grantActOn", p.cost_cents as "totalCostCents",
       p.cost_cents - p.grant_cents as "cofinancingCents", p.grant_cents as "grantCents",
       coalesce(s.admitted, 0)::bigint as "admittedCents",
       ${positions.map((one) => `coalesce(y.tranche${one}, 0)::bigint as "${paidOf(one)}",`).join(' ')} coalesce(y.paid, 0)::bigint as "paidCents",
       case when p.status = 'CLOSED' then p.grant_cents - coalesce(y.paid, 0)::bigint else 0 end as "savingsCents", p.status
  from projects p
  join applications a on a.id = p.application_id
  join bodies b on b.id = a.lead_body_id
  join plan_versions v on v.id = p.plan_version_id
  left join lateral (${lastAct('GRANT', 'p.id')}) g on true
  left join lateral (select sum(admitted_cents) as admitted from statements where project_id = p.id and status = 'SETTLED') s on true
  left join lateral (select ${positions.map((one) => `sum(m.amount_cents) filter (where t.position = ${one}) as tranche${one},`).join(' ')} sum(m.amount_cents) as paid
                       from payments m join project_tranches t on (t.project_id, t.id) = (m.project_id, m.tranche_id)
                      where m.project_id = p.id and m.status = 'PAID') y on true
 where p.cycle_id = :cycleId`,
})

const others: Record<Exclude<SheetKey, 'projects'>, Query> = {
  quotas: {
    order: `p.code, m.role <> 'LEAD', b.name, x.category = '', x.category, x.year`,
    rows: `
with ${labels.trimStart()},
spent as (
  select p.id as project_id, l.body_id, l.category, l.year, l.cost_cents as planned, 0::bigint as reported, 0::bigint as admitted, 0::bigint as transferred
    from standing_budget_lines l join projects p on p.application_id = l.application_id where p.cycle_id = :cycleId
  union all
  select s.project_id, q.body_id, q.category, q.year, 0, sum(q.claimed_cents)::bigint, coalesce(sum(q.admitted_cents), 0)::bigint, 0
    from expense_quotas q join statements s on s.id = q.statement_id join projects p on p.id = s.project_id where p.cycle_id = :cycleId
   group by s.project_id, q.body_id, q.category, q.year
  union all
  select p.id, t.body_id, '', extract(year from t.transferred_on)::int, 0, 0, 0, t.amount_cents
    from partner_transfers t join statements s on s.id = t.statement_id join projects p on p.id = s.project_id where p.cycle_id = :cycleId
)
select p.code as "projectCode", b.name as "bodyName", b.tax_code as "bodyTaxCode", m.role,
       case when x.category = '' then 'Somme trasferite dal capofila' else coalesce(c.label, x.category) end as category, x.year,
       sum(x.planned)::bigint as "plannedCents", sum(x.reported)::bigint as "reportedCents",
       sum(x.admitted)::bigint as "admittedCents", sum(x.transferred)::bigint as "transferredCents"
  from spent x
  join projects p on p.id = x.project_id
  join applications a on a.id = p.application_id
  join bodies b on b.id = x.body_id
  join application_partners m on m.application_id = a.id and m.body_id = x.body_id
  left join labels c on c.call_id = a.call_id and c.category = x.category
 group by p.code, b.name, b.tax_code, m.role, x.category, c.label, x.year`,
  },

  expenses: {
    order: 'p.code, s.period, d.issued_on, d.issuer_tax_code, d.number, b.name, q.category, q.year',
    rows: `
with ${labels.trimStart()}
select p.code as "projectCode", s.period, b.name as "bodyName", d.issuer_name as "supplierName", d.issuer_tax_code as "supplierTaxCode",
       d.type as "documentType", d.number as "documentNumber", d.issued_on as "documentOn", p.cup, coalesce(c.label, q.category) as category,
       q.year, d.amount_cents as "documentCents", q.claimed_cents as "chargedCents", q.admitted_cents as "admittedCents", q.reason
  from expense_quotas q
  join statements s on s.id = q.statement_id
  join projects p on p.id = s.project_id
  join applications a on a.id = p.application_id
  join expense_documents d on d.id = q.expense_document_id
  join bodies b on b.id = q.body_id
  left join labels c on c.call_id = a.call_id and c.category = q.category
 where p.cycle_id = :cycleId`,
  },

  payments: {
    order: 'p.code, t.position',
    rows: `
select p.code as "projectCode", t.label as tranche, b.name as "payeeName", y.iban, p.commitment_number as "commitmentNumber",
       l.number as "liquidationActNumber", l.adopted_on as "liquidationActOn", y.amount_cents as "grossCents",
       y.withholding_cents as "withholdingCents", y.amount_cents - y.withholding_cents as "netCents",
       y.mandate_number as "mandateNumber", y.paid_on as "mandateOn", y.status
  from payments y
  join project_tranches t on (t.project_id, t.id) = (y.project_id, y.tranche_id)
  join projects p on p.id = y.project_id
  join applications a on a.id = p.application_id
  join bodies b on b.id = a.lead_body_id
  left join lateral (${lastAct('LIQUIDATION', 'y.id')}) l on true
 where p.cycle_id = :cycleId and y.ended_at is null`,
  },

  years: {
    order: 'year',
    rows: `
with moved as (
  select year, assigned, received, committed, paid, 0::bigint as reported, 0::bigint as admitted, 0::bigint as savings
    from (${yearsInTheBook}) book where (assigned, received, committed, paid) <> (0, 0, 0, 0)
  union all
  select q.year, 0, 0, 0, 0, q.claimed_cents, coalesce(q.admitted_cents, 0), 0
    from expense_quotas q join statements s on s.id = q.statement_id join projects p on p.id = s.project_id where p.cycle_id = :cycleId
  union all
  select extract(year from p.closed_at at time zone 'Europe/Rome')::int, 0, 0, 0, 0, 0, 0,
         p.grant_cents - coalesce((select sum(amount_cents) from payments where project_id = p.id and status = 'PAID'), 0)::bigint
    from projects p where p.cycle_id = :cycleId and p.status = 'CLOSED'
)
select year, sum(assigned)::bigint as "assignedCents", sum(received)::bigint as "receivedCents", sum(committed)::bigint as "committedCents",
       sum(paid)::bigint as "paidCents", sum(reported)::bigint as "reportedCents", sum(admitted)::bigint as "admittedCents",
       sum(savings)::bigint as "savingsCents"
  from moved group by year`,
  },
}

const queriesOf = (positions: readonly number[]) => ({ projects: projects(positions), ...others })

/* Columns that have a total. */
const totalled = (
  positions: readonly number[],
): { readonly [K in SheetKey]: readonly TotalledField<K>[] } => ({
  projects: [
    ...(['totalCostCents', 'cofinancingCents', 'grantCents', 'admittedCents'] as const),
    ...positions.map(paidOf),
    ...(['paidCents', 'savingsCents'] as const),
  ],
  quotas: ['plannedCents', 'reportedCents', 'admittedCents', 'transferredCents'],
  expenses: ['chargedCents', 'admittedCents'],
  payments: ['grossCents', 'withholdingCents', 'netCents'],
  years: [
    ...(['assignedCents', 'receivedCents', 'committedCents', 'paidCents'] as const),
    ...(['reportedCents', 'admittedCents', 'savingsCents'] as const),
  ],
})

function eachSheet(make: (key: SheetKey) => string): Readonly<Record<SheetKey, string>> {
  const [projects, quotas, expenses] = [make('projects'), make('quotas'), make('expenses')]
  return { projects, quotas, expenses, payments: make('payments'), years: make('years') }
}

/** Queries of the expenditure workbook's rows, one for each sheet, with so many tranches; `:cycleId` is bound, amounts are cents. */
export function workbookRows(positions: readonly number[]): Readonly<Record<SheetKey, string>> {
  const queries = queriesOf(positions)
  return eachSheet((key) => `${queries[key].rows} order by ${queries[key].order}`)
}

/** What the same rows sum to: their number and their totals, in one row for each sheet. */
export function workbookSums(positions: readonly number[]): Readonly<Record<SheetKey, string>> {
  const queries = queriesOf(positions)
  const fields = totalled(positions)
  return eachSheet((key) => {
    const sums = fields[key].map((field) => `coalesce(sum("${field}"), 0)::bigint as "${field}"`)
    return `select count(*) as rows, ${sums.join(', ')} from (${queries[key].rows}) sheet`
  })
}
