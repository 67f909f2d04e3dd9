import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import { readModelFiles } from '../../engine/model-files.ts'
import type { ProcessEngine } from '../../engine/port.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { waitFor } from '../support/wait-for.ts'

const MODELS = join(import.meta.dirname, '../../bpmn')
const WITHIN_MS = 20_000
const CYCLE = 'cycle-of-reviews'
const answers: Record<string, Record<string, unknown>> = {
  'confirm-application-submitted': {},
  'confirm-application-withdrawn': {},
  'examine-application': { blockingReasons: 0, curableReasons: 0 },
  'open-work-item': {},
  'confirm-scoring-withdrawn': {},
  'close-review': {},
}

/* What the jobs that confirm a withdrawal were told. */
const withdrawn: Record<string, unknown>[] = []

let database: TestDatabase
let engine: ProcessEngine
let work: { stop: () => Promise<void> }

/* The model on the engine, its steps answered without any rows. */
beforeAll(async () => {
  database = await createTestDatabase()
  engine = createEmbeddedEngine({ url: database.url, clock: database.clock, log: pino({ enabled: false }) })
  const models = await readModelFiles(MODELS)
  const parts = ['application-review.bpmn', 'admissibility-route.dmn', 'score-application.form']
  await engine.deploy(
    models.filter(({ name }) => [...parts, 'decide-admissibility.form'].some((part) => name.endsWith(part))),
  )
  work = engine.workJobs({
    jobs: Object.keys(answers).map((type) => ({
      ...{ type, leaseMs: 30_000 },
      fetchVariables: ['cycleId', 'applicationId'],
    })),
    workerName: 'test',
    onJob: ({ key, type, variables }) => {
      if (type === 'confirm-application-withdrawn') withdrawn.push(variables)
      return engine.completeJob(key, answers[type] ?? {})
    },
  })
}, 60_000)
afterAll(async () => {
  await work.stop()
  await engine.close()
  await database.close()
})

const say = (
  name: string,
  correlationKey: string,
  variables: Record<string, unknown> = {},
  times = 1,
): Promise<unknown> => {
  const messageId = `${name} ${correlationKey} ${JSON.stringify(variables)}`
  return Promise.all(
    Array.from({ length: times }, () =>
      engine.publishMessage({ name, correlationKey, messageId, variables }),
    ),
  )
}
const submit = (applicationId: string, times = 1) =>
  say('ApplicationSubmitted', applicationId, { cycleId: CYCLE, applicationId }, times)
const ask = (applicationId: string, scoringId: string) =>
  say('ScoringRequested', applicationId, { scoringId, scoringDueAt: '2027-06-30T21:59:59Z' })
const reviews = async () =>
  (
    await database.owner.raw<{ rows: { key: string }[] }>(
      `select key::text from engine.instances where process_id = 'application-review' and ended_at is null order by started_at, key`,
    )
  ).rows
const taskOf = (key: string, elementId: string) =>
  waitFor(`${elementId} of ${key}`, WITHIN_MS, async () => {
    const open = await engine.userTasks(key, 'CREATED')
    return open.find((task) => task.elementId === elementId) ?? null
  })
const complete = async (key: string, elementId: string) => {
  const { elementInstanceKey } = await taskOf(key, elementId)
  await engine.completeUserTask({ elementInstanceKey, processInstanceKey: key, variables: {} })
}
const newest = async () =>
  (await waitFor('the review', WITHIN_MS, async () => (await reviews()).at(-1) ?? null)).key
const countOf = async (key: string, elementId: string) => {
  const step = (await engine.path(key)).find((one) => one.elementId === elementId && one.kind === 'ELEMENT')
  return { completed: step?.completed ?? 0, terminated: step?.terminated ?? 0 }
}
const ended = (key: string) =>
  waitFor('the end of the review', WITHIN_MS, async () =>
    (await engine.instance(key))?.state === 'COMPLETED' ? true : null,
  )

describe('the review of an application (art. 5, 6, 10)', () => {
  it('begins once, opens sheets at any time until the outcome is published, and then ends', async () => {
    await submit('a1', 3)
    const key = await newest()
    expect(await reviews()).toHaveLength(1)
    await say('AdmissibilityOpened', 'a1')
    await complete(key, 'Task_DecideAdmissibility')
    for (const sheet of ['s1', 's2']) await ask('a1', sheet)
    await complete(key, 'Task_ScoreApplication')
    await complete(key, 'Task_ScoreApplication')
    expect(await countOf(key, 'Task_ScoreApplication')).toEqual({ completed: 2, terminated: 0 })

    await ask('a1', 's3')
    await taskOf(key, 'Task_ScoreApplication')
    await say('ScoringWithdrawn', 's3')
    await waitFor('the withdrawal', WITHIN_MS, async () =>
      (await countOf(key, 'EndEvent_ScoringWithdrawn')).completed === 1 ? true : null,
    )
    await ask('a1', 's4')
    await complete(key, 'Task_ScoreApplication')
    await say('OutcomePublished', 'a1')
    await ended(key)
    expect(await countOf(key, 'Task_ScoreApplication')).toEqual({ completed: 3, terminated: 1 })
    expect(await reviews()).toEqual([])
  })

  it('misses nothing that is said before it waits for it, not even before it began', async () => {
    await say('ScoringWithdrawn', 'early')
    await ask('a2', 'early')
    await ask('a2', 'kept')
    await say('AdmissibilityOpened', 'a2')
    await say('OutcomePublished', 'a2')
    await submit('a2')
    const key = await newest()
    await complete(key, 'Task_DecideAdmissibility')
    await complete(key, 'Task_ScoreApplication')
    await ended(key)
    expect(await countOf(key, 'Task_ScoreApplication')).toEqual({ completed: 1, terminated: 1 })
  })

  it('ends with a withdrawal before the call closes, and nothing waits any more (art. 10)', async () => {
    await submit('a3')
    const key = await newest()
    await waitFor('the wait for the closing', WITHIN_MS, async () =>
      (await engine.tokens(key)).some((token) => token.elementId === 'Event_AdmissibilityOpened')
        ? true
        : null,
    )
    await say('ApplicationWithdrawn', 'a3')
    await ended(key)
    expect(await countOf(key, 'EndEvent_ApplicationWithdrawn')).toEqual({ completed: 1, terminated: 0 })
    expect(await countOf(key, 'Event_AdmissibilityOpened')).toEqual({ completed: 0, terminated: 1 })
    expect(await engine.tokens(key)).toEqual([])
    expect(await reviews()).toEqual([])
    const { rows } = await database.owner.raw<{ rows: unknown[] }>(
      'select from engine.subscriptions where root_key = ?',
      [key],
    )
    expect(rows).toEqual([])
  })

  it('ends also where the withdrawal came before it began, knowing its cycle and its application', async () => {
    await say('ApplicationWithdrawn', 'a4')
    await submit('a4')
    await waitFor('the confirmation', WITHIN_MS, () =>
      Promise.resolve(withdrawn.find(({ applicationId }) => applicationId === 'a4') ?? null),
    )
    expect(withdrawn.at(-1)).toEqual({ cycleId: CYCLE, applicationId: 'a4' })
    await waitFor('the end of the review', WITHIN_MS, async () =>
      (await reviews()).length === 0 ? true : null,
    )
  })
})
