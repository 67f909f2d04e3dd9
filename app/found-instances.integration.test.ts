import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { controlRoomRoutes } from '../api/control-room.ts'
import { apiOf, PERSON } from '../test/support/api.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario, reviewKeyOf } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { pagesOf } from '../test/support/pages.ts'
import { demoBodyId, demoPersonId } from './demo/network-ids.ts'

const OWNER = 'PROCESS_OWNER'
/* Has an office in a partner of the first application. */
const OFFICER = 'CASE_OFFICER_2'
const OF_CALL = '7000'

interface Task {
  key: string
  element: string
  days: number
  applicationId?: string | undefined
  callId?: string
}

let database: TestDatabase
let scenario: EvaluationScenario

/* Of the first, second and third application an admissibility waits, of the first two beyond its term; of the call its conflicts. */
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.steps.holdOffice(demoPersonId(OFFICER), demoBodyId('FONDAZIONE_TEMPO'))
  await scenario.exclude()
  const here = { engine_id: 'test-engine', cycle_id: scenario.cycleId }
  await database.owner('process_instances').insert({
    ...{
      ...here,
      process_instance_key: OF_CALL,
      process_id: 'evaluation',
      seen_at: new Date('2027-03-01T10:00:00Z'),
    },
  })
  for (const [index, days] of [-2, -1, 3].entries())
    await wait({
      ...{ key: reviewKeyOf(index), element: 'Task_DecideAdmissibility', days },
      applicationId: scenario.applicationIds[index],
    })
  await wait({ key: OF_CALL, element: 'Task_DecideDeclaredConflicts', days: -1, callId: scenario.callId })
}, 120_000)
afterAll(() => database.close())

const wait = ({ key, element, days, applicationId, callId }: Task) =>
  database.owner('work_items').insert({
    ...{ id: `of ${key}`, engine_id: 'test-engine', element_instance_key: `of ${key}`, element_id: element },
    ...{ process_instance_key: key, cycle_id: scenario.cycleId, subject_id: key, role: 'PROCESS_OWNER' },
    ...{ chair_too: false, of_evaluation: applicationId !== undefined, variables: '{}', state: 'OPEN' },
    ...{ application_id: applicationId ?? null, evaluated_call_id: callId ?? null },
    opened_at: database.owner.raw(`network_time() - interval '5 days'`),
    due_at: database.owner.raw(`network_time() + make_interval(days => ?)`, [days]),
  })
const ask = (code: string, path: string) =>
  apiOf(database, controlRoomRoutes).get(path).set(PERSON, demoPersonId(code))
const found = async (code: string, asked: string) => {
  const answer = await ask(code, `/api/instances?${asked}`).expect(200)
  return (answer.body as { items: { about: string | null; processId: string }[] }).items
    .map(({ about, processId }) => about ?? processId)
    .toSorted()
}

describe('an instance of any cycle is found', () => {
  it.each([
    ['by the step that waits for people', 'element=Task_DecideAdmissibility', ['A1-001', 'A1-002', 'A1-003']],
    ['by a term that is past', 'term=LATE', ['A1-001', 'A1-002', 'evaluation']],
    [
      'by a step that is past its own term',
      'element=Task_DecideAdmissibility&term=LATE',
      ['A1-001', 'A1-002'],
    ],
    ['by a step at which nothing waits', 'element=Task_RecordAct', []],
    ['by the days of its beginning', 'from=2027-03-01&until=2027-03-01', ['evaluation']],
    ['by a day before it began', 'until=2026-11-28', []],
    ['by the whole code of its project, in capitals or not', 'text=a1-003', ['A1-003']],
    ['by a part of what it is known by', 'text=1-003', ['A1-003']],
    [
      'by several of these at once',
      'process=application-review&state=ACTIVE&term=LATE',
      ['A1-001', 'A1-002'],
    ],
  ])('%s', async (_, asked, expected) => {
    expect(await found(OWNER, asked)).toEqual(expected)
  })

  it('by the code of its cycle', async () => {
    const cycle = await database
      .owner('cycles')
      .where({ id: scenario.cycleId })
      .first<{ code: string }>('code')
    expect(await found(OWNER, `text=${cycle.code}`)).toHaveLength(10)
  })

  it('with what it waits for, and by when', async () => {
    const answer = await ask(OWNER, '/api/instances?text=A1-002')
    const waits = [{ element: 'Task_DecideAdmissibility', count: 1, dueAt: expect.any(String) }]
    expect(answer.body).toMatchObject({ items: [{ about: 'A1-002', waits }] })
    const file = await ask(OWNER, '/api/instances/file?text=A1-002')
    expect(file.text).toContain('Attività aperte')
    expect(file.text).toContain("Decidi l'ammissibilità")
  })

  it.each(['element=Task_Unknown', 'term=SOON', 'from=01/03/2027', 'until=2027-02-30'])(
    'never by what is no filter: %s',
    async (asked) => {
      await ask(OWNER, `/api/instances?${asked}`).expect(400)
    },
  )
})

describe('whoever a conflict excludes (art. 5)', () => {
  it.each([
    ['element=Task_DecideAdmissibility', ['A1-002', 'A1-003']],
    ['element=Task_DecideDeclaredConflicts', []],
    ['term=LATE', ['A1-002']],
    ['text=A1-001', []],
  ])('finds neither the instance nor one by a task that is closed: %s', async (asked, expected) => {
    expect(await found(OFFICER, asked)).toEqual(expected)
  })

  it('reads nothing of it on the page and in the file, under the same filters', async () => {
    const pages = pagesOf(database, await scenario.person(OFFICER))
    const page = await pages.get('/control-room?instances-term=LATE').expect(200)
    const file = await ask(OFFICER, '/api/instances/file?term=LATE').expect(200)
    for (const { text } of [page, file]) {
      expect(text).toContain('A1-002')
      expect(text).not.toContain('A1-001')
    }
    expect(file.text.trim().split('\r\n')).toHaveLength(1 + 1)
  })
})

describe('the page of instances', () => {
  it('keeps its filters in the address and in the file, days as days', async () => {
    const pages = pagesOf(database, await scenario.person(OWNER))
    const { text } = await pages
      .get('/control-room?instances-from=2027-03-01&instances-term=LATE')
      .expect(200)
    expect(text).toContain('type="date" min="1900-01-01" max="2199-12-31" value="2027-03-01"')
    expect(text).toMatch(/href="\/api\/instances\/file\?[^"]*term(=|&#x3D;)LATE/)
    expect(text).toContain('termine passato')
  })
})
