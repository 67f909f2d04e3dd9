import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import type { Actor } from '../procedures/context.ts'
import { createCutGrantScenario } from '../test/support/cut-grants.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { told } from '../test/support/evaluation-scenario.ts'
import { ASK, createLeadRequestScenario } from '../test/support/lead-requests.ts'
import { pagesOf } from '../test/support/pages.ts'
import { createProjectScenario } from '../test/support/project-scenario.ts'
import type { createSteps } from '../test/support/steps.ts'
import { askIntegration } from '../workers/evaluation/ask-integration.ts'
import { giveRefusalNotice } from '../workers/evaluation/give-refusal-notice.ts'
import { openPayment } from '../workers/disbursement/open-payment.ts'
import { openStatement } from '../workers/expenditure/open-statement.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
}, 60_000)
afterEach(() => database.close())

/* The task as its process opens it, with its term. */
async function opened(
  steps: ReturnType<typeof createSteps>,
  ...[element, scope]: Parameters<(typeof steps)['listen']>
): Promise<string> {
  await steps.listen(element, scope)
  const task = await database.knex('work_items').where({ element_id: element }).orderBy('due_at').first('id')
  return task?.id ?? ''
}

/* What the home of a person says of a task, in words; null where it says nothing. */
async function toldOf(actor: Actor, task: string): Promise<string | null> {
  const { text } = await pagesOf(database, actor).get('/')
  const line = text.split('<li>').find((one) => one.includes(`href="/tasks/${task}"`))
  return (
    line
      ?.split('</li>')[0]
      ?.replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim() ?? null
  )
}

describe('the home of a lead tells each open term with the days that are left, to that lead alone:', () => {
  it.each([
    ['an integration (L. 241/1990 art. 6)', ASK, askIntegration, 'richiesta di integrazione'],
    [
      'observations before a refusal (L. 241/1990 art. 10-bis)',
      { outcome: 'GIVE_NOTICE' },
      giveRefusalNotice,
      'comunicazione dei motivi contro l’ammissione',
    ],
  ] as const)('%s, and once it has passed that it is late', async (_, step, worker, what) => {
    const scenario = await createLeadRequestScenario(database)
    const lead = await scenario.leadOf(0)
    await scenario.decide(0, step)
    const { leadRequestId } = await scenario.deliver(0, worker)
    const task = await opened(scenario.steps, 'Task_AnswerRequest', { ...scenario.of(0), leadRequestId })
    const { dueAt } = await database.stores.leadRequests.get(leadRequestId)
    database.setNow(new Date(dueAt!.getTime() - 3 * 86_400_000))
    const said = await toldOf(lead, task)
    expect(said).toMatch(/, ore 23:59 tra 3 giorni$/)
    expect(said).toContain(`ufficio: ${what} `)
    expect(await toldOf(await scenario.leadOf(1), task)).toBeNull()
    scenario.afterDays(4)
    await scenario.expire(leadRequestId)
    expect(await toldOf(lead, task)).toMatch(/termine passato$/)
  })

  it('a cut grant to answer (art. 8), until its term has passed', async () => {
    const scenario = await createCutGrantScenario(database)
    const { leadRequestId } = await scenario.ask()
    const task = await scenario.deliver(leadRequestId)
    const lead = await scenario.steps.actor(demoPersonId('LEAD_SERCOP'))
    expect(await toldOf(lead, task)).toMatch(
      /^Accetta il contributo ridotto .* 05\/07\/2027, ore 23:59 tra 16 giorni$/,
    )
    expect(await toldOf(await scenario.steps.actor(demoPersonId('LEAD_IPIS')), task)).toBeNull()
    await scenario.settle(leadRequestId)
    expect(await toldOf(lead, task)).toBeNull()
  })

  it('the agreement to record (art. 9); of payment, statement and results, to which no rule gives a term, that they are to do (art. 10)', async () => {
    const scenario = await createProjectScenario(database)
    const { steps, cycleId, projectId } = scenario
    const lead = await scenario.leadOf(projectId)
    database.setNow('2027-02-10T09:00:00Z')
    const agreement = await opened(steps, 'Task_RecordAgreement', { cycleId, projectId })
    expect(await toldOf(lead, agreement)).toMatch(/ 19\/02\/2027, ore 23:59 tra 9 giorni$/)
    expect(await toldOf(await scenario.leadOf(scenario.projectIds[1]!), agreement)).toBeNull()
    database.setNow('2027-07-01T09:00:00Z')
    await scenario.receive(projectId, 60_000_000, 'REV-1')
    await scenario.run(projectId)
    const begun = await steps.job(openPayment, { cycleId, projectId, trancheId: 'ANTICIPO' })
    const paymentId = String(told(begun)['paymentId'])
    const asked = await steps.job(openStatement, { cycleId, projectId })
    const statementId = String(told(asked)['statementId'])
    for (const [element, subject] of [
      ['Task_RequestPayment', { paymentId }],
      ['Task_SubmitStatement', { statementId }],
      ['Task_ReportResults', {}],
    ] as const) {
      const task = await opened(steps, element, { cycleId, projectId, ...subject })
      expect(await toldOf(lead, task)).toMatch(/–$/)
    }
  })
})
