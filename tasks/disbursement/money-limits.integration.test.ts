import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createProjectScenario } from '../../test/support/project-scenario.ts'

/* Parts of statements that somebody might run by hand. */
const someone = (offset: number) => `(select id from persons order by id limit 1 offset ${offset})`
const ASKED = `iban = 'IT', declarations = '{}', requested_by = ${someone(0)}, requested_at = now()`
const OFFICE = `office_approved_by = ${someone(1)}, office_approved_at = now(), office_approved_sha256 = 'x'`
const SAME = `finance_approved_by = ${someone(1)}, finance_approved_at = now(), finance_approved_sha256 = 'x'`
const OTHER = `finance_approved_by = ${someone(2)}, finance_approved_at = now(), finance_approved_sha256 = 'x'`
const ENDED = `ended_at = now(), ended_reason = 'A mano'`
const PROPOSED = `insert into act_proposals (id, cycle_id, kind, subject_id, title, status, proposed_at)
  select 'by-hand', p.cycle_id, 'LIQUIDATION', m.id, 'A mano', 'PROPOSED', now() from payments m join projects p on p.id = m.project_id`
/* The demo's second tranche of this grant is of 3,885,000 cents. */
const inserted = (status: string, cents: number, trancheCents = 3_885_000) =>
  `insert into payments (id, project_id, tranche_id, tranche_cents, amount_cents, status, mandate_number, paid_on, opened_at)
  select 'by-hand', project_id, 'SALDO', ${trancheCents}, ${cents}, ${status}, '1', current_date, now() from payments`
const entered = (kind: string, cents: number, occasion = 'm.id') =>
  `insert into money_entries (id, cycle_id, year, kind, occasion, project_id, payee_id, amount_cents, at)
  select 'by-hand', p.cycle_id, 2027, '${kind}', ${occasion}, p.id, a.lead_body_id, ${cents}, now()
    from payments m join projects p on p.id = m.project_id join applications a on a.id = p.application_id limit 1`
const later = (statement: string) => statement.replace('2027', '2028')
/* The allocation of 2027 is of 27,600,000 cents, of which 12,950,000 are committed. */
const ADJUSTED = `insert into money_entries (id, cycle_id, year, kind, occasion, amount_cents, at)
  select 'by-hand', id, 2027, 'ADJUSTED', 'DGR 2', -14650001, now() from cycles`
/* The Region assigned 96,800,000 cents in all, of which 20,000,000 were received. */
const receipt = (cents: number) =>
  `insert into cash_receipts select 'by-hand', id, 2027, ${cents}, current_date, 'A mano' from cycles;
  insert into money_entries (id, cycle_id, year, kind, occasion, amount_cents, at)
  select 'by-hand', id, 2027, 'RECEIVED', 'by-hand', ${cents}, now() from cycles`
/* Cash and grant hold even where the limit of the tranche does not. */
const reserved = (cents: number) =>
  `alter table payments drop constraint payments_of_tranche;
  ${inserted(`'OPEN'`, cents, cents)}; ${entered('RESERVED', cents, `'by-hand'`)}`

