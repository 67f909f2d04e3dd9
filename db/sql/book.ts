import { kindsWhere, moneyKinds } from '../../domain/disbursement/book.ts'
import type { Balance, MoneyKind, Occasion } from '../../domain/disbursement/book.ts'

/* The book of money and the balances that it alone moves (art. 8), written from the domain's table of its kinds, so that
   there is no second list. */
const quoted = (kinds: readonly MoneyKind[]): string => kinds.map((kind) => `'${kind}'`).join(',')
const about = (...occasions: readonly Occasion[]): string =>
  quoted(kindsWhere((kind) => occasions.includes(kind.about)))

const kinds = `
alter table money_entries add constraint money_entries_kind check (kind in (${quoted(kindsWhere(() => true))}));
alter table money_entries add constraint money_entries_of_project check ((project_id is not null) = (kind in (${about('PROJECT', 'PAYMENT')})));
create unique index money_entries_once on money_entries (occasion, kind) where kind in (${about('RECEIPT', 'PAYMENT')});
comment on index money_entries_once is 'A receipt and each step of a payment move the balances once';
create unique index money_entries_once_a_year on money_entries (occasion, kind, year, cycle_id, project_id) nulls not distinct
  where kind in (${about('YEAR', 'PROJECT')});
comment on index money_entries_once_a_year is 'An act of the Region, a commitment or a paper moves the balances of a year once';
`

const occasions = `
create function require_occasion() returns trigger language plpgsql as $$
begin
  if new.kind = 'RESERVED' and exists (select 1 from projects p where p.id = new.project_id and p.status = 'CLOSED') then
    raise exception 'project % is closed: it takes no more', new.project_id using errcode = '23514';
  end if;
  if new.project_id is not null and not exists (select 1 from projects p join applications a on a.id = p.application_id
    where p.id = new.project_id and p.cycle_id = new.cycle_id and a.lead_body_id = new.payee_id) then
    raise exception 'the entry is not of its project: another cycle, or another payee' using errcode = '23514';
  end if;
  if new.kind = 'ALLOCATED' and not exists (select 1 from allocations a
    where a.cycle_id = new.cycle_id and a.year = new.year and a.amount_cents = new.amount_cents) then
    raise exception 'the entry is not of its allocation' using errcode = '23514';
  end if;
  if new.kind = 'RECEIVED' and not exists (select 1 from cash_receipts r
    where r.id = new.occasion and r.cycle_id = new.cycle_id and r.year = new.year and r.amount_cents = new.amount_cents) then
    raise exception 'the entry is not of its receipt' using errcode = '23514';
  end if;
  if new.kind = 'COMMITTED' and not exists (select 1 from projects p where p.id = new.project_id and p.commitment_number = new.occasion) then
    raise exception 'the entry is not of its commitment' using errcode = '23514';
  end if;
  if new.kind in (${about('PAYMENT')}) and not exists (select 1 from payments m
    where m.id = new.occasion and m.project_id = new.project_id and m.amount_cents = new.amount_cents
      and (new.kind, m.status) in (('RESERVED','OPEN'),('LIQUIDATED','ORDERED'),('PAID','PAID'),('RELEASED','REFUSED'),('RELEASED','REVERSED'))) then
    raise exception 'the entry is not of its payment: another amount or project, or the payment is not there yet' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger money_entries_of_occasion before insert on money_entries for each row execute function require_occasion();
comment on trigger money_entries_of_occasion on money_entries is 'Nothing is in the book that did not happen (art. 8)';
`

const keys = {
  year: 'cycle_id = new.cycle_id and year = new.year',
  cash: 'cycle_id = new.cycle_id',
  project: 'project_id = new.project_id',
}
type Table = keyof typeof keys

const columnOf = (balance: Balance): string => `${balance.slice(balance.indexOf('.') + 1)}_cents`

/* By how much an entry moves a balance. */
function moveOf(balance: Balance): string {
  const signed = [
    ['', kindsWhere((kind) => kind.adds.includes(balance))],
    ['-', kindsWhere((kind) => kind.takes.includes(balance))],
  ] as const
  const cases = signed.flatMap(([sign, moved]) =>
    moved.length === 0 ? [] : [`when new.kind in (${quoted(moved)}) then ${sign}new.amount_cents`],
  )
  return `case ${cases.join(' ')} else 0 end`
}

const change = (balance: Balance): string =>
  `${columnOf(balance)} = ${columnOf(balance)} + ${moveOf(balance)}`

const movedIn = (table: string) => {
  const ofTable = (balance: Balance): boolean => balance.startsWith(`${table}.`)
  const moved = (Object.values(moneyKinds) as { adds: readonly Balance[]; takes: readonly Balance[] }[])
    .flatMap(({ adds, takes }) => [...adds, ...takes])
    .filter(ofTable)
  return {
    balances: [...new Set(moved)],
    movers: quoted(kindsWhere(({ adds, takes }) => [...adds, ...takes].some(ofTable))),
  }
}

