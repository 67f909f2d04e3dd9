import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { createCutGrantScenario } from '../../test/support/cut-grants.ts'
import type { CutGrantScenario } from '../../test/support/cut-grants.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'

let database: TestDatabase
let scenario: CutGrantScenario
let of: { applicationId: string; lead: string; partner: string }
beforeEach(async () => {
  database = await createTestDatabase()
  scenario = await createCutGrantScenario(database)
  of = await scenario.reshapable()
}, 60_000)
afterEach(() => database.close())

/* 20,000 of 40,000 are granted: half of everything keeps the share that was evaluated. */
const reshaping = (change: object = {}) => ({
  ...{ answer: 'RESHAPED', ifRefused: 'DECLINED' },
  lines: [
    { line: `${of.lead} STAFF 2026`, amount: '15.000,00' },
    { line: `${of.partner} SERVICES 2027`, amount: '15.000,00' },
  ],
  cofinancing: [{ bodyTaxCode: of.lead, kind: 'CASH', amount: '10.000,00' }],
  ...change,
})
const officer = (name: 'CASE_OFFICER_1' | 'CASE_OFFICER_2' = 'CASE_OFFICER_1') =>
  scenario.steps.actor(demoPersonId(name))
const lead = () => scenario.steps.actor(demoPersonId('LEAD_SERCOP'))

/* The lead is asked, and answers; gives the officer's task where there is one. */
async function answered(input: object): Promise<{ leadRequestId: string; task: string }> {
  const { leadRequestId } = await scenario.ask()
  const asked = await scenario.deliver(leadRequestId)
  await scenario.steps.complete(await lead(), asked, input)
  expect(await scenario.settle(leadRequestId)).toEqual({ reshapingAsked: true })
  const scope = { cycleId: scenario.cycleId, leadRequestId }
  await scenario.steps.listen('Task_ExamineReshaping', scope)
  const [task = ''] = await database
    .knex('work_items')
    .where({ subject_id: leadRequestId, state: 'OPEN' })
    .pluck<string[]>('id')
  return { leadRequestId, task }
}
const costs = async () =>
  (await database.stores.applications.budgetOf(of.applicationId)).map((line) => line.costCents)
const presented = async () => {
  const { content, contentSha256, totalCostCents } = await database.stores.applications.getSubmitted(
    of.applicationId,
  )
  return { lines: content.budgetLines.map((line) => line.costCents), contentSha256, totalCostCents }
}

