import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoBodyId, demoPersonId } from '../app/demo/network-ids.ts'
import { apiOf, PERSON, silentEngine } from '../test/support/api.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario, reviewKeyOf } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { processViewRoutes } from './process-view.ts'
import { stoppedSteps } from './stopped-steps.ts'

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

/* The engine tells that the first review calls another process, and that a step of the review stands still. */
const CALLED = { key: '4000', processId: 'meeting', startedAt: new Date('2027-02-01T10:00:00Z') }
const stopped = (key: string, processInstanceKey: string) => ({
  ...{ key, processInstanceKey, elementId: 'Task_ExamineApplication', elementInstanceKey: '8' },
  ...{ jobKey: '9', code: 'BUG', sentence: 'Fermo.', createdAt: new Date('2027-02-01T10:00:00Z') },
})
const engine = () => ({
  ...silentEngine,
  family: (keys: readonly string[]) =>
    Promise.resolve(keys.includes(reviewKeyOf(0)) ? [{ ...CALLED, key: reviewKeyOf(0) }, CALLED] : []),
  openIncidents: () => Promise.resolve([stopped('7', reviewKeyOf(0)), stopped('8', 'of another cycle')]),
})
const ask = (code: string, path = 'processes') =>
  apiOf(database, processViewRoutes, { engine: engine() })
    .get(`/api/cycles/${scenario.cycleId}/${path}`)
    .set(PERSON, demoPersonId(code))
const reviewsSeenBy = async (code: string, asked = '') => {
  const { items } = (await ask(code, `instances?process=application-review${asked}`)).body as {
    items: { key: string; about: string | null }[]
  }
  return items
}
const abouts = (seen: readonly { about: string | null }[]) => seen.map(({ about }) => about).toSorted()
const code = (index: number) => `A1-00${index + 1}`

describe('the reviews of a call among the processes of a cycle', () => {
  it('come by the page, each under the code of its application, and are found by it', async () => {
    expect(abouts(await reviewsSeenBy(OWNER))).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map(code))
    expect(abouts(await reviewsSeenBy(OWNER, '&text=a1-003'))).toEqual([code(2)])
    const first = (await ask(OWNER, 'instances?limit=5')).body as { items: object[]; next: string }
    const second = (await ask(OWNER, `instances?limit=5&after=${first.next}`)).body as typeof first
    const whole = (await ask(OWNER, 'instances')).body as typeof first
    expect([...first.items, ...second.items]).toEqual(whole.items)
    expect((await ask(OWNER, `processes/${reviewKeyOf(0)}`)).body).toMatchObject({
      ...{ processId: 'application-review', about: code(0) },
    })
  })

  it('are told by the one that began last, beside the cycle itself, which has not', async () => {
    const { processes } = (await ask(OWNER)).body as { processes: { latest: { about: string } | null }[] }
    expect(processes).toMatchObject([
      { processId: 'grant-cycle', latest: null },
      { processId: 'application-review', latest: { about: expect.stringMatching(/^A1-00\d$/) } },
    ])
  })

  it('are not there for whom a conflict excludes, nor is where they stand (art. 5)', async () => {
    const seen = await reviewsSeenBy(OFFICER)
    expect(abouts(seen)).toEqual([1, 2, 3, 5, 6, 7].map(code))
    expect(seen.map((one) => one.key)).not.toContain(reviewKeyOf(0))
    expect((await ask(OFFICER, `processes/${reviewKeyOf(0)}`)).status).toBe(404)
    expect((await ask(OFFICER, `processes/${reviewKeyOf(1)}`)).status).toBe(200)
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
    expect(await reviewsSeenBy(OWNER)).toEqual([])
    expect((await ask(OWNER)).body).toMatchObject({ processes: [{ processId: 'grant-cycle' }] })
    await database.knex('calls').update({ status: 'CLOSED' })
  })
})
