import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createProjectScenario } from '../../test/support/project-scenario.ts'
import type { ProjectScenario } from '../../test/support/project-scenario.ts'
import { settleStatement } from '../../workers/expenditure/settle-statement.ts'

const QUOTA_BY_HAND = `insert into expense_quotas
  (id, statement_id, expense_document_id, body_id, category, year, claimed_cents, procurement_evidence, paid_on)
  select 'by-hand', statement_id, expense_document_id, body_id, 'OTHER', year, 1, '', paid_on from expense_quotas limit 1`

describe('statements of expenditure', () => {
  let database: TestDatabase
  let scenario: ProjectScenario
  let projects: string[]

  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createProjectScenario(database)
    projects = scenario.projectIds
    for (const projectId of projects) await scenario.run(projectId)
  })
  afterAll(() => database.close())

  const claimedOf = async (number: string) =>
    (await database.knex('expense_documents').where({ number }).first<{ claimed_cents: number }>())
      .claimed_cents

  it('refuses bodies, categories and years that are not of the project, and transfers beyond what was received', async () => {
    const [projectId = ''] = projects
    const { taxCode = '' } =
      (await database.stores.network.findBody(scenario.leadBodyOf('COOP_EUREKA'))) ?? {}
    const transfers = [{ bodyTaxCode: taxCode, amount: '1,00', transferredOn: '2027-07-01' }]
    const refused = scenario.submit(projectId, [{ cents: 100 }], { transfers })
    await expect(refused).rejects.toMatchObject({
      facts: { problems: [{ code: 'BODY_UNKNOWN' }, { code: 'ABOVE_RECEIVED' }] },
    })
    const wrong = scenario.submit(projectId, [{ cents: 100 }], {
      lines: [scenario.line(taxCode, { cents: 100 }, { categoryId: 'GOLD', year: 2019 })],
    })
    await expect(wrong).rejects.toMatchObject({
      facts: { problems: [{ code: 'BODY_UNKNOWN' }, { code: 'CATEGORY_UNKNOWN' }, { code: 'YEAR_UNKNOWN' }] },
    })
  })

  it('keeps the quotas of one invoice within it over two projects that present it at once (art. 10)', async () => {
    const [one = '', two = ''] = projects
    const shared = { cents: 1_000_000, claimed: 600_000, number: 'CONDIVISA' }
    const results = await Promise.allSettled([
      scenario.submit(one, [shared, { cents: 500_000, number: 'A' }]),
      scenario.submit(two, [{ cents: 700_000, number: 'B' }, shared]),
    ])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = results.find((one) => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({
      code: 'QUOTAS_ABOVE_DOCUMENT',
      facts: { leftCents: 400_000 },
    })
    expect(await claimedOf('CONDIVISA')).toBe(600_000)
  })

  it('takes the rest of the invoice from the other project, and nothing more (art. 10)', async () => {
    const open = await Promise.all(
      projects.slice(0, 2).map(async (id) => ({ id, told: await database.stores.statements.ofProject(id) })),
    )
    const other = open.find(({ told }) => told.every((one) => one.status === 'OPEN'))?.id ?? ''
    await scenario.submit(other, [{ cents: 1_000_000, claimed: 400_000, number: 'CONDIVISA' }])
    expect(await claimedOf('CONDIVISA')).toBe(1_000_000)
  })

  it('refuses a known document with another amount', async () => {
    const projectId = projects[2] ?? ''
    const changed = scenario.submit(projectId, [{ cents: 2_000_000, claimed: 1, number: 'CONDIVISA' }])
    await expect(changed).rejects.toMatchObject({ code: 'DOCUMENT_ALREADY_PRESENTED' })
  })

  it.each([
    [
      'claims above a document',
      `update expense_documents set claimed_cents = amount_cents + 1`,
      'quotas_never_above_document',
    ],
    ['forgets what is claimed', `update expense_documents set claimed_cents = 0`, 'not what is claimed'],
    ['adds a quota on the side', QUOTA_BY_HAND, 'not what is claimed'],
    ['raises a quota', `update expense_quotas set claimed_cents = claimed_cents + 1`, 'not what is claimed'],
    ['drops a quota', `delete from expense_quotas`, 'not what is claimed'],
  ])('is kept by the database when a statement in SQL %s (art. 10)', async (_, sql, why) => {
    await expect(database.knex.raw(sql)).rejects.toThrow(why)
  })

  it('admits within what was claimed, and wants the reason of every cut (art. 10)', async () => {
    const projectId = projects[2] ?? ''
    const statementId = await scenario.submit(projectId, [
      { cents: 300_000, number: 'C' },
      { cents: 200_000, number: 'D' },
    ])
    const problem = (code: string) => ({ facts: { problems: [expect.objectContaining({ code })] } })
    await expect(scenario.verify(statementId, 100_000, null)).rejects.toMatchObject(problem('REASON_MISSING'))
    await expect(scenario.verify(statementId, -1, null)).rejects.toMatchObject(problem('ABOVE_CLAIMED'))
    await scenario.verify(statementId, 100_000, 'IVA detraibile')
    const { steps, cycleId } = scenario
    for (let run = 0; run < 2; run += 1) await steps.job(settleStatement, { cycleId, statementId })
    expect(await database.stores.statements.get(statementId)).toMatchObject({
      ...{ status: 'SETTLED', claimedCents: 500_000, admittedCents: 400_000 },
    })
    expect(await database.stores.projects.get(projectId)).toMatchObject({ status: 'REPORTED' })
  })

  it('admits in a category no more than its cap of the approved cost by the frozen call (art. 10)', async () => {
    const projectId = projects[3] ?? ''
    const { leadBodyId, costCents } = await database.stores.projects.get(projectId)
    const { taxCode = '' } = (await database.stores.network.findBody(leadBodyId)) ?? {}
    const cents = costCents / 10 + 100
    const lines = [scenario.line(taxCode, { cents, number: 'E' }, { categoryId: 'COMMUNICATION' })]
    const statementId = await scenario.submit(projectId, [], { lines })
    await expect(scenario.verify(statementId, 99, 'Oltre il massimo')).rejects.toMatchObject({
      facts: {
        problems: [{ code: 'ABOVE_CATEGORY_CAP', message: expect.stringContaining('Comunicazione') }],
      },
    })
    await scenario.verify(statementId, 100, 'Oltre il massimo della categoria')
    expect(await database.stores.statements.get(statementId)).toMatchObject({ status: 'VERIFIED' })
  })
})
