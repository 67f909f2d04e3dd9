import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { ASK, createLeadRequestScenario } from '../../test/support/lead-requests.ts'
import type { LeadRequestScenario } from '../../test/support/lead-requests.ts'
import { giveRefusalNotice } from '../../workers/evaluation/give-refusal-notice.ts'

let database: TestDatabase
let scenario: LeadRequestScenario
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createLeadRequestScenario(database)
}, 60_000)
afterAll(() => database.close())

const problemAt = (path: string, message = '') => ({
  code: 'INVALID_INPUT',
  facts: { problems: [expect.objectContaining({ path, message: expect.stringContaining(message) })] },
})
const NOTICE = { outcome: 'GIVE_NOTICE', reasons: 'Partenariato sotto il minimo.' }
const REFUSE = { outcome: 'NOT_ADMITTED' }

describe('before an application is refused (L. 241/1990 art. 10-bis)', () => {
  it('its lead is told the reasons, where the call gives that notice', async () => {
    await expect(scenario.decide(6, REFUSE)).rejects.toMatchObject(problemAt('outcome', 'art. 10-bis'))
    await scenario.decide(6, NOTICE)
    expect(await scenario.requestsOf(6)).toEqual([
      expect.objectContaining({ kind: 'REFUSAL_NOTICE', items: [], reasons: NOTICE.reasons }),
    ])
  })

  it('has ten days for observations, to which a refusal answers', async () => {
    database.setNow(new Date('2027-09-24T10:00:00Z'))
    const { task } = await scenario.deliver(6, giveRefusalNotice)
    const [request] = await scenario.requestsOf(6)
    expect(request!.dueAt).toEqual(new Date('2027-10-05T21:59:59Z'))
    const { data } = await scenario.steps.load(await scenario.leadOf(6), task)
    expect(data).toMatchObject({ isNotice: true, reasons: NOTICE.reasons })
    await scenario.answer(6, task, 'Il quarto ente ha confermato per lettera.')
    await expect(scenario.decide(6, REFUSE)).rejects.toMatchObject(
      problemAt('observationsReply', 'art. 10-bis'),
    )
    await expect(scenario.decide(6, ASK)).rejects.toMatchObject(problemAt('outcome'))
    await expect(scenario.decide(6, NOTICE)).rejects.toMatchObject(problemAt('outcome'))
    await scenario.decide(6, { ...REFUSE, observationsReply: 'La lettera è arrivata dopo la chiusura.' })
    expect(await database.stores.admissibility.decisionOf(scenario.applicationIds[6]!)).toMatchObject({
      ...{ outcome: 'NOT_ADMITTED', observationsReply: 'La lettera è arrivata dopo la chiusura.' },
    })
  })

  it('and may be admitted after all, or refused once nobody observed', async () => {
    await scenario.decide(7, NOTICE)
    const { leadRequestId } = await scenario.deliver(7, giveRefusalNotice)
    scenario.afterDays(12)
    expect(await scenario.expire(leadRequestId)).toEqual({ answerMissing: true, termMoved: false })
    const item = await scenario.openDecision(7)
    const { data } = await scenario.steps.load(scenario.officer, item)
    expect((data['outcomeOptions'] as { value: string }[]).map(({ value }) => value)).toEqual([
      'ADMITTED',
      'NOT_ADMITTED',
    ])
    await scenario.decide(7, REFUSE)
    expect(await database.stores.applications.get(scenario.applicationIds[7]!)).toMatchObject({
      status: 'NOT_ADMITTED',
    })
  })
})