/* What a year tells begins with its first entry, whatever its year; what was paid is given back to the year in which it was. */
function tellYear(): string {
  const { balances, movers } = movedIn('book')
  const columns = balances.map(columnOf)
  return `
  of_year := case when new.kind = 'RELEASED' then (select e.year from money_entries e where e.occasion = new.occasion and e.kind = 'PAID') else new.year end;
  if new.kind in (${movers}) and of_year is not null then
    insert into book_years (cycle_id, year, ${columns.join(', ')}) values (new.cycle_id, of_year, ${balances.map(moveOf).join(', ')})
    on conflict (cycle_id, year) do update set ${columns.map((column) => `${column} = book_years.${column} + excluded.${column}`).join(', ')};
  end if;`
}

/* Rows are locked in one order: book, year, cash, project. */
const movesOf = (table: Table): string => {
  const { balances, movers } = movedIn(table)
  return `
  if new.kind in (${movers}) then
    update ${table}_balances set ${balances.map(change).join(', ')} where ${keys[table]};
    if not found then
      raise exception 'there is no ${table} for the entry to move' using errcode = '23514';
    end if;
  end if;`
}

const moves = `
create function move_balances() returns trigger language plpgsql as $$
declare
  of_year integer;
begin${tellYear()}${movesOf('year')}${movesOf('cash')}${movesOf('project')}
  if new.kind = 'ECONOMY' and (select sum(case e.kind when 'COMMITTED' then e.amount_cents else -e.amount_cents end) from money_entries e
    where e.project_id = new.project_id and e.year = new.year and e.kind in ('COMMITTED','ECONOMY')) < 0 then
    raise exception 'the economy is above what the project has committed in %', new.year using errcode = '23514';
  end if;
  if new.kind in ('RECOVERED','RELEASED') and (select sum(case e.kind when 'PAID' then e.amount_cents else -e.amount_cents end) from money_entries e
    where e.project_id = new.project_id and (e.kind = 'RECOVERED' or e.kind = 'PAID'
      and not exists (select 1 from money_entries r where r.occasion = e.occasion and r.kind = 'RELEASED'))) < 0 then
    raise exception 'what is recovered is above what the project was paid' using errcode = '23514';
  end if;
  return null;
end $$;
create trigger money_entries_move_balances after insert on money_entries for each row execute function move_balances();
comment on trigger money_entries_move_balances on money_entries is 'Balances and book of money are never two different things (art. 8)';
`

const guards = `
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%: %', tg_table_name, tg_argv[0] using errcode = '23514';
end $$;
create trigger money_entries_append_only before update or delete on money_entries for each row execute function refuse_change('entries are only ever added');
create trigger allocations_fixed before update or delete on allocations for each row execute function refuse_change('what the Region assigned is adjusted by an entry');
create trigger cash_receipts_fixed before update or delete on cash_receipts for each row execute function refuse_change('a receipt never changes');
create trigger payments_kept before delete on payments for each row execute function refuse_change('a payment ends, and stays');
${(['year_balances', 'cash_balances', 'project_balances'] as const)
  .map(
    (table) => `
create trigger ${table}_by_entries before update or delete on ${table} for each row when (pg_trigger_depth() = 0)
  execute function refuse_change('balances are moved by entries only');
comment on trigger ${table}_by_entries on ${table} is 'Nothing is assigned, received, committed, reserved or given back without an entry (art. 8)';`,
  )
  .join('')}
create trigger book_years_by_entries before insert or update or delete on book_years for each row when (pg_trigger_depth() = 0)
  execute function refuse_change('what a year tells is moved by entries only');
comment on trigger book_years_by_entries on book_years is 'What was assigned, received, committed and paid in a year is what the book says (art. 8, 11)';
create trigger year_balances_from_nothing before insert on year_balances for each row
  when ((new.allocated_cents, new.committed_cents) <> (0, 0)) execute function refuse_change('balances are moved by entries only');
create trigger cash_balances_from_nothing before insert on cash_balances for each row
  when ((new.allocated_cents, new.received_cents, new.reserved_cents) <> (0, 0, 0)) execute function refuse_change('balances are moved by entries only');
create trigger project_balances_from_nothing before insert on project_balances for each row
  when ((new.committed_cents, new.reserved_cents) <> (0, 0)) execute function refuse_change('balances are moved by entries only');
`

const drop = `
alter table if exists money_entries drop constraint if exists money_entries_kind, drop constraint if exists money_entries_of_project;
drop index if exists money_entries_once, money_entries_once_a_year;
drop function if exists require_occasion(), move_balances(), refuse_change() cascade;
`

export const book = { drop, create: [kinds, occasions, moves, guards].join('') }
