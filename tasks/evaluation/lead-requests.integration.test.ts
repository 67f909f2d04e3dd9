import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { told } from '../../test/support/evaluation-scenario.ts'
import { ASK, createLeadRequestScenario } from '../../test/support/lead-requests.ts'
import type { LeadRequestScenario } from '../../test/support/lead-requests.ts'
import { attachWorkItemFile } from '../../use-cases/cycle/attach-work-item-file.ts'
import { discardDelivery } from '../../use-cases/cycle/discard-delivery.ts'
import { recordRequestReceived } from '../../use-cases/evaluation/record-request-received.ts'
import { askIntegration } from '../../workers/evaluation/ask-integration.ts'
import { beginAnswerTerm } from '../../workers/evaluation/begin-answer-term.ts'
import { confirmRequestClosed } from '../../workers/evaluation/confirm-request-closed.ts'

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
const stateOf = async (id: string) => (await database.stores.workItems.find(id))?.state

describe('an integration request (L. 241/1990 art. 6)', () => {
  it('names what is missing and why, or is no request', async () => {
    await expect(scenario.decide(0, { ...ASK, items: ' \n- ' })).rejects.toMatchObject(
      problemAt('items', 'una voce per riga'),
    )
    await expect(scenario.decide(0, { ...ASK, reasons: ' ' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    expect(await scenario.requestsOf(0)).toEqual([])
  })

  it('leaves once; its term runs from the delivery of its mail, told the lead with the task', async () => {
    await scenario.decide(0, ASK)
    const [asked] = await scenario.requestsOf(0)
    expect(asked).toMatchObject({
      ...{ kind: 'INTEGRATION', status: 'ASKED', receivedAt: null, dueAt: null, answer: null },
      items: ['Il piano dei costi firmato', 'La lettera del partner'],
    })
    for (let run = 0; run < 2; run++) await scenario.steps.jobAgain(askIntegration, scenario.of(0))
    const mails = await scenario.mailsOf(asked!.id)
    expect(mails).toHaveLength(1)
    expect(mails[0]!.payload).toMatchObject({
      text: expect.stringContaining('- La lettera del partner') as unknown,
    })
    database.setNow(new Date('2027-06-19T10:00:00Z'))
    const delivered = database.clock.now()
    for (let run = 0; run < 2; run++)
      await database.run(scenario.officer, recordRequestReceived, { leadRequestId: asked!.id })
    const scope = { cycleId: scenario.cycleId, leadRequestId: asked!.id }
    for (let run = 0; run < 2; run++)
      expect(told(await scenario.steps.jobAgain(beginAnswerTerm, scope))).toEqual({
        requestReceived: true,
        answerDueAt: '2027-07-05T22:00:00.000Z',
      })
    expect(await scenario.requestsOf(0)).toEqual([
      expect.objectContaining({ receivedAt: delivered, dueAt: new Date('2027-07-05T21:59:59Z') }),
    ])
    expect(await scenario.suspendedDays()).toBe(16)
  })

  it('is answered in time beside what was submitted, with hash and time, and it is the officer’s turn', async () => {
    const [request] = await scenario.requestsOf(0)
    const { cycleId, applicationId } = scenario.of(0)
    const before = await database.stores.applications.get(applicationId)
    const variables = { cycleId, applicationId, leadRequestId: request!.id }
    await scenario.steps.listen('Task_AnswerRequest', variables)
    const lead = await scenario.leadOf(0)
    const task = (await database.reads.inbox.openTasks(lead)).items.find(
      (one) => one.element === 'Task_AnswerRequest',
    )!
    expect(task.dueAt).toEqual(request!.dueAt)
    const { data } = await scenario.steps.load(lead, task.id)
    expect(data).toMatchObject({ isIntegration: true, isLate: false, reasons: 'Come da istruttoria.' })
    const file = {
      ...(await database.files.put(Buffer.from('%PDF-1.7 plan'))),
      signature: 'UNVERIFIED' as const,
    }
    await database.run(lead, attachWorkItemFile, {
      ...{ id: task.id, kind: 'DOCUMENT_1' },
      file: {
        ...file,
        fileName: 'piano.pdf',
        mediaType: 'application/pdf',
        content: 'pdf',
        enclosed: null,
        signs: [],
      },
    })
    scenario.afterDays(3)
    const someoneElse = scenario.steps.complete(await scenario.leadOf(1), task.id, { answer: 'Io.' })
    await expect(someoneElse).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await scenario.answer(0, task.id)
    const [answered] = await scenario.requestsOf(0)
    expect(answered).toMatchObject({
      status: 'ANSWERED',
      answer: { text: 'Eccoli.', at: database.clock.now() },
    })
    expect(answered!.answer!.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(await database.stores.applications.get(applicationId)).toEqual(before)
    expect(await scenario.suspendedDays()).toBe(3)
    const bent = database.knex('lead_requests').where({ id: request!.id }).update({ answer: 'Altro.' })
    await expect(bent).rejects.toThrow('an answer stays as it came')
    expect(await scenario.expire(request!.id)).toEqual({ answerMissing: false, termMoved: false })
    const shown = await scenario.steps.load(scenario.officer, await scenario.openDecision(0))
    expect(shown.data['requests']).toEqual([expect.objectContaining({ late: false, answer: 'Eccoli.' })])
    expect((shown.data['outcomeOptions'] as { value: string }[]).map(({ value }) => value)).toEqual([
      'ADMITTED',
      'GIVE_NOTICE',
    ])
  })

  it('is asked once: the procedure is suspended once (L. 241/1990 art. 2 c. 7), in SQL too', async () => {
    await expect(scenario.decide(0, ASK)).rejects.toMatchObject(problemAt('outcome', 'una volta sola'))
    const [first] = await scenario.requestsOf(0)
    const again = { ...first!, id: 'another', askedBy: scenario.officer.personId }
    await expect(database.stores.leadRequests.ask(again)).rejects.toThrow('lead_requests_once')
    await scenario.decide(0, { outcome: 'ADMITTED' })
    await expect(scenario.decide(0, ASK)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('answered late arrives, and the decision says whether it was considered', async () => {
    await scenario.decide(1, ASK)
    const { task, leadRequestId } = await scenario.deliver(1, askIntegration)
    scenario.afterDays(20)
    expect(await scenario.expire(leadRequestId)).toEqual({ answerMissing: true, termMoved: false })
    const shown = await scenario.steps.load(scenario.officer, await scenario.openDecision(1))
    expect(shown.data).toMatchObject({ answeredLate: false, wasAsked: true })
    const { data } = await scenario.steps.load(await scenario.leadOf(1), task)
    expect(data).toMatchObject({ isLate: true })
    await scenario.answer(1, task, 'Arrivo tardi.')
    expect((await scenario.requestsOf(1))[0]).toMatchObject({
      status: 'ANSWERED_LATE',
      answer: { text: 'Arrivo tardi.' },
    })
    const blind = scenario.decide(1, { outcome: 'ADMITTED' })
    await expect(blind).rejects.toMatchObject(problemAt('lateAnswer', 'dopo il termine'))
    await scenario.decide(1, { outcome: 'ADMITTED', lateAnswer: 'NOT_CONSIDERED' })
    expect(await database.stores.admissibility.decisionOf(scenario.applicationIds[1]!)).toMatchObject({
      ...{ outcome: 'ADMITTED', lateAnswer: 'NOT_CONSIDERED', observationsReply: null },
    })
  })

  it('answered after the term, while nobody has ended the wait, is late and goes to the officer', async () => {
    await scenario.decide(2, ASK)
    const { task, leadRequestId } = await scenario.deliver(2, askIntegration)
    scenario.afterDays(40)
    await scenario.answer(2, task)
    expect((await scenario.requestsOf(2))[0]).toMatchObject({ status: 'ANSWERED' })
    expect(await scenario.expire(leadRequestId)).toEqual({ answerMissing: false, termMoved: false })
    const blind = scenario.decide(2, { outcome: 'ADMITTED' })
    await expect(blind).rejects.toMatchObject(problemAt('lateAnswer'))
  })

  it('never answered is decided on what there is, and then takes no answer any more', async () => {
    await scenario.decide(3, ASK)
    const { task, leadRequestId } = await scenario.deliver(3, askIntegration)
    scenario.afterDays(20)
    for (const answerMissing of [true, false])
      expect(await scenario.expire(leadRequestId)).toEqual({ answerMissing, termMoved: false })
    await scenario.decide(3, { outcome: 'ADMITTED' })
    expect(await stateOf(task)).toBe('WITHDRAWN')
    await expect(scenario.answer(3, task)).rejects.toMatchObject({ code: 'WORK_ITEM_NOT_OPEN' })
    const closed = { cycleId: scenario.cycleId, closedRequestId: leadRequestId }
    for (let run = 0; run < 2; run++) await scenario.steps.jobAgain(confirmRequestClosed, closed)
    const [message] = await database
      .knex('outbox')
      .whereRaw(`payload ->> 'name' = 'LeadRequestClosed'`)
      .select('state', 'payload')
    expect(message).toMatchObject({
      state: 'RECEIVED',
      payload: { variables: { closedRequestId: leadRequestId } },
    })
  })

  it('answered and decided at once is either read or refused, never lost', async () => {
    await scenario.decide(4, ASK)
    const { task, leadRequestId } = await scenario.deliver(4, askIntegration)
    scenario.afterDays(20)
    await scenario.expire(leadRequestId)
    const both = await Promise.allSettled([
      scenario.answer(4, task),
      scenario.decide(4, { outcome: 'ADMITTED' }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [request] = await scenario.requestsOf(4)
    const { status } = await database.stores.applications.get(scenario.applicationIds[4]!)
    const answered = both[0].status === 'fulfilled'
    expect([request!.status, status]).toEqual(
      answered ? ['ANSWERED_LATE', 'SUBMITTED'] : ['CLOSED', 'ADMITTED'],
    )
  })

  it('that cannot be delivered was not made: given up, it is the officer’s turn, who may ask again', async () => {
    await scenario.decide(5, ASK)
    const leadRequestId = String(
      told(await scenario.steps.job(askIntegration, scenario.of(5)))['leadRequestId'],
    )
    const [mail] = await scenario.mailsOf(leadRequestId)
    await database.knex('outbox').where({ id: mail!.id }).update({ state: 'PARKED', last_error: '550' })
    await database.run(scenario.owner, discardDelivery, { id: mail!.id, reason: 'La casella non esiste.' })
    expect(await scenario.requestsOf(5)).toEqual([
      expect.objectContaining({ status: 'UNDELIVERED', dueAt: null }),
    ])
    const scope = { cycleId: scenario.cycleId, leadRequestId }
    expect(told(await scenario.steps.job(beginAnswerTerm, scope))).toMatchObject({ requestReceived: false })
    await database.run(scenario.officer, recordRequestReceived, { leadRequestId })
    expect((await scenario.requestsOf(5))[0]).toMatchObject({ status: 'UNDELIVERED' })
    const shown = await scenario.steps.load(scenario.officer, await scenario.openDecision(5))
    expect(shown.data['requests']).toEqual([
      expect.objectContaining({ received: 'mai', answered: 'Non consegnata' }),
    ])
    await scenario.decide(5, ASK)
    expect(await scenario.requestsOf(5)).toHaveLength(2)
  })
})
