import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createProjectScenario } from '../../test/support/project-scenario.ts'
import type { ProjectScenario } from '../../test/support/project-scenario.ts'
import { chooseNextStep } from './choose-next-step.ts'
import { closeProject } from './close-project.ts'
import { confirmProjectsClosed } from '../cycle/confirm-projects-closed.ts'
import { issuePaymentOrder } from '../disbursement/issue-payment-order.ts'
import { openPayment } from '../disbursement/open-payment.ts'
import { openStatement } from '../expenditure/open-statement.ts'
import { prepareGrantAct } from './prepare-grant-act.ts'
import { prepareLiquidationAct } from '../disbursement/prepare-liquidation-act.ts'
import { settlePayment } from '../disbursement/settle-payment.ts'
import { settleStatement } from '../expenditure/settle-statement.ts'
import { startProject } from './start-project.ts'
import { startProjects } from '../cycle/start-projects.ts'

const ADDED_BY_EVERY_RUN = ['job_executions', 'audit_entries', 'audit_heads', 'process_instances']

describe('the steps of a project, run again by an operator when it is over', () => {
  let database: TestDatabase
  let scenario: ProjectScenario
  let ids: { paymentId: string; statementId: string }

  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createProjectScenario(database)
    const { projectId, cycleId, steps } = scenario
    await scenario.receive(projectId, 60_000_000, 'REV-1')
    await scenario.run(projectId)
    await scenario.pay(projectId, 'ANTICIPO')
    const statementId = await scenario.account(projectId, 50_000)
    ids = { statementId, paymentId: await scenario.pay(projectId, 'SALDO') }
    await steps.job(closeProject, { cycleId, projectId })
  })
  afterAll(() => database.close())

  const steps = {
    startProjects,
    prepareGrantAct,
    startProject,
    chooseNextStep,
    openPayment,
    prepareLiquidationAct,
    issuePaymentOrder,
    settlePayment,
    openStatement,
    settleStatement,
    closeProject,
    confirmProjectsClosed,
  }

  it.each(Object.entries(steps))('%s runs twice, changes once', async (_name, worker) => {
    const { cycleId, projectId, planVersionId } = scenario
    const dump = async () =>
      Object.entries(await database.dump()).filter(([table]) => !ADDED_BY_EVERY_RUN.includes(table))
    const given = { cycleId, projectId, planVersionId, trancheId: 'SALDO', ...ids }
    const asked = Object.keys(worker.input.shape) as (keyof typeof given)[]
    const before = await dump()
    await scenario.steps.job(worker, Object.fromEntries(asked.map((name) => [name, given[name]])))
    expect(await dump()).toEqual(before)
  })
})
