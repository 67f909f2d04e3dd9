import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoBodyId, demoPersonId } from '../app/demo/network-ids.ts'
import { apiOf, PERSON, silentEngine } from '../test/support/api.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario, reviewKeyOf } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { processViewRoutes } from './process-view.ts'
import { stoppedSteps } from './stopped-steps.ts'

const BEGUN = '4000'
const OWNER: string = 'PROCESS_OWNER'
const OFFICER: string = 'CASE_OFFICER_2'

let database: TestDatabase
let scenario: EvaluationScenario

/* An officer with an office in a partner of the first and of the fifth application. */
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.steps.holdOffice(demoPersonId(OFFICER), demoBodyId('FONDAZIONE_TEMPO'))
  await scenario.exclude()
}, 120_000)
afterAll(() => database.close())

/* The engine tells of every review, and of one that has had no job yet. */
const keys = () => [...scenario.applicationIds.keys()].map(reviewKeyOf)
const engine = () => ({
  ...silentEngine,
  family: () =>
    Promise.resolve(
      [...keys(), BEGUN].map((key) => ({
        ...{ key, processId: 'application-review', state: 'ACTIVE' as const },
        startedAt: new Date('2027-02-01T10:00:00Z'),
      })),
    ),
  openIncidents: (asked: readonly string[]) =>
    Promise.resolve(
      asked
        .filter((key) => key === reviewKeyOf(0))
        .map((processInstanceKey) => ({
          ...{ key: '7', processInstanceKey, elementId: 'Task_ExamineApplication', elementInstanceKey: '8' },
          ...{ jobKey: '9', code: 'BUG', sentence: 'Fermo.', createdAt: new Date('2027-02-01T10:00:00Z') },
        })),
    ),
})
const ask = (code: string, path = '') =>
  apiOf(database, processViewRoutes, { engine: engine() })
    .get(`/api/cycles/${scenario.cycleId}/processes${path}`)
    .set(PERSON, demoPersonId(code))
const reviewsSeenBy = async (code: string) => {
  const { processes } = (await ask(code)).body as {
    processes: { processId: string; instances: { key: string; about: string | null }[] }[]
  }
  return processes.find((one) => one.processId === 'application-review')?.instances ?? []
}
const code = (index: number) => `A1-00${index + 1}`

describe('the reviews of a call among the processes of a cycle', () => {
  it('stand in one group, each under the code of its application, in the order of codes', async () => {
    const seen = await reviewsSeenBy(OWNER)
    expect(seen.map((one) => one.about)).toEqual([null, ...[0, 1, 2, 3, 4, 5, 6, 7].map(code)])
    expect((await ask(OWNER, `/${reviewKeyOf(0)}`)).status).toBe(200)
  })

  it('are not there for whom a conflict excludes, nor is where they stand (art. 5)', async () => {
    const seen = await reviewsSeenBy(OFFICER)
    expect(seen.map((one) => one.about)).toEqual([null, ...[1, 2, 3, 5, 6, 7].map(code)])
    expect(seen.map((one) => one.key)).not.toContain(reviewKeyOf(0))
    expect((await ask(OFFICER, `/${reviewKeyOf(0)}`)).status).toBe(404)
    expect((await ask(OFFICER, `/${reviewKeyOf(1)}`)).status).toBe(200)
  })

  it('that stand still are seen by everybody who may mend them, without saying of which application (art. 5)', async () => {
    const stepsFor = async (who: string) => {
      const actor = await scenario.person(who)
      return (await stoppedSteps({ reads: database.reads, actor, engine: engine() }, scenario.cycleId)).steps
    }
    expect(await stepsFor(OWNER)).toMatchObject([{ key: '7', about: 'A1-001', closed: false }])
    expect(await stepsFor(OFFICER)).toMatchObject([{ key: '7', about: null, closed: true }])
  })

  it('are shown to nobody of the office before the call closes', async () => {
    await database.arrange((tx) => tx('calls').update({ status: 'PUBLISHED' }))
    expect(await reviewsSeenBy(OWNER)).toMatchObject([{ key: BEGUN, about: null }])
    await database.knex('calls').update({ status: 'CLOSED' })
  })
})
