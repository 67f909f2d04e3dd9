import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createReviewEngine } from '../support/review-engine.ts'
import type { ReviewEngine } from '../support/review-engine.ts'

let database: TestDatabase
let review: ReviewEngine
beforeAll(async () => {
  database = await createTestDatabase()
  review = await createReviewEngine(database)
}, 60_000)
afterAll(async () => {
  await review.stop()
  await database.close()
})

const LATER = '2099-01-01T00:00:00Z'

describe('what the officer asks of the lead before deciding (art. 10; L. 241/1990 art. 6, 10-bis)', () => {
  const begin = async (applicationId: string, told: Record<string, unknown>) => {
    const leadRequestId = `request-${applicationId}`
    review.requests[applicationId] = {
      ...{ leadRequestId, requestReceived: true, answerDueAt: LATER, answerMissing: true, termMoved: false },
      ...told,
    }
    await review.say('AdmissibilityOpened', applicationId)
    await review.submit(applicationId)
    return { key: await review.newest(), leadRequestId }
  }
  const passed = (key: string, ...elements: string[]) =>
    review.until(elements.join(), async () => {
      const counts = await Promise.all(elements.map((one) => review.countOf(key, one)))
      return counts.every(({ completed }) => completed === 1) ? true : null
    })
  const decideAndEnd = async (key: string, applicationId: string) => {
    await review.complete(key, 'Task_DecideAdmissibility')
    await review.say('OutcomePublished', applicationId)
  }

  it.each([
    ['an integration', 'b1', 'Task_AskIntegration', { integrationAsked: true, refusalNoticed: false }],
    [
      'the reasons told before a refusal',
      'b2',
      'Task_GiveRefusalNotice',
      { integrationAsked: false, refusalNoticed: true },
    ],
  ])('%s: waits for the answer, and then for the decision', async (_, id, element, asked) => {
    const { key, leadRequestId } = await begin(id, {})
    await review.complete(key, 'Task_DecideAdmissibility', asked)
    await review.say('LeadRequestSettled', leadRequestId)
    await review.complete(key, 'Task_AnswerRequest', { answerAwaited: true })
    await passed(key, element)
    await decideAndEnd(key, id)
    await review.ended(key)
    expect(await review.countOf(key, 'Task_DecideAdmissibility')).toEqual({ completed: 2, terminated: 0 })
  })

  it('goes back to the officer where it could not be delivered', async () => {
    const { key, leadRequestId } = await begin('b3', { requestReceived: false })
    await review.complete(key, 'Task_DecideAdmissibility', { integrationAsked: true, refusalNoticed: false })
    await review.say('LeadRequestSettled', leadRequestId)
    await passed(key, 'Gateway_RequestReceived')
    await decideAndEnd(key, 'b3')
    await review.ended(key)
    expect(await review.countOf(key, 'Task_AnswerRequest')).toEqual({ completed: 0, terminated: 0 })
  })

  it('keeps a late answer beside the decision that it no longer holds up', async () => {
    const { key, leadRequestId } = await begin('b4', { answerDueAt: '2020-01-01T00:00:00Z' })
    await review.complete(key, 'Task_DecideAdmissibility', { integrationAsked: true, refusalNoticed: false })
    await review.say('LeadRequestSettled', leadRequestId)
    await review.taskOf(key, 'Task_DecideAdmissibility')
    await review.complete(key, 'Task_AnswerRequest', { answerAwaited: false })
    await passed(key, 'EndEvent_LateAnswerKept', 'BoundaryEvent_AnswerDue')
    await decideAndEnd(key, 'b4')
    await review.ended(key)
  })

  it('is closed by the decision where nobody answered', async () => {
    const { key, leadRequestId } = await begin('b5', { answerDueAt: '2020-01-01T00:00:00Z' })
    await review.complete(key, 'Task_DecideAdmissibility', { integrationAsked: true, refusalNoticed: false })
    await review.say('LeadRequestSettled', leadRequestId)
    await review.complete(key, 'Task_DecideAdmissibility')
    await review.say('LeadRequestClosed', leadRequestId, {
      ...{ closedRequestId: leadRequestId, requestUndelivered: false },
    })
    await passed(key, 'EndEvent_RequestClosed')
    await review.say('OutcomePublished', 'b5')
    await review.ended(key)
    expect(await review.countOf(key, 'Task_AnswerRequest')).toEqual({ completed: 0, terminated: 1 })
  })

  it('is decided once where the term passes while an answer is on its way', async () => {
    const { key, leadRequestId } = await begin('b6', {
      ...{ answerDueAt: '2020-01-01T00:00:00Z', answerMissing: false },
    })
    await review.complete(key, 'Task_DecideAdmissibility', { integrationAsked: true, refusalNoticed: false })
    await review.say('LeadRequestSettled', leadRequestId)
    await passed(key, 'EndEvent_AnswerWasThere')
    await review.complete(key, 'Task_AnswerRequest', { answerAwaited: true })
    await decideAndEnd(key, 'b6')
    await review.ended(key)
    expect(await review.countOf(key, 'Task_DecideAdmissibility')).toEqual({ completed: 2, terminated: 0 })
  })

  it('is waited for again where its term has moved with a receipt of delivery (DPR 68/2005 art. 6)', async () => {
    const PASSED = '2020-01-01T00:00:00Z'
    const { key, leadRequestId } = await begin('b7', {
      ...{ answerDueAt: PASSED, answerMissing: false, termMoved: true },
    })
    await review.complete(key, 'Task_DecideAdmissibility', { integrationAsked: true, refusalNoticed: false })
    await review.say('LeadRequestSettled', leadRequestId)
    await review.until('the term to be waited for again', async () => {
      const { completed } = await review.countOf(key, 'Event_MovedAnswerDue')
      return completed > 1 ? true : null
    })
    review.requests['b7'] = { answerMissing: true, termMoved: false }
    await decideAndEnd(key, 'b7')
    expect(await review.countOf(key, 'Task_DecideAdmissibility')).toEqual({ completed: 2, terminated: 0 })
    await review.complete(key, 'Task_AnswerRequest', { answerAwaited: false })
    await review.ended(key)
  })

  it('goes back to the officer once a receipt proves that it never arrived (DPR 68/2005 art. 8)', async () => {
    const { key, leadRequestId } = await begin('b8', {})
    await review.complete(key, 'Task_DecideAdmissibility', { integrationAsked: true, refusalNoticed: false })
    await review.say('LeadRequestSettled', leadRequestId)
    await review.taskOf(key, 'Task_AnswerRequest')
    await review.say('LeadRequestClosed', leadRequestId, {
      ...{ closedRequestId: leadRequestId, requestUndelivered: true },
    })
    await passed(key, 'Gateway_RequestUndelivered')
    await decideAndEnd(key, 'b8')
    await review.ended(key)
    expect(await review.countOf(key, 'Task_AnswerRequest')).toEqual({ completed: 0, terminated: 1 })
    expect(await review.countOf(key, 'EndEvent_RequestClosed')).toEqual({ completed: 0, terminated: 0 })
  })
})
