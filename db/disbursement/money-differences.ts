import type { Knex } from 'knex'

/** A figure that is not what the book of money says, in cents: `kept` is that of the row, `entered` the sum of its entries. */
interface MoneyDifference {
  place: string
  id: string
  figure: string
  keptCents: number
  enteredCents: number
}

/* Written apart from the triggers that move the balances, so that the two can disagree. Each line puts the figures of a table
   beside entries of the book; an entry without its row, or a row without its entry, is a difference too. */
const differences = `
with told (place, id, figure, kept, entered) as (
  select 'allocations', cycle_id || '/' || year, 'amount_cents', amount_cents, 0 from allocations
  union all select 'allocations', cycle_id || '/' || year, 'amount_cents', 0, amount_cents from money_entries where kind = 'ALLOCATED'
  union all select 'cash_receipts', id, 'amount_cents', amount_cents, 0 from cash_receipts
  union all select 'cash_receipts', occasion, 'amount_cents', 0, amount_cents from money_entries where kind = 'RECEIVED'
  union all select 'projects', id, 'grant_cents', grant_cents, 0 from projects where commitment_number is not null
  union all select 'projects', project_id, 'grant_cents', 0, amount_cents from money_entries where kind = 'COMMITTED'
  union all select 'payments', id, 'amount_cents', amount_cents, 0 from payments
  union all select 'payments', occasion, 'amount_cents', 0, amount_cents from money_entries where kind = 'RESERVED'
  union all select 'payments', id, 'liquidated', amount_cents, 0 from payments where status in ('ORDERED','PAID','REVERSED')
  union all select 'payments', e.occasion, 'liquidated', 0, e.amount_cents from money_entries e left join payments m on m.id = e.occasion
    where e.kind = 'LIQUIDATED' and m.status is distinct from 'REFUSED'
  union all select 'payments', id, 'paid', amount_cents, 0 from payments where status in ('PAID','REVERSED')
  union all select 'payments', occasion, 'paid', 0, amount_cents from money_entries where kind = 'PAID'
  union all select 'payments', id, 'released', amount_cents, 0 from payments where status in ('REFUSED','REVERSED')
  union all select 'payments', occasion, 'released', 0, amount_cents from money_entries where kind = 'RELEASED'
  union all select 'year_balances', cycle_id || '/' || year, 'allocated_cents', allocated_cents, 0 from year_balances
  union all select 'year_balances', cycle_id || '/' || year, 'allocated_cents', 0, amount_cents from money_entries where kind in ('ALLOCATED','ADJUSTED')
  union all select 'year_balances', cycle_id || '/' || year, 'committed_cents', committed_cents, 0 from year_balances
  union all select 'year_balances', cycle_id || '/' || year, 'committed_cents', 0, case kind when 'COMMITTED' then amount_cents else -amount_cents end
    from money_entries where kind in ('COMMITTED','ECONOMY')
  union all select 'book_years', cycle_id || '/' || year, v.figure, v.cents, 0 from book_years
    cross join lateral (values ('assigned_cents', assigned_cents), ('received_cents', received_cents), ('committed_cents', committed_cents),
      ('paid_cents', paid_cents)) v (figure, cents)
  union all select 'book_years', cycle_id || '/' || year, 'assigned_cents', 0, amount_cents from money_entries where kind in ('ALLOCATED','ADJUSTED')
  union all select 'book_years', cycle_id || '/' || year, 'received_cents', 0, amount_cents from money_entries where kind = 'RECEIVED'
  union all select 'book_years', cycle_id || '/' || year, 'committed_cents', 0, case kind when 'COMMITTED' then amount_cents else -amount_cents end
    from money_entries where kind in ('COMMITTED','ECONOMY')
  union all select 'book_years', e.cycle_id || '/' || e.year, 'paid_cents', 0, e.amount_cents from money_entries e
    where e.kind = 'PAID' and not exists (select 1 from money_entries r where r.occasion = e.occasion and r.kind = 'RELEASED')
  union all select 'cash_balances', cycle_id, 'allocated_cents', allocated_cents, 0 from cash_balances
  union all select 'cash_balances', cycle_id, 'allocated_cents', 0, amount_cents from money_entries where kind in ('ALLOCATED','ADJUSTED')
  union all select 'cash_balances', cycle_id, 'received_cents', received_cents, 0 from cash_balances
  union all select 'cash_balances', cycle_id, 'received_cents', 0, amount_cents from money_entries where kind = 'RECEIVED'
  union all select 'cash_balances', cycle_id, 'reserved_cents', reserved_cents, 0 from cash_balances
  union all select 'cash_balances', cycle_id, 'reserved_cents', 0, case kind when 'RESERVED' then amount_cents else -amount_cents end
    from money_entries where kind in ('RESERVED','RELEASED','RECOVERED')
  union all select 'project_balances', project_id, 'committed_cents', committed_cents, 0 from project_balances
  union all select 'project_balances', project_id, 'committed_cents', 0, case kind when 'COMMITTED' then amount_cents else -amount_cents end
    from money_entries where kind in ('COMMITTED','ECONOMY')
  union all select 'project_balances', project_id, 'reserved_cents', reserved_cents, 0 from project_balances
  union all select 'project_balances', project_id, 'reserved_cents', 0, case kind when 'RESERVED' then amount_cents else -amount_cents end
    from money_entries where kind in ('RESERVED','RELEASED','RECOVERED')
  union all select 'project_balances', id, 'grant_cents', 0, grant_cents from projects
  union all select 'project_balances', project_id, 'grant_cents', grant_cents, 0 from project_balances
)
select place, id, figure, sum(kept)::bigint as "keptCents", sum(entered)::bigint as "enteredCents"
  from told group by place, id, figure having sum(kept) <> sum(entered) order by place, id, figure`

/** Every figure of money that is not the sum of its entries, over all cycles; none in a sound database (art. 8). */
export async function moneyDifferences(knex: Knex): Promise<MoneyDifference[]> {
  return (await knex.raw<{ rows: MoneyDifference[] }>(differences)).rows
}
