import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import ExcelJS from 'exceljs'
import { createUseCaseRunner } from '../../app/run-use-case.ts'
import { connect } from '../../db/platform/connection.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createProjectScenario } from '../../test/support/project-scenario.ts'
import type { ProjectScenario } from '../../test/support/project-scenario.ts'
import { createSteps } from '../../test/support/steps.ts'
import { closeProject } from '../../workers/alliance/close-project.ts'
import { produceWorkbook as produceWorkbookJob } from '../../workers/expenditure/produce-workbook.ts'
import { produceWorkbook } from './produce-workbook.ts'

describe('the expenditure workbook of a cycle', () => {
  let database: TestDatabase
  let scenario: ProjectScenario

  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createProjectScenario(database)
    const [one = '', two = '', three = ''] = scenario.projectIds
    await scenario.receive(one, 60_000_000, 'REV-1')
    for (const projectId of [one, two]) {
      await scenario.run(projectId)
      await scenario.pay(projectId, 'ANTICIPO')
    }
    await scenario.account(one, 1_000_000)
    await scenario.pay(one, 'SALDO')
    await scenario.steps.job(closeProject, { cycleId: scenario.cycleId, projectId: one })
    await scenario.agree(three)
  })
  afterAll(() => database.close())

  const documents = () =>
    database.knex('documents').where({ kind: 'expenditure-workbook' }).select<{ sha256: string }[]>('sha256')

  it('produces the same file when run again: runs twice, changes once', async () => {
    const { steps, cycleId } = scenario
    await steps.job(produceWorkbookJob, { cycleId })
    const before = await documents()
    database.setNow('2027-07-02T09:00:00Z')
    await steps.job(produceWorkbookJob, { cycleId })
    expect(before).toHaveLength(1)
    expect(await documents()).toEqual(before)
  })

  it('agrees with the independent figures, on request of finance and process owner only', async () => {
    const { cycleId, person, leadOf, projectId } = scenario
    const command = { cycleId }
    await expect(database.run(await leadOf(projectId), produceWorkbook, command)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
    const produced = await database.run(await person('FINANCE_1'), produceWorkbook, command)
    expect(produced.balanced).toBe(true)
  })

  it('holds no transaction while it is written: one connection is enough for step and request', async () => {
    const { cycleId, person } = scenario
    const knex = connect({ url: database.url, poolSize: 1 })
    const runner = createUseCaseRunner({ ...database, knex })
    await createSteps({ ...database, knex }).job(produceWorkbookJob, { cycleId })
    const actor = await person('FINANCE_1')
    const request = { actor, arrivedAt: database.clock.now() }
    await runner.run(request, produceWorkbook, { cycleId })
    await knex.destroy()
    expect(await documents()).toHaveLength(1)
  })

  it('shows the money of every project to the cent', async () => {
    const [document] = await documents()
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load((await database.files.read(document?.sha256 ?? '')) as never)
    const text = JSON.stringify(workbook.worksheets.map((sheet) => sheet.getSheetValues()))
    for (const shown of ['PTC-2027-A1-001', 'PTC-2027-A1-004', '129500', '90650'])
      expect(text).toContain(shown)
    const balance = Math.round((17_500_000 * 12_950_000) / 18_500_000) - 9_065_000
    expect(text).toContain(String(balance / 100))
  })

  it('finds a total that does not agree', async () => {
    const { cycleId, person } = scenario
    await database
      .knex('projects')
      .where({ id: scenario.projectIds[3] ?? '' })
      .update({ cost_cents: 13_000_001 })
    const command = { cycleId }
    const produced = await database.run(await person('FINANCE_1'), produceWorkbook, command)
    expect(produced.balanced).toBe(false)
    const kept = await database.stores.documents.latest('expenditure-workbook', cycleId)
    expect(kept).toMatchObject({ id: produced.documentId, reconciles: false })
  })
})
