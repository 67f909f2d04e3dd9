import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { apiOf, PERSON } from '../test/support/api.ts'
import { pagesOf } from '../test/support/pages.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario, reviewKeyOf } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { controlRoomRoutes } from '../api/control-room.ts'
import type { FoundInstance } from '../domain/process/instance-reads.ts'
import { demoBodyId, demoPersonId } from './demo/network-ids.ts'
import { noteEnded } from './instance-watch.ts'

const OWNER: string = 'PROCESS_OWNER'
const OFFICER: string = 'CASE_OFFICER_2'
const END = new Date('2027-05-20T10:00:00Z')

let database: TestDatabase
let scenario: EvaluationScenario
let engineId: string

/* An officer with an office in a partner of the first and of the fifth application. */
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.steps.holdOffice(demoPersonId(OFFICER), demoBodyId('FONDAZIONE_TEMPO'))
  await scenario.exclude()
  engineId = (await database.knex('engine_identity').first('engine_id'))?.engine_id ?? ''
}, 120_000)
afterAll(() => database.close())

const found = (key: string, state: FoundInstance['state']): FoundInstance => ({
  ...{ key, processId: 'application-review', state, startedAt: END },
  endedAt: state === 'ACTIVE' ? null : END,
})
const note = (tell: (key: string) => FoundInstance | null) =>
  noteEnded({
    ...{ knex: database.knex, engineId },
    engine: { instances: (keys) => Promise.resolve(keys.flatMap((key) => tell(key) ?? [])) },
  })
const ask = (code: string, path: string) =>
  apiOf(database, controlRoomRoutes).get(path).set(PERSON, demoPersonId(code)).expect(200)
const instances = async (code: string, asked = '') => {
  const answer = await ask(code, `/api/instances?process=application-review${asked}`)
  return (answer.body as { items: { about: string; state: string; endedAt: string | null }[] }).items
}
const counts = async (code: string) => {
  const answer = await ask(code, '/api/processes')
  const all = (answer.body as { processes: { processId: string; living: number; ended: number }[] }).processes
  return all.find(({ processId }) => processId === 'application-review')
}

describe('the instances of all cycles', () => {
  it('are active until the engine tells that they ended, and how', async () => {
    expect((await instances(OWNER)).map(({ state }) => state)).toEqual(Array(8).fill('ACTIVE'))
    const told = { [reviewKeyOf(0)]: 'COMPLETED', [reviewKeyOf(1)]: 'TERMINATED' } as const
    expect(await note((key) => found(key, told[key as keyof typeof told] ?? 'ACTIVE'))).toBe(true)
    const ended = (await instances(OWNER)).filter(({ endedAt }) => endedAt !== null)
    expect(ended.map(({ about, state }) => [about, state]).toSorted()).toEqual([
      ['A1-001', 'COMPLETED'],
      ['A1-002', 'TERMINATED'],
    ])
    expect(await counts(OWNER)).toMatchObject({ living: 6, ended: 2 })
  })

  it('stay as they were known where the engine shows none any more', async () => {
    expect(await note(() => null)).toBe(false)
    expect(await counts(OWNER)).toMatchObject({ living: 6, ended: 2 })
  })

  it('are found by state, and by cycle, project and act', async () => {
    expect((await instances(OWNER, '&state=TERMINATED')).map(({ about }) => about)).toEqual(['A1-002'])
    expect((await instances(OWNER, '&text=a1-003')).map(({ about }) => about)).toEqual(['A1-003'])
    expect(await instances(OWNER, '&text=of+no+cycle')).toEqual([])
  })

  it('are neither shown nor counted where a conflict excludes, on no channel (art. 5)', async () => {
    const seen = (await instances(OFFICER)).map(({ about }) => about)
    expect(seen.toSorted()).toEqual([2, 3, 4, 6, 7, 8].map((number) => `A1-00${number}`))
    expect(await counts(OFFICER)).toMatchObject({ living: 5, ended: 1 })
    const page = await pagesOf(database, await scenario.person(OFFICER))
      .get('/control-room')
      .expect(200)
    const file = await ask(OFFICER, '/api/instances/file')
    for (const { text } of [page, file]) {
      expect(text).toContain('A1-002')
      expect(text).not.toContain('A1-001')
    }
    expect((await ask(OFFICER, '/api/instances/file?text=A1-001')).text.trim().split('\r\n')).toHaveLength(1)
  })

  it('leave as a file with the filters of the page, each line once', async () => {
    const page = await pagesOf(database, await scenario.person(OWNER)).get(
      '/control-room?instances-process=application-review&instances-state=ACTIVE',
    )
    const [, href = ''] = /href="(\/api\/instances\/file[^"]*)"/.exec(page.text) ?? []
    const { text } = await ask(OWNER, href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='))
    expect(text.trim().split('\r\n')).toHaveLength(1 + 6)
  })

  it.each(['instances-state=RUNNING', 'instances-process=nothing', 'sort=key', 'instances-after=null'])(
    'answers what no list understands with what may be asked: %s',
    async (asked) => {
      const pages = pagesOf(database, await scenario.person(OWNER))
      expect((await pages.get(`/control-room?${asked}`)).status).toBe(400)
    },
  )

  it('are counted to 500, and shown to be more beyond', async () => {
    await database.owner.raw(
      `insert into process_instances (engine_id, process_instance_key, process_id, cycle_id)
       select ?, 'many-' || n, 'meeting', (select c.id from cycles c limit 1) from generate_series(1, 600) n`,
      [engineId],
    )
    const { body } = (await ask(OWNER, '/api/processes')) as { body: unknown }
    expect(body).toMatchObject({
      processes: expect.arrayContaining([
        expect.objectContaining({ processId: 'meeting', living: 501, ended: 0 }),
      ]),
    })
    const page = await pagesOf(database, await scenario.person(OWNER)).get('/control-room')
    expect(page.text).toContain('oltre 500')
  })
})
