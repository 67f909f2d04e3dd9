import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { sweep } from '../app/housekeeping.ts'
import { MOST_DRAFT_BYTES } from '../domain/cycle/task-draft.ts'
import { OTHER, complete, createDraftScenario, typed } from '../test/support/draft-scenario.ts'
import type { DraftScenario } from '../test/support/draft-scenario.ts'

type Task = Awaited<ReturnType<DraftScenario['openTask']>>
let scenario: DraftScenario
let owner: string
let other: string
let task: Task

beforeAll(async () => {
  scenario = await createDraftScenario()
  owner = await scenario.signIn('PROCESS_OWNER')
  other = await scenario.signIn(OTHER)
}, 60_000)
afterAll(() => scenario.database.close())
beforeEach(async () => {
  task = await scenario.openTask(owner)
})

describe('a draft over the API', () => {
  it('is read with its task, by its own person alone, and by nobody who has no part in the task', async () => {
    const answer = await task.put(owner, { title: 'Mia' }, 0).expect(200)
    const { version } = answer.body as { version: number }
    const read = async (cookie: string) =>
      (await task.open(cookie, `/api/work-items/${task.id}`)).body as object
    expect(await read(owner)).toMatchObject({ draft: { version, typed: { title: 'Mia' } } })
    expect(await read(other)).toMatchObject({ draft: null })
    const finance = await scenario.signIn('FINANCE_1')
    await task.put(finance, { title: 'x' }, 0).expect(404)
    await task.open(finance, `${task.page}/draft`).expect(404)
  })

  it('tells who else has taken the task meanwhile, and is saved all the same', async () => {
    expect((await task.put(owner, { title: 'a' }, 0).expect(200)).body).toMatchObject({ takenBy: null })
    const answer = await task.put(other, { title: 'b' }, 0).expect(200)
    expect(answer.body).toMatchObject({ state: 'OPEN', takenBy: 'Responsabile del procedimento' })
    expect(await task.drafts()).toHaveLength(2)
  })

  it('takes 1 MB of text, and refuses more with 413 and how to mend it', async () => {
    const line = 'perché «così» è\n'
    const text = line.repeat(Math.floor(MOST_DRAFT_BYTES / Buffer.byteLength(line)))
    await task.put(owner, { title: text }, 0).expect(200)
    expect((await task.drafts())[0]?.typed).toEqual({ title: text })
    const { version } = (await task.drafts())[0]!
    const more = await task
      .put(owner, { title: text, context: [{ text: line.repeat(2) }] }, version)
      .expect(413)
    expect(more.body).toMatchObject({ code: 'DRAFT_TOO_LARGE' })
    const page = await task.post(owner, 'save-draft', {
      ...typed,
      title: text,
      version: String(version),
      commentsUntil: line.repeat(2),
    })
    expect(page.status).toBe(413)
    expect(page.text).toContain('La bozza supera 1 MB di testo')
    expect(page.text).toContain('value="Il territorio"')
    await task.put(owner, { title: 'x'.repeat(4 * MOST_DRAFT_BYTES) }, version).expect(413)
  })

  it.each<[string, object]>([
    ['a list', []],
    ['rows in rows', { context: [{ text: [{ a: 1 }] }] }],
    ['a group', { title: { a: 1 } }],
  ])('refuses %s where a form has none', async (_what, body) => {
    await task.put(owner, body, 0).expect(422)
  })

  it('wants the version that was seen, and saves the same text twice only once', async () => {
    const bare = scenario.http.put(`/api/work-items/${task.id}/draft`).set('cookie', owner)
    expect((await bare.send({ title: 'a' }).expect(428)).body).toMatchObject({ code: 'VERSION_MISSING' })
    const first = (await task.put(owner, { title: 'a' }, 0).expect(200)).body as { version: number }
    expect((await task.put(owner, { title: 'a' }, 0).expect(200)).body).toMatchObject({
      version: first.version,
    })
    const late = await task.put(owner, { title: 'b' }, 0).expect(409)
    expect(late.body).toMatchObject({
      code: 'OWN_DRAFT_CHANGED',
      details: { current: { version: first.version, typed: { title: 'a' } } },
    })
  })

  it('never gives a version twice, so that what was discarded and written anew is not overwritten unseen', async () => {
    const first = (await task.put(owner, { title: 'a' }, 0)).body as { version: number }
    await task.discard(owner, first.version).expect(200)
    await task.put(owner, { title: 'b' }, 0).expect(200)
    await task.put(owner, { title: 'c' }, first.version).expect(409)
  })

  it('is refused beyond so many in a minute, with the time to wait; completing a task never is', async () => {
    let refused: { headers: Record<string, unknown> } | null = null
    for (let times = 0; refused === null && times < 200; times += 1) {
      const answer = await task.put(other, { title: 'a' }, 0)
      if (answer.status === 429) refused = answer
    }
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
    const page = await task.post(other, 'save-draft', { ...typed, version: '0' })
    expect([page.status, page.text.includes('value="Il territorio"')]).toEqual([429, true])
    expect((await task.post(owner, 'complete', complete)).status).toBe(303)
  })
})

describe('drafts of tasks that have ended', () => {
  it('go a month later; those of open tasks stay', async () => {
    await scenario.database.knex('task_drafts').delete()
    await task.put(owner, { title: 'Resta' }, 0)
    const staying = task
    task = await scenario.openTask(owner)
    await task.put(owner, { title: 'Va' }, 0)
    const now = scenario.database.clock.now()
    await scenario.database.arrange((tx) =>
      tx('work_items').where({ id: task.id }).update({ state: 'EXPIRED', ended_at: now }),
    )
    const round = () =>
      sweep({
        knex: scenario.database.knex,
        retention: null,
        clock: scenario.database.clock,
        historyDays: 30,
        log: pino({ enabled: false }),
      })
    expect(await round()).toMatchObject({ drafts: 0 })
    scenario.database.setNow(new Date(now.getTime() + 31 * 24 * 60 * 60 * 1000))
    expect(await round()).toMatchObject({ drafts: 1 })
    expect(await scenario.database.knex('task_drafts').pluck('work_item_id')).toEqual([staying.id])
  })
})
