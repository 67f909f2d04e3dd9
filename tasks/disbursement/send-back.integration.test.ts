import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { inventedIban } from '../../test/cycle/invented-codes.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { told } from '../../test/support/evaluation-scenario.ts'
import { createProjectScenario } from '../../test/support/project-scenario.ts'
import type { ProjectScenario } from '../../test/support/project-scenario.ts'

const TODAY = '2027-07-01'

describe('a payment that must not be made as it stands', () => {
  let database: TestDatabase
  let scenario: ProjectScenario
  let paymentId: string
  let projectId: string
  const payment = () => database.stores.payments.get(paymentId)

  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createProjectScenario(database)
    projectId = scenario.projectIds[3] ?? ''
    await scenario.run(projectId)
    await scenario.receive(projectId, 27_000_000, 'REV-1')
    paymentId = String(told(await scenario.open(projectId, 'ANTICIPO'))['paymentId'])
  })
  afterAll(() => database.close())

  async function lastVariables(): Promise<unknown> {
    const [completion] = await database
      .knex('outbox')
      .where({ kind: 'COMPLETE_USER_TASK' })
      .orderBy('position', 'desc')
      .limit(1)
      .select<{ payload: { variables: unknown } }[]>('payload')
    return completion?.payload.variables
  }

  it.each([
    ['Task_ApprovePaymentOffice', 'CASE_OFFICER_1', 'IBAN di un altro ente'],
    ['Task_ApprovePaymentFinance', 'FINANCE_1', 'DURC scaduto'],
  ] as const)(
    'goes back to the lead from %s, with its reason and no approval (art. 8)',
    async (element, code, reason) => {
      await scenario.request(paymentId, projectId, { iban: inventedIban(7) })
      if (element === 'Task_ApprovePaymentFinance')
        await scenario.approveOffice(paymentId, scenario.bothChecks)
      await scenario.sendBack(element, { paymentId, reason, code })
      expect(await lastVariables()).toEqual({ approved: false })
      expect(await payment()).toMatchObject({
        ...{ status: 'OPEN', sentBackReason: reason, officeApprovedBy: null, financeApprovedBy: null },
      })
      expect(await database.stores.payments.checks(paymentId)).toEqual([])
      const item = await scenario.steps.open('Task_RequestPayment', {
        ...{ cycleId: scenario.cycleId, projectId, paymentId },
      })
      const { data } = await scenario.steps.load(await scenario.leadOf(projectId), item)
      expect(data).toMatchObject({
        ...{ sentBack: true, sentBackReason: reason, iban: inventedIban(7), durcIssuedOn: TODAY },
      })
    },
  )

  it('keeps its amount and its reservation, and is asked for again (art. 8, 10)', async () => {
    await scenario.request(paymentId, projectId, { iban: inventedIban(1) })
    expect(await payment()).toMatchObject({
      ...{ status: 'REQUESTED', sentBackReason: null, iban: inventedIban(1), amountCents: 6_370_000 },
    })
    expect(await database.knex('money_entries').where({ occasion: paymentId })).toHaveLength(1)
  })

  it('is approved as it was read: changed meanwhile it goes back, and the office approves it anew (art. 8)', async () => {
    const { leadBodyId } = await database.stores.projects.get(projectId)
    const { name } = (await database.stores.network.findBody(leadBodyId))!
    const rename = (to: string) =>
      database.arrange((tx) => tx('bodies').where({ id: leadBodyId }).update({ name: to }))
    const ask = { cycleId: scenario.cycleId, projectId, paymentId }
    const finance = await scenario.steps.actor(demoPersonId('FINANCE_1'), 'FINANCE')
    await scenario.approveOffice(paymentId, scenario.bothChecks)
    const item = await scenario.steps.open('Task_ApprovePaymentFinance', ask)
    const approve = async (paymentSha256: unknown) =>
      scenario.steps.complete(finance, item, { outcome: 'APPROVE', confirmed: true, paymentSha256 })
    const { paymentSha256 } = (await scenario.steps.load(finance, item)).data
    await rename('Altro ente')
    await expect(approve(paymentSha256)).rejects.toMatchObject({ code: 'PAYMENT_CHANGED' })
    const now = (await scenario.steps.load(finance, item)).data['paymentSha256']
    await expect(approve(now)).rejects.toMatchObject({ code: 'OFFICE_APPROVED_OTHER' })
    await rename(name)
    await scenario.steps.complete(finance, item, { outcome: 'SEND_BACK', reason: 'Nome cambiato' })
    await scenario.request(paymentId, projectId)
  })

  it('is not approved by finance with a DURC that expired since the office approved (120 days)', async () => {
    const durc = [{ code: 'COLLECTION_AGENT' }, { code: 'DURC', checkedOn: '2027-03-03' }]
    await scenario.approveOffice(paymentId, durc)
    database.setNow('2027-07-02T09:00:00Z')
    await expect(scenario.approveFinance(paymentId)).rejects.toMatchObject({ code: 'CHECK_FAILED' })
    database.setNow('2027-07-01T09:00:00Z')
  })

  it('wants a reason, and is not sent back once it is approved by both (art. 8)', async () => {
    const office = 'Task_ApprovePaymentOffice'
    const by = { paymentId, code: 'CASE_OFFICER_1' } as const
    await expect(scenario.sendBack(office, { ...by, reason: '' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    await scenario.approveFinance(paymentId)
    await expect(scenario.sendBack(office, { ...by, reason: 'Tardi' })).rejects.toMatchObject({
      ...{ code: 'MOVE_NOT_POSSIBLE', facts: { from: 'FINANCE_APPROVED', allowed: ['order', 'refuse'] } },
    })
  })
})
