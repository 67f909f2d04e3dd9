import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { MoneyKind } from '../../domain/disbursement/book.ts'
import { inventedIban } from '../../test/cycle/invented-codes.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import { told } from '../../test/support/evaluation-scenario.ts'
import { createProjectScenario } from '../../test/support/project-scenario.ts'
import type { ProjectScenario } from '../../test/support/project-scenario.ts'
import { adoptedAct, proposalFor } from '../../test/support/ranked-call.ts'
import { issuePaymentOrder } from '../../workers/disbursement/issue-payment-order.ts'
import { prepareActProposal } from '../../workers/act/prepare-act-proposal.ts'
import { prepareLiquidationAct } from '../../workers/disbursement/prepare-liquidation-act.ts'
import { settlePayment } from '../../workers/disbursement/settle-payment.ts'
import { MOST_ROWS } from '../../db/platform/page.ts'

const FIRST_TRANCHES = [9_065_000, 7_840_000, 7_350_000, 6_370_000]

describe('opening payments', () => {
  let database: TestDatabase
  let scenario: ProjectScenario
  const balance = () => database.stores.cash.balance(scenario.cycleId)
  const sumOf = async (kind: MoneyKind): Promise<number> => {
    const entries = await database
      .knex('money_entries')
      .where({ kind })
      .select<{ amount_cents: number }[]>('amount_cents')
    return entries.reduce((sum, one) => sum + one.amount_cents, 0)
  }

  beforeEach(async () => {
    database = await createTestDatabase()
    scenario = await createProjectScenario(database)
    for (const projectId of scenario.projectIds) await scenario.run(projectId)
  })
  afterEach(() => database.close())

  it('waits for cash of the Region, and then pays the first tranche of the frozen schedule (art. 8)', async () => {
    const { open, receive, projectId } = scenario
    expect(await open(projectId, 'ANTICIPO')).toMatchObject({ errorCode: 'FUNDS_NOT_AVAILABLE' })
    await receive(projectId, 9_064_999, 'REV-1')
    expect(await open(projectId, 'ANTICIPO')).toMatchObject({ errorCode: 'FUNDS_NOT_AVAILABLE' })
    expect(await database.stores.payments.ofProject(projectId)).toEqual([])
    await receive(projectId, 1, 'REV-2')
    expect(told(await open(projectId, 'ANTICIPO'))).toMatchObject({
      ...{ payeePublic: true, aboveCollectionThreshold: true, payeeEnterprise: false },
    })
    expect(await balance()).toEqual({ receivedCents: 9_065_000, reservedCents: 9_065_000 })
  })

  it('records a receipt of cash once, and never more than the Region assigned (art. 8)', async () => {
    const { receive, projectId } = scenario
    await receive(projectId, 1_000_000, 'REV-1')
    await expect(receive(projectId, 2_000_000, 'REV-1')).rejects.toMatchObject({
      code: 'CASH_REFERENCE_TAKEN',
    })
    await expect(receive(projectId, 95_800_001, 'REV-2')).rejects.toMatchObject({
      code: 'AMOUNT_ABOVE_LIMIT',
    })
    expect(await balance()).toMatchObject({ receivedCents: 1_000_000 })
    expect(await sumOf('RECEIVED')).toBe(1_000_000)
  })

  it('asks antimafia for the first tranche by all that an enterprise was granted (D.Lgs. 159/2011 art. 91)', async () => {
    const { open, receive, projectId, projectIds } = scenario
    await receive(projectId, 20_000_000, 'REV-1')
    const [one, two] = await Promise.all(projectIds.map((id) => database.stores.projects.get(id)))
    const leads = { lead_body_id: one!.leadBodyId }
    await database.knex('bodies').where({ id: one!.leadBodyId }).update({ kind: 'ENTERPRISE' })
    const asked = { payeeEnterprise: true, aboveAntimafiaThreshold: true }
    expect(told(await open(projectId, 'ANTICIPO'))).toMatchObject({
      ...asked,
      aboveAntimafiaThreshold: false,
    })
    await database.knex('applications').where({ id: two!.applicationId }).update(leads)
    expect(told(await open(projectId, 'ANTICIPO'))).toMatchObject(asked)
  })

  it('never passes cash, tranche or grant under a hundred concurrent attempts (art. 8)', async () => {
    const { open, receive, projectIds, projectId } = scenario
    await receive(projectId, FIRST_TRANCHES.slice(0, 3).reduce((sum, one) => sum + one, 0) - 1, 'REV-1')
    const attempts = Array.from({ length: 100 }, (_, index) =>
      index % 10 === 9
        ? receive(projectId, 1, `REV-${index}`).then(() => null)
        : open(projectIds[index % projectIds.length] ?? '', 'ANTICIPO'),
    )
    await Promise.all(attempts)
    const { receivedCents, reservedCents } = await balance()
    expect(reservedCents).toBeLessThanOrEqual(receivedCents)
    expect(await sumOf('RESERVED')).toBe(reservedCents)
    expect(await sumOf('RECEIVED')).toBe(receivedCents)
    const payments = await database
      .knex('payments')
      .select<{ project_id: string; amount_cents: number }[]>('*')
    expect(new Set(payments.map((one) => one.project_id)).size).toBe(payments.length)
    for (const { project_id, amount_cents } of payments)
      expect(amount_cents).toBe(FIRST_TRANCHES[projectIds.indexOf(project_id)])
  }, 60_000)
})

