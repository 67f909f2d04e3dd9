import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { CYCLE, createReviewEngine } from '../support/review-engine.ts'
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

const ask = (applicationId: string, scoringId: string) =>
  review.say('ScoringRequested', applicationId, { scoringId, scoringDueAt: '2027-06-30T21:59:59Z' })

describe('the review of an application (art. 5, 6, 10)', () => {
  it('begins once, opens sheets at any time until the outcome is published, and then ends', async () => {
    await review.submit('a1', 3)
    const key = await review.newest()
    expect(await review.reviews()).toHaveLength(1)
    await review.say('AdmissibilityOpened', 'a1')
    await review.complete(key, 'Task_DecideAdmissibility')
    for (const sheet of ['s1', 's2']) await ask('a1', sheet)
    await review.complete(key, 'Task_ScoreApplication')
    await review.complete(key, 'Task_ScoreApplication')
    expect(await review.countOf(key, 'Task_ScoreApplication')).toEqual({ completed: 2, terminated: 0 })

    await ask('a1', 's3')
    await review.taskOf(key, 'Task_ScoreApplication')
    await review.say('ScoringWithdrawn', 's3')
    await review.until('the withdrawal', async () =>
      (await review.countOf(key, 'EndEvent_ScoringWithdrawn')).completed === 1 ? true : null,
    )
    await ask('a1', 's4')
    await review.complete(key, 'Task_ScoreApplication')
    await review.say('OutcomePublished', 'a1')
    await review.ended(key)
    expect(await review.countOf(key, 'Task_ScoreApplication')).toEqual({ completed: 3, terminated: 1 })
    expect(await review.reviews()).toEqual([])
  })

  it('misses nothing that is said before it waits for it, not even before it began', async () => {
    await review.say('ScoringWithdrawn', 'early')
    await ask('a2', 'early')
    await ask('a2', 'kept')
    await review.say('AdmissibilityOpened', 'a2')
    await review.say('OutcomePublished', 'a2')
    await review.submit('a2')
    const key = await review.newest()
    await review.complete(key, 'Task_DecideAdmissibility')
    await review.complete(key, 'Task_ScoreApplication')
    await review.ended(key)
    expect(await review.countOf(key, 'Task_ScoreApplication')).toEqual({ completed: 1, terminated: 1 })
  })

  it('ends with a withdrawal before the call closes, and nothing waits any more (art. 10)', async () => {
    await review.submit('a3')
    const key = await review.newest()
    await review.until('the wait for the closing', async () =>
      (await review.engine.tokens(key)).some((token) => token.elementId === 'Event_AdmissibilityOpened')
        ? true
        : null,
    )
    await review.say('ApplicationWithdrawn', 'a3')
    await review.ended(key)
    expect(await review.countOf(key, 'EndEvent_ApplicationWithdrawn')).toEqual({
      completed: 1,
      terminated: 0,
    })
    expect(await review.countOf(key, 'Event_AdmissibilityOpened')).toEqual({ completed: 0, terminated: 1 })
    expect(await review.engine.tokens(key)).toEqual([])
    expect(await review.reviews()).toEqual([])
    const { rows } = await database.owner.raw<{ rows: unknown[] }>(
      'select from engine.subscriptions where root_key = ?',
      [key],
    )
    expect(rows).toEqual([])
  })

  it('ends also where the withdrawal came before it began, knowing its cycle and its application', async () => {
    await review.say('ApplicationWithdrawn', 'a4')
    await review.submit('a4')
    await review.until('the confirmation', () =>
      Promise.resolve(review.withdrawn.find(({ applicationId }) => applicationId === 'a4') ?? null),
    )
    expect(review.withdrawn.at(-1)).toEqual({ cycleId: CYCLE, applicationId: 'a4' })
    await review.until('the end of the review', async () =>
      (await review.reviews()).length === 0 ? true : null,
    )
  })
})