describe('a project that its lead reshapes to a cut grant (art. 8, 10)', () => {
  it('is offered with the rules of the notice, its budget as it was presented, in its term', async () => {
    const { leadRequestId } = await scenario.ask()
    const [mail] = await scenario.mailsOf(leadRequestId)
    const { text } = mail?.payload as { text: string }
    for (const part of ['lo rimodula', 'almeno il 50,00 %', 'la quota del costo che è stata valutata'])
      expect(text).toContain(part)
    const { data } = await scenario.steps.load(await lead(), await scenario.deliver(leadRequestId))
    expect(data).toMatchObject({
      answerOptions: [{ value: 'ACCEPTED' }, { value: 'RESHAPED' }, { value: 'DECLINED' }],
      lines: [{ amount: '30.000,00' }, { amount: '30.000,00' }],
      cofinancing: [{ amount: '20.000,00' }],
    })
  })

  it.each([
    ['says nothing for the case that it is refused', { ifRefused: null }, 'ifRefused'],
    ['costs more in a line', { amount: '30.000,01' }, 'lines[0].amount'],
    ['has a line that was not presented', { line: '03775430980 SERVICES 2026' }, 'lines[0].amount'],
    ['is not covered to the cent', { covered: '9.999,99' }, 'cofinancing'],
    ['falls below the part of the cost that the call asks', { amount: '1.000,00', covered: '0' }, 'lines'],
  ])(
    'is refused at its field where it %s',
    async (_, { ifRefused = 'DECLINED', amount, line, covered }: Record<string, string | null>, path) => {
      const { leadRequestId } = await scenario.ask()
      const task = await scenario.deliver(leadRequestId)
      const whole = reshaping({ ifRefused })
      const [first, ...others] = whole.lines
      const input = {
        ...whole,
        lines: [{ line: line ?? first?.line, amount: amount ?? first?.amount }, ...others],
        ...(covered !== undefined && { cofinancing: [{ ...whole.cofinancing[0], amount: covered }] }),
      }
      const refused = scenario.steps.complete(await lead(), task, input)
      await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT' })
      const { facts } = (await refused.catch((error: unknown) => error)) as {
        facts: { problems: { path: string }[] }
      }
      expect(facts.problems.map((one) => one.path)).toContain(path)
      expect(await database.knex('reshapings')).toEqual([])
      expect((await database.stores.leadRequests.get(leadRequestId)).status).toBe('RECEIVED')
    },
  )

  it('once approved stands in the place of what was presented, which stays with its hash; no rank and no seal moves', async () => {
    const before = await presented()
    const { leadRequestId, task } = await answered(reshaping())
    expect(await costs()).toEqual([3_000_000, 3_000_000])
    await scenario.steps.complete(await officer(), task, {
      outcome: 'APPROVED',
      reasons: 'È lo stesso progetto.',
    })
    for (let run = 0; run < 2; run++) await scenario.settle(leadRequestId)
    expect(await scenario.ask()).toMatchObject({ grantCut: false, projectsToFund: true })
    expect(await costs()).toEqual([1_500_000, 1_500_000])
    expect(await presented()).toEqual(before)
    expect(await scenario.sealed()).toEqual([
      'T-1 FUNDED 4000000',
      'T-2 PARTIALLY_FUNDED 2000000',
      'T-3 ADMITTED_NOT_FUNDED 0',
    ])
    expect(await scenario.planned()).toEqual([4_000_000, 2_000_000])
    const projects = await database.stores.plans.projects('plan')
    expect(projects.map((one) => one.totalCostCents)).toEqual([6_000_000, 3_000_000])
    const mails = await database.knex('outbox').where({ kind: 'MAIL' }).orderBy('position')
    expect((mails.at(-1)?.payload as { subject: string }).subject).toBe(
      'Progetto T-2: rimodulazione approvata',
    )
  })

  it.each([
    ['ACCEPTED', 'T-2 PARTIALLY_FUNDED 2000000', 'T-3 ADMITTED_NOT_FUNDED 0'],
    ['DECLINED', 'T-2 DECLINED 0', 'T-3 PARTIALLY_FUNDED 2000000'],
  ])(
    'where it is refused the lead does what it has said for that case: %s',
    async (ifRefused, second, third) => {
      const { leadRequestId, task } = await answered(reshaping({ ifRefused }))
      await scenario.steps.complete(await officer(), task, {
        outcome: 'REFUSED',
        reasons: 'Lo sportello non basta più.',
      })
      await scenario.settle(leadRequestId)
      expect(await costs()).toEqual([3_000_000, 3_000_000])
      expect(await scenario.shown()).toEqual(['T-1 FUNDED 4000000', second, third])
    },
  )

  it('is examined once, by an officer whom no conflict bars (art. 5)', async () => {
    const { task } = await answered(reshaping())
    await database.knex('exclusions').insert({
      ...{
        call_id: scenario.callId,
        application_id: of.applicationId,
        cause_application_id: of.applicationId,
      },
      ...{ person_id: demoPersonId('CASE_OFFICER_1'), basis: 'LEAD', source: 'COMPUTED', path: '[]' },
      ...{ full_reason: 'Revisore del capofila', own_reason: 'Legame', excluded_at: database.clock.now() },
    })
    const approval = { outcome: 'APPROVED', reasons: 'È lo stesso progetto.' }
    await expect(scenario.steps.complete(await officer(), task, approval)).rejects.toThrow(
      /CONFLICT_EXCLUDED|NOT_FOUND/,
    )
    expect(await costs()).toEqual([3_000_000, 3_000_000])
    const other = await officer('CASE_OFFICER_2')
    await scenario.steps.complete(other, task, approval)
    await expect(scenario.steps.complete(other, task, approval)).rejects.toMatchObject({
      code: 'WORK_ITEM_NOT_OPEN',
    })
    const change = database.knex('reshapings').update({ outcome: 'REFUSED' })
    await expect(change).rejects.toThrow('a reshaping is examined once')
  })

  it('falls with the ranking whose grant it was reshaped to, for who reads the application too (L. 241/1990 art. 21-nonies)', async () => {
    const { task } = await answered(reshaping())
    await scenario.steps.complete(await officer(), task, { outcome: 'APPROVED', reasons: 'È lo stesso.' })
    const told = async () =>
      (await database.reads.applications.find(await lead(), of.applicationId))?.reshaping
    expect(await told()).toMatchObject({ outcome: 'APPROVED' })
    await database.arrange((tx) =>
      tx('rankings').where({ id: scenario.rankingId }).update({ status: 'ANNULLED' }),
    )
    expect(await costs()).toEqual([3_000_000, 3_000_000])
    expect(await told()).toBeNull()
  })
})
