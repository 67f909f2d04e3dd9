import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { httpOf } from '../test/support/http.ts'
import { sendForm } from '../test/support/send-form.ts'
import { demoAccountId, demoPersonId } from './demo/network-ids.ts'

const CODE = 'TITULAR_CCIAA'
let database: TestDatabase
let scenario: EvaluationScenario
let http: ReturnType<typeof httpOf>
let cookie: string

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  const { stores, knex } = database
  const [declaration] = (await stores.evaluation.declarationsOf(scenario.callId)).filter(
    ({ personId }) => personId === demoPersonId(CODE),
  )
  const variables = { cycleId: scenario.cycleId, declarationId: declaration?.id ?? '' }
  const task = await scenario.steps.open('Task_DeclareConflicts', variables, demoPersonId(CODE))
  await knex('work_items')
    .where({ id: task })
    .update({ due_at: new Date('2027-05-03T10:00:00Z') })
  http = httpOf(database)
  const entered = await http.post('/api/session').send({ accountId: demoAccountId(CODE) })
  cookie = (entered.headers['set-cookie'] as unknown as string[])[0]?.split(';')[0] ?? ''
}, 60_000)
afterEach(() => database.knex('calendar_feeds').delete())
afterAll(() => database.close())

async function made(): Promise<string> {
  const answer = await http.post('/api/calendar-feed').set('cookie', cookie).expect(201)
  return new URL((answer.body as { address: string }).address).pathname
}
const statusOf = async (path: string) => (await http.get(path)).status

describe('the private address of a calendar', () => {
  it('gives without a session each term of the function, with the page where it is met', async () => {
    const { items } = await database.reads.inbox.openTasks(await scenario.person(CODE))
    const answer = await http.get(await made()).expect(200)
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8')
    const text = answer.text.replaceAll('\r\n ', '')
    const due = items.filter(({ dueAt }) => dueAt !== null)
    expect(due.length).toBeGreaterThan(0)
    for (const { id } of due) {
      expect(text).toContain(`UID:task-${id}@concilia`)
      expect(text).toMatch(new RegExp(`URL[^\r]*/tasks/${id}\r`))
    }
    expect(text).toContain('METHOD:PUBLISH')
  })

  it('never says which application a term is about: calendars are kept by others (art. 5)', async () => {
    const { items } = await database.reads.inbox.openTasks(await scenario.person(CODE))
    const { text } = await http.get(await made())
    for (const { about } of items) expect(text).not.toContain(about?.split(' · ')[0] ?? 'A1-')
  })

  it('is shown once by its page, made and ended without scripts', async () => {
    const shown = await sendForm(http, '/calendar?act=make', { key: 'a' }, cookie)
    expect([shown.status, shown.headers['location']]).toEqual([303, '/calendar'])
    const left = (shown.headers['set-cookie'] as unknown as string[]).map((one) => one.split(';')[0])
    const page = await http.get('/calendar').set('cookie', [cookie, ...left].join('; '))
    const [, path = ''] = /(\/calendars\/[\w-]+\.ics)/.exec(page.text) ?? []
    expect(await statusOf(path)).toBe(200)
    const again = await http.get('/calendar').set('cookie', cookie)
    expect(again.text).not.toContain('/calendars/')
    expect(again.text).toContain('Revoca l’indirizzo')
    await sendForm(http, '/calendar?act=revoke', { key: 'b' }, cookie)
    expect(await statusOf(path)).toBe(404)
  })

  it('is told to one sending of two under the same key: the other learns that it was, and no address that never was', async () => {
    const send = () => http.post('/api/calendar-feed').set('cookie', cookie).set('Idempotency-Key', 'twice')
    const first = await send().expect(201)
    const second = await send().expect(409)
    expect(second.body).toMatchObject({ code: 'CALENDAR_ADDRESS_SHOWN' })
    expect(await statusOf(new URL((first.body as { address: string }).address).pathname)).toBe(200)
  })

  it('is known by its hash alone, and makes no change without a session', async () => {
    const path = await made()
    const rows = await database.knex('calendar_feeds').select()
    expect(JSON.stringify(rows)).not.toContain(path.split('/')[2]?.replace('.ics', ''))
    expect((await http.post('/api/calendar-feed')).status).toBe(401)
    expect((await http.delete('/api/calendar-feed')).status).toBe(401)
  })

  it.each([
    ['that never was', () => Promise.resolve('/calendars/unknown.ics')],
    [
      'that was made anew',
      async () => {
        const before = await made()
        await made()
        return before
      },
    ],
    [
      'that its person ended',
      async () => {
        const path = await made()
        await http.delete('/api/calendar-feed').set('cookie', cookie).expect(200)
        return path
      },
    ],
    [
      'whose function is over',
      async () => {
        const path = await made()
        await database.arrange((tx) =>
          tx('functions')
            .where({ person_id: demoPersonId(CODE) })
            .update({ ends_on: '2026-12-31' }),
        )
        return path
      },
    ],
  ])('answers nothing at an address %s', async (_which, path) => {
    expect(await statusOf(await path())).toBe(404)
  })
})
