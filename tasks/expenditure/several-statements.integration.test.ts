import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createProjectScenario } from '../../test/support/project-scenario.ts'
import type { ProjectScenario } from '../../test/support/project-scenario.ts'
import { produceWorkbook } from '../../use-cases/expenditure/produce-workbook.ts'
import { settleStatement } from '../../workers/expenditure/settle-statement.ts'

const source = { act: 'invented (test)' }
const TRANCHES = [
  {
    ...{ id: 'PRIMA', label: 'Prima quota', amount: 'GRANT_SHARE' as const, basisPoints: 4000, source },
    preconditions: ['AGREEMENT_SIGNED' as const],
  },
  {
    ...{ id: 'SECONDA', label: 'Seconda quota', amount: 'GRANT_SHARE' as const, basisPoints: 3500, source },
    preconditions: ['STATEMENT_ADMITTED' as const],
  },
  {
    ...{ id: 'ULTIMA', label: 'Ultima quota', amount: 'SETTLEMENT' as const, basisPoints: 2500, source },
    preconditions: ['STATEMENT_ADMITTED' as const, 'RESULTS_RECEIVED' as const],
  },
]

/* One project of 129,500.00 granted on a cost of 185,000.00, from test to test. */
describe('a project of a call with three tranches (art. 8, 10)', () => {
  let database: TestDatabase
  let scenario: ProjectScenario
  let projectId: string
  let partner: string

  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createProjectScenario(database, { tranches: TRANCHES })
    projectId = scenario.projectId
    const { applicationId } = await database.stores.projects.get(projectId)
    const alliance = await database.stores.applications.partnersOf(applicationId)
    partner = alliance.find((one) => one.role === 'PARTNER')?.taxCode ?? ''
    await scenario.receive(projectId, 60_000_000, 'REV-1')
    await scenario.run(projectId)
  })
  afterAll(() => database.close())

  const next = () => scenario.next(projectId)
  const settle = (statementId: string) =>
    scenario.steps.job(settleStatement, { cycleId: scenario.cycleId, statementId })
  const passedOn = (amount: string) => [{ bodyTaxCode: partner, amount, transferredOn: '2027-07-01' }]
  const communication = (cents: number, number: string) =>
    scenario.line(partner, { cents, number }, { categoryId: 'COMMUNICATION' })

  it('begins with the first tranche, and opens no other before it', async () => {
    expect(await next()).toBe('paymentDue PRIMA')
    await expect(scenario.open(projectId, 'SECONDA')).rejects.toThrow('does not pay SECONDA now')
    await scenario.pay(projectId, 'PRIMA')
  })

  it('pays the second after a statement of its own, which does not yet account for the project', async () => {
    expect(await next()).toBe('statementDue SECONDA')
    await expect(scenario.open(projectId, 'SECONDA')).rejects.toThrow('waits for STATEMENT')
    const lines = [
      communication(1_000_000, 'C-1'),
      scenario.line(partner, { cents: 8_000_000, number: 'P-1' }),
    ]
    const statementId = await scenario.submit(projectId, [], { lines, transfers: passedOn('40.000,00') })
    await scenario.verify(statementId, 0, null)
    await settle(statementId)
    expect(await database.stores.projects.get(projectId)).toMatchObject({ status: 'RUNNING' })
    const detail = await database.reads.projects.find(scenario.owner, projectId)
    expect(detail?.recoveryCents).toBe(0)
    expect(await next()).toBe('paymentDue SECONDA')
    await scenario.pay(projectId, 'SECONDA')
  })

  it('counts the transfers and the caps of a category over all statements', async () => {
    expect(await next()).toBe('statementDue ULTIMA')
    const lines = [communication(850_100, 'C-2'), scenario.line(partner, { cents: 8_500_000, number: 'P-2' })]
    const beyond = scenario.submit(projectId, [], { lines, transfers: passedOn('57.125,01') })
    await expect(beyond).rejects.toMatchObject({ facts: { problems: [{ code: 'ABOVE_RECEIVED' }] } })
    const statementId = await scenario.submit(projectId, [], { lines, transfers: passedOn('57.125,00') })
    await expect(scenario.verify(statementId, 99, 'Oltre il massimo')).rejects.toMatchObject({
      facts: { problems: [{ code: 'ABOVE_CATEGORY_CAP' }] },
    })
    await scenario.verify(statementId, 100, 'Oltre il massimo')
    await settle(statementId)
    expect(await database.stores.projects.get(projectId)).toMatchObject({ status: 'REPORTED' })
  })

  it('lists the expenses of all its statements by period and day, part by part, to whoever sees the project (art. 10)', async () => {
    const { expenses } = database.reads.projects
    const first = await expenses(scenario.owner, projectId, { limit: 3 })
    const rest = await expenses(scenario.owner, projectId, { limit: 3, after: first?.next ?? undefined })
    const told = [...(first?.items ?? []), ...(rest?.items ?? [])].map((one) => [one.period, one.number])
    expect(told).toEqual([
      [1, 'C-1'],
      [1, 'P-1'],
      [2, 'C-2'],
      [2, 'P-2'],
    ])
    const found = await expenses(scenario.owner, projectId, { text: 'p-2' })
    expect(found?.items.map(({ number }) => number)).toEqual(['P-2'])
    expect(await expenses(await scenario.person('TITULAR_CCIAA'), projectId)).toBeNull()
  })

  it('settles with the last, once the results are told, on all that was admitted', async () => {
    expect(await next()).toBe('resultsDue ULTIMA')
    await database.stores.results.report(projectId, [{ indicator: 'RECIPIENTS', achieved: 10, note: '' }])
    expect(await next()).toBe('paymentDue ULTIMA')
    await scenario.pay(projectId, 'ULTIMA')
    expect(await next()).toBe('')
    const payments = await database.stores.payments.ofProject(projectId)
    const finalGrant = Math.round((18_350_000 * 12_950_000) / 18_500_000)
    expect(payments.map((one) => [one.trancheLabel, one.amountCents])).toEqual([
      ['Prima quota', 5_180_000],
      ['Seconda quota', 4_532_500],
      ['Ultima quota', finalGrant - 5_180_000 - 4_532_500],
    ])
  })

  it('has a column for each tranche in the workbook, whose totals agree with the book of money', async () => {
    const { cycleId, person } = scenario
    const produced = await database.run(await person('FINANCE_1'), produceWorkbook, { cycleId })
    expect(produced.balanced).toBe(true)
  })
})
