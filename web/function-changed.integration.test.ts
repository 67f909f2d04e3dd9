import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { OTHER, complete, createDraftScenario, hiddenIn, typed } from '../test/support/draft-scenario.ts'
import type { DraftScenario } from '../test/support/draft-scenario.ts'
import { functionOf } from '../test/support/send-form.ts'

/* Somebody with a function of the own, who also acts in the place of the process owner. */
let scenario: DraftScenario
let task: Awaited<ReturnType<DraftScenario['openTask']>>
let cookie: string
let inPlace: string
let own: string

const acting = () => functionOf(scenario.http, cookie)
const choose = (functionId: string) =>
  scenario.http.put('/api/session').set('cookie', cookie).send({ functionId }).expect(200)
const workItem = async () => {
  const row = await scenario.database.knex('work_items').where({ id: task.id }).first()
  return [row?.state, row?.completed_in]
}

beforeAll(async () => {
  scenario = await createDraftScenario()
  const { stores, knex } = scenario.database
  const functions = await stores.network.functionsOf(demoPersonId(OTHER), scenario.database.today())
  own = functions.find(({ role }) => role === 'CASE_OFFICER')!.functionId
  inPlace = functions.find(({ role }) => role === 'PROCESS_OWNER')!.functionId
  const [replaced] = await stores.network.functionsOf(
    demoPersonId('PROCESS_OWNER'),
    scenario.database.today(),
  )
  await knex('functions')
    .where({ id: inPlace })
    .update({ stands_for: replaced!.functionId, ends_on: '2027-12-31', act: 'Decreto n. 7' })
}, 60_000)
afterAll(() => scenario.database.close())
beforeEach(async () => {
  cookie = await scenario.signIn(OTHER)
  await choose(inPlace)
  task = await scenario.openTask(cookie)
})

describe('a form written in one function and sent in another, which was chosen in another tab', () => {
  it('is refused with all that was typed, in words that name both functions, and nothing is done', async () => {
    await choose(own)
    const page = await task.post(cookie, 'complete', { ...complete, function: inPlace, key: 'k' })
    expect(page.status).toBe(409)
    for (const shown of [
      '<strong>Responsabile del procedimento · in sostituzione di Responsabile del procedimento</strong>',
      'ora operi come <strong>Istruttore</strong>',
      'name="context[0][text]" value="Prima riga\r\nseconda riga"',
      'name="key" value="k"',
      `name="function" value="${inPlace}"`,
      'Nulla è stato inviato.',
    ])
      expect(page.text).toContain(shown)
    expect(await workItem()).toEqual(['OPEN', null])
    expect(await task.drafts()).toEqual([])
    expect(await acting()).toBe(own)
  })

  it('is sent in its own function by the button that offers it', async () => {
    await choose(own)
    const form = { ...complete, function: inPlace, resume: 'send' }
    expect((await task.post(cookie, 'complete', form)).status).toBe(303)
    expect(await workItem()).toEqual(['COMPLETED', inPlace])
    expect(await acting()).toBe(inPlace)
  })

  it('is in its form again, unsent, in its own function', async () => {
    await choose(own)
    const page = await task.post(cookie, 'complete', { ...typed, function: inPlace, resume: 'show' })
    expect([page.status, hiddenIn(page, 'function'), await acting()]).toEqual([200, inPlace, inPlace])
    expect(page.text).toContain('value="Il territorio"')
    expect(await workItem()).toEqual(['OPEN', null])
  })

  it('with files is offered to be seen first: they are chosen again', async () => {
    await choose(own)
    const page = await scenario.http
      .post(`${task.page}?act=complete`)
      .set('cookie', cookie)
      .field({ ...typed, function: inPlace })
      .attach('file-any', Buffer.from('%PDF-1.4'), { filename: 'a.pdf' })
    expect([page.status, page.text.includes('Riprendi il modulo come')]).toEqual([409, true])
    expect(page.text).not.toContain('Invia come')
  })

  it.each([
    ['that is somebody else’s, or over', 'no-function-of-mine'],
    ['that it does not tell', ''],
  ])('in a function %s can be copied, and is not sent', async (_which, written) => {
    const form = { ...complete, function: written, resume: 'send' }
    const page = await task.post(cookie, 'complete', form)
    expect([page.status, page.text.includes('<li class="pre">Nidi</li>')]).toEqual([409, true])
    expect(page.text).not.toContain('name="resume"')
    expect(await workItem()).toEqual(['OPEN', null])
  })
})

describe('what scripts and programs send', () => {
  it('a draft that says its function is refused in another, and none is saved', async () => {
    await choose(own)
    const answer = await task.put(cookie, { title: 'a' }, 0).set('acting-function', inPlace)
    expect([answer.status, answer.body]).toEqual([409, expect.objectContaining({ code: 'FUNCTION_CHANGED' })])
    expect(await task.drafts()).toEqual([])
    await choose(inPlace)
    await task.put(cookie, { title: 'a' }, 0).set('acting-function', inPlace).expect(200)
  })

  it('a request of the API that says none is of the function that the session acts in', async () => {
    await task.put(cookie, { title: 'a' }, 0).expect(200)
    await choose(own)
    await task.put(cookie, { title: 'b' }, 0).expect(404)
  })
})
