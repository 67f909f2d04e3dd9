import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createCutGrantScenario } from '../../test/support/cut-grants.ts'
import type { CutGrantScenario } from '../../test/support/cut-grants.ts'
import { told } from '../../test/support/evaluation-scenario.ts'
import { discardDelivery } from '../../use-cases/cycle/discard-delivery.ts'
import { beginAcceptanceTerm } from '../../workers/evaluation/begin-acceptance-term.ts'

let database: TestDatabase
let scenario: CutGrantScenario
beforeEach(async () => {
  database = await createTestDatabase()
  scenario = await createCutGrantScenario(database)
}, 60_000)
afterEach(() => database.close())

const AS_RANKED = ['T-1 FUNDED 4000000', 'T-2 PARTIALLY_FUNDED 2000000', 'T-3 ADMITTED_NOT_FUNDED 0']

describe('a grant that the budget line cuts (art. 8)', () => {
  it('is asked of its lead before the plan is drawn up, with its amounts, its term and what silence means', async () => {
    const { leadRequestId } = await scenario.ask()
    const [mail] = await scenario.mailsOf(leadRequestId)
    const { to, text } = mail?.payload as { to: string[]; text: string }
    expect(to.length).toBeGreaterThan(0)
    for (const part of ['25.000,00', '20.000,00', '15 giorni', 'vi rinuncia', 'a chi segue in graduatoria'])
      expect(text).toContain(part)
    const task = await scenario.deliver(leadRequestId)
    const item = await database.stores.workItems.find(task)
    expect(item).toMatchObject({ state: 'OPEN', dueAt: new Date('2027-07-05T21:59:59.000Z') })
    await expect(scenario.answer('IPIS', task, 'ACCEPTED')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is taken by its lead: nothing moves, and nobody is asked again', async () => {
    const { leadRequestId } = await scenario.ask()
    await scenario.answer('SERCOP', await scenario.deliver(leadRequestId), 'ACCEPTED')
    await scenario.settle(leadRequestId)
    expect(await scenario.ask()).toMatchObject({ grantCut: false, projectsToFund: true })
    expect(await scenario.shown()).toEqual(AS_RANKED)
    expect(await scenario.planned()).toEqual([4_000_000, 2_000_000])
  })

  it('is done without: its money goes to the next in line, who is asked in turn; the sealed lines stay', async () => {
    const { leadRequestId } = await scenario.ask()
    await scenario.answer('SERCOP', await scenario.deliver(leadRequestId), 'DECLINED')
    for (let run = 0; run < 2; run++) await scenario.settle(leadRequestId)
    expect(await scenario.shown()).toEqual([
      'T-1 FUNDED 4000000',
      'T-2 DECLINED 0',
      'T-3 PARTIALLY_FUNDED 2000000',
    ])
    expect(await scenario.sealed()).toEqual(AS_RANKED)
    expect(await scenario.told()).toEqual(['Nuovo esito del progetto T-2'])
    const next = await scenario.ask()
    await scenario.answer('IPIS', await scenario.deliver(next.leadRequestId), 'ACCEPTED')
    await scenario.settle(next.leadRequestId)
    expect(await scenario.ask()).toMatchObject({ grantCut: false })
    expect(await scenario.planned()).toEqual([4_000_000, 2_000_000])
  })

  it.each([
    ['DECLINED', ['T-1 FUNDED 4000000', 'T-2 DECLINED 0', 'T-3 PARTIALLY_FUNDED 2000000']],
    ['ACCEPTED', AS_RANKED],
  ] as const)('is answered by silence as the call says: %s', async (unanswered, expected) => {
    await scenario.silenceMeans(unanswered)
    const { leadRequestId } = await scenario.ask()
    const task = await scenario.deliver(leadRequestId)
    await scenario.settle(leadRequestId)
    expect((await database.stores.workItems.find(task))?.state).toBe('EXPIRED')
    await expect(scenario.answer('SERCOP', task, 'ACCEPTED')).rejects.toMatchObject({
      code: 'WORK_ITEM_NOT_OPEN',
    })
    expect(await scenario.shown()).toEqual(expected)
  })

  it('is asked anew where its mail could not be delivered', async () => {
    const { leadRequestId } = await scenario.ask()
    const [mail] = await scenario.mailsOf(leadRequestId)
    await database
      .knex('outbox')
      .where({ id: mail?.id ?? '' })
      .update({ state: 'PARKED', last_error: '550' })
    const owner = await scenario.steps.actor(demoPersonId('PROCESS_OWNER'))
    await database.run(owner, discardDelivery, { id: mail?.id ?? '', reason: 'La casella non esiste.' })
    const scope = { cycleId: scenario.cycleId, leadRequestId }
    expect(told(await scenario.steps.job(beginAcceptanceTerm, scope))).toMatchObject({
      requestReceived: false,
    })
    const again = await scenario.ask()
    expect(again).toMatchObject({ grantCut: true })
    expect(again.leadRequestId).not.toBe(leadRequestId)
  })

  it('leaves nothing to fund where nobody follows who takes it: the call is repeated', async () => {
    await scenario.budget(2_000_000)
    for (const lead of ['ASSEMI', 'SERCOP', 'IPIS'] as const) {
      const { leadRequestId } = await scenario.ask()
      await scenario.answer(lead, await scenario.deliver(leadRequestId), 'DECLINED')
      await scenario.settle(leadRequestId)
    }
    expect(await scenario.ask()).toMatchObject({ grantCut: false, projectsToFund: false })
  })
})