describe('a payment on its way', () => {
  let database: TestDatabase
  let scenario: ProjectScenario
  let paymentId: string
  let projectId: string

  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createProjectScenario(database)
    projectId = scenario.projectIds[3] ?? ''
    await scenario.run(projectId)
    await scenario.receive(projectId, 27_000_000, 'REV-1')
    paymentId = String(told(await scenario.open(projectId, 'ANTICIPO'))['paymentId'])
  })
  afterAll(() => database.close())

  async function signedActOf(kind: 'GRANT' | 'LIQUIDATION', subjectId: string) {
    const proposal = await proposalFor(database, kind, subjectId)
    return (await database.stores.documents.latest('signed-act', proposal?.id ?? ''))?.id
  }

  it('refuses an account whose check digits are wrong', async () => {
    const asked = scenario.request(paymentId, projectId, { iban: 'IT61X0542811101000000123456' })
    await expect(asked).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('withholds 4 % on commercial activity (DPR 600/1973 art. 28) and tells the checks what was declared', async () => {
    await scenario.request(paymentId, projectId, { commercialActivity: true })
    expect(await database.stores.payments.get(paymentId)).toMatchObject({
      ...{ status: 'REQUESTED', amountCents: 6_370_000, withholdingCents: 254_800 },
    })
    const [completion] = await database
      .knex('outbox')
      .where({ kind: 'COMPLETE_USER_TASK' })
      .orderBy('position', 'desc')
      .limit(1)
      .select<{ payload: { variables: unknown } }[]>('payload')
    expect(completion?.payload.variables).toMatchObject({ payeeEnterprise: true })
  })

  it.each([
    ['in the future', '2027-07-02', 'IN_THE_FUTURE'],
    ['older than 120 days', '2027-03-02', 'EXPIRED'],
    ['of another age', '1927-07-01', 'EXPIRED'],
  ])('is not asked for with a DURC %s', async (_name, durcIssuedOn, code) => {
    await expect(scenario.request(paymentId, projectId, { durcIssuedOn })).rejects.toMatchObject({
      facts: { problems: [{ path: 'durcIssuedOn', code }] },
    })
  })

  it('refuses a check that failed or is missing, and a DURC older than 120 days', async () => {
    const refused = { code: 'CHECK_FAILED' }
    const collection = { code: 'COLLECTION_AGENT' }
    const { approveOffice } = scenario
    await expect(approveOffice(paymentId, [collection])).rejects.toMatchObject(refused)
    const failed = [collection, { code: 'DURC', result: 'FAILED' }]
    await expect(approveOffice(paymentId, failed)).rejects.toMatchObject(refused)
    const old = [collection, { code: 'DURC', checkedOn: '2027-03-02' }]
    await expect(approveOffice(paymentId, old)).rejects.toMatchObject(refused)
    await approveOffice(paymentId, [collection, { code: 'DURC', checkedOn: '2027-03-03' }])
    expect(await database.stores.payments.checks(paymentId)).toHaveLength(2)
  })

  it('wants a request and two approvals by three people, also in the database (art. 8)', async () => {
    const { knex } = database
    const officer = (await scenario.person('CASE_OFFICER_1')).personId
    await scenario.steps.bySecondAccount(officer, 'FINANCE')
    await expect(scenario.approveFinance(paymentId, 'CASE_OFFICER_1')).rejects.toMatchObject({
      code: 'SAME_APPROVER',
    })
    const byHand = knex('payments').where({ id: paymentId }).update({ finance_approved_by: officer })
    await expect(byHand).rejects.toMatchObject({ constraint: 'payments_three_people' })
    const lead = (await scenario.leadOf(projectId)).personId
    await scenario.steps.bySecondAccount(lead, 'FINANCE')
    const asker = await scenario.steps.actor(lead, 'FINANCE')
    const ask = { cycleId: scenario.cycleId, paymentId, projectId }
    const item = await scenario.steps.open('Task_ApprovePaymentFinance', ask)
    const byAsker = scenario.steps.complete(asker, item, {
      ...{ outcome: 'APPROVE', confirmed: true },
      paymentSha256: (await scenario.steps.load(asker, item)).data['paymentSha256'],
    })
    await expect(byAsker).rejects.toMatchObject({ code: 'SAME_APPROVER' })
    await scenario.approveFinance(paymentId)
    expect(await database.stores.payments.get(paymentId)).toMatchObject({ status: 'FINANCE_APPROVED' })
  })

  it('liquidates nothing without a commitment, and orders nothing before the liquidation has effects', async () => {
    const { steps, cycleId } = scenario
    const { knex } = database
    const { commitmentNumber } = await database.stores.projects.get(projectId)
    await knex('projects').where({ id: projectId }).update({ commitment_number: null })
    await expect(steps.job(prepareLiquidationAct, { cycleId, paymentId })).rejects.toMatchObject({
      code: 'COMMITMENT_MISSING',
    })
    await knex('projects').where({ id: projectId }).update({ commitment_number: commitmentNumber })
    const { actProposalId } = told(await steps.job(prepareLiquidationAct, { cycleId, paymentId }))
    await steps.job(prepareActProposal, { cycleId, actProposalId: String(actProposalId) })
    expect(await database.stores.documents.latest('liquidation-act', paymentId)).not.toBeNull()
    await expect(steps.job(issuePaymentOrder, { cycleId, paymentId })).rejects.toThrow('has no effects')
  })

  it('orders and settles a payment once, in the book of money and in the file for the accounts (art. 8)', async () => {
    const { steps, cycleId } = scenario
    await adoptedAct(database, { cycleId, kind: 'LIQUIDATION', subjectId: paymentId, number: '900' })
    for (let run = 0; run < 2; run += 1) await steps.job(issuePaymentOrder, { cycleId, paymentId })
    const item = await steps.open('Task_ConfirmPayment', { cycleId, paymentId })
    await steps.complete(await scenario.person('FINANCE_2'), item, {
      mandateNumber: '77',
      paidOn: '2027-07-01',
    })
    for (let run = 0; run < 2; run += 1) await steps.job(settlePayment, { cycleId, paymentId })
    const detail = await database.reads.projects.find(scenario.owner, projectId)
    expect(detail?.entries.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
      ['COMMITTED', 9_100_000],
      ['LIQUIDATED', 6_370_000],
      ['PAID', 6_370_000],
      ['RESERVED', 6_370_000],
    ])
    const order = await database.stores.documents.latest('payment-order', paymentId)
    const text = String(await database.files.read(order?.sha256 ?? ''))
    expect(text).toContain('63700,00;2548,00;61152,00')
    expect(text).toContain(inventedIban(1))
    const mails = await database
      .knex('outbox')
      .whereRaw(`payload ->> 'subject' like 'Pagamento eseguito (Anticipo)%'`)
    expect(mails).toHaveLength(1)
  })

  it('keeps accounts from the committee, in the liquidation and in its signed act too (art. 8)', async () => {
    const member = await scenario.person('TITULAR_CISL')
    const proposal = await database.stores.documents.latest('liquidation-act', paymentId)
    const signed = await signedActOf('LIQUIDATION', paymentId)
    const read = (
      await database.reads.documents.ofCycle(member, scenario.cycleId, { limit: MOST_ROWS })
    ).items.map((one) => one.id)
    expect(read).toContain(await signedActOf('GRANT', projectId))
    expect(read.filter((id) => id === signed || id === proposal?.id)).toEqual([])
  })
})