describe('the database', () => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await createTestDatabase()
    const scenario = await createProjectScenario(database)
    const { projectId } = scenario
    await scenario.run(projectId)
    await scenario.receive(projectId, 20_000_000, 'REV-1')
    await scenario.open(projectId, 'ANTICIPO')
  })
  afterAll(() => database.close())

  const update = (values: string) => `update payments set ${values}`
  it.each([
    ['reserves cash', `update cash_balances set reserved_cents = 20000001`, 'by entries only'],
    ['gives reserved cash back', `update cash_balances set reserved_cents = 0`, 'by entries only'],
    ['receives cash', `update cash_balances set received_cents = 30000000`, 'by entries only'],
    ['reserves a grant', `update project_balances set reserved_cents = 12950001`, 'by entries only'],
    ['changes an entry', `update money_entries set amount_cents = 1`, 'only ever added'],
    ['deletes an entry', `delete from money_entries`, 'only ever added'],
    ['enters another amount than is paid', entered('PAID', 9_065_001), 'not of its payment'],
    ['enters a payment that was not made', entered('PAID', 9_065_000), 'not of its payment'],
    ['enters what was not ordered', entered('LIQUIDATED', 9_065_000), 'not of its payment'],
    ['enters a reservation twice', entered('RESERVED', 9_065_000), 'money_entries_once'],
    ['enters cash that was not received', entered('RECEIVED', 1), 'not of its receipt'],
    [
      'names another payee',
      entered('RECOVERED', 1).replace(
        'a.lead_body_id',
        `(select max(id) from bodies where id <> a.lead_body_id)`,
      ),
      'another payee',
    ],
    ['recovers what was not paid', entered('RECOVERED', 1), 'above what the project was paid'],
    ['frees more than is reserved', entered('ECONOMY', 3_885_001), 'never_above_commitment'],
    ['frees what another year bears', later(entered('ECONOMY', 1)), 'committed_cents_check'],
    ['commits without a number', entered('COMMITTED', 1), 'not of its commitment'],
    [
      'commits more than was granted',
      later(entered('COMMITTED', 1, 'p.commitment_number')),
      'never_above_grant',
    ],
    [
      'commits above the allocation of the year',
      later(entered('COMMITTED', 34_600_001, 'p.commitment_number')),
      'commitments_within_allocation',
    ],
    ['receives more than the Region assigned', receipt(76_800_001), 'cash_within_allocation'],
    ['enters an unknown kind', entered('GIVEN', 1), 'money_entries_kind'],
    ['takes from the book', entered('RECOVERED', -1), 'money_entries_amount'],
    ['assigns less than is committed', ADJUSTED, 'commitments_within_allocation'],
    ['changes what the Region assigned', `update allocations set amount_cents = 1`, 'adjusted by an entry'],
    ['changes a receipt of cash', `update cash_receipts set amount_cents = 1`, 'never changes'],
    ['takes a payment away', `delete from payments`, 'ends, and stays'],
    ['begins with cash', `insert into cash_balances values ('x', 0, 1, 0)`, 'by entries only'],
    ['tells another year', `update book_years set paid_cents = paid_cents + 1`, 'by entries only'],
    ['commits on a year', `update year_balances set committed_cents = 0`, 'by entries only'],
    ['opens a payment without reserving', inserted(`'OPEN'`, 1), 'is not RESERVED'],
    ['reserves above the cash', reserved(11_000_000), 'cash_never_above_received'],
    ['reserves above what is committed of the grant', reserved(3_885_001), 'never_above_commitment'],
    ['refuses a payment and keeps its cash', update(`status = 'REFUSED', ${ENDED}`), 'is not RELEASED'],
    ['gives back the cash of a payment that lives', entered('RELEASED', 9_065_000), 'not of its payment'],
    ['pays what nobody asked for', inserted(`'PAID'`, 1), 'published liquidation'],
    ['pays above the tranche', update('amount_cents = tranche_cents + 1'), 'payments_fixed'],
    ['opens a payment above its tranche', inserted(`'OPEN'`, 3_885_001), 'payments_within_tranche'],
    ['opens a tranche of another amount', inserted(`'OPEN'`, 1, 3_885_001), 'payments_of_tranche'],
    [
      'opens a tranche that the call does not have',
      inserted(`'OPEN'`, 1).replace('SALDO', 'ALTRA'),
      'payments_of_tranche',
    ],
    ['changes a tranche', `update project_tranches set amount_cents = amount_cents + 1`, 'never change'],
    ['takes a tranche away', `delete from project_tranches where id = 'SALDO'`, 'never change'],
    [
      'adds a tranche beyond the grant',
      `insert into project_tranches select project_id, 'ALTRA', 3, 'Altra', 1 from payments`,
      'are not its grant',
    ],
    ['pays less than was reserved', update('amount_cents = amount_cents - 1'), 'payments_fixed'],
    ['asks without an account', update(`status = 'REQUESTED'`), 'payments_requested'],
    ['skips the office', update(`status = 'OFFICE_APPROVED', ${ASKED}`), 'payments_office_approved'],
    [
      'skips finance',
      update(`status = 'FINANCE_APPROVED', ${ASKED}, ${OFFICE}`),
      'payments_finance_approved',
    ],
    [
      'approves twice by one person',
      update(`status = 'FINANCE_APPROVED', ${ASKED}, ${OFFICE}, ${SAME}`),
      'payments_three_people',
    ],
    [
      'orders without a published liquidation',
      update(`status = 'ORDERED', ${ASKED}, ${OFFICE}, ${OTHER}`),
      'published liquidation',
    ],
    ['liquidates what is not approved', PROPOSED, 'nothing to liquidate'],
    [
      'liquidates without a commitment',
      `update projects set commitment_number = null; update payments set ${OTHER}; ${PROPOSED}`,
      'nothing to liquidate',
    ],
    [
      'grants more than the plan has',
      `update plan_projects set grant_cents = 53000001 where position = 1`,
      'above its resources',
    ],
  ])('refuses a statement in SQL that %s (art. 8)', async (_, statement, why) => {
    await expect(database.owner.raw(statement)).rejects.toThrow(why)
  })
})
