import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { OTHER, cookiesOf, createDraftScenario, hiddenIn, typed } from '../test/support/draft-scenario.ts'
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

describe('a form that comes when its session is over', () => {
  const over = (mark: string) =>
    scenario.database.knex('sessions').where({ token_sha256: mark }).update({ ended_at: new Date() })

  it.each([
    ['that ran out or was ended elsewhere', true],
    ['whose cookie is gone', false],
  ])(
    'leads to the sign-in, and is on its page with all that was typed: a session %s',
    async (_how, sendsCookie) => {
      const cookie = await scenario.signIn('PROCESS_OWNER')
      const before = await task.open(cookie)
      const session = hiddenIn(before, 'session')
      await over(session)
      const form = { ...typed, session, version: hiddenIn(before, 'version') }
      const sent = await task.post(sendsCookie ? cookie : '', 'complete', form)
      expect([sent.status, sent.headers['location']]).toEqual([
        303,
        `/sign-in?next=${encodeURIComponent(task.page)}`,
      ])
      const browser = cookiesOf(sent)
      const stranger = await task.open(`${other}; ${browser}`)
      expect(stranger.text).not.toContain('Il territorio')
      const back = await task.open(`${owner}; ${browser}`)
      for (const shown of [
        'La sessione era finita',
        'value="Il territorio"',
        'value="domani"',
        'value="ISTAT"',
      ])
        expect(back.text).toContain(shown)
      expect((await task.open(owner)).text).not.toContain('La sessione era finita')
      await task.post(`${owner}; ${browser}`, 'save-draft', { ...typed, version: hiddenIn(back, 'version') })
      const saved = await task.open(`${owner}; ${browser}`)
      expect([
        saved.text.includes('La sessione era finita'),
        saved.text.includes('value="Il territorio"'),
      ]).toEqual([false, true])
    },
  )

  it('is kept of nobody who never had a session', async () => {
    const before = await scenario.database.knex('held_forms')
    for (const session of ['', 'f'.repeat(64)]) {
      const sent = await task.post('', 'complete', { ...typed, session })
      expect([sent.status, cookiesOf(sent)]).toEqual([303, ''])
    }
    expect(await scenario.database.knex('held_forms')).toEqual(before)
  })

  it('waits an hour, and then goes', async () => {
    const row = {
      token_sha256: 'a'.repeat(64),
      person_id: demoPersonId(OTHER),
      path: '/x',
      act: 'a',
      typed: '{}',
    }
    const ago = (minutes: number) => scenario.database.knex.raw(`now() - interval '${minutes} minutes'`)
    await scenario.database.knex('held_forms').insert({ ...row, held_at: ago(59) })
    await scenario.database
      .knex('held_forms')
      .insert({ ...row, token_sha256: 'b'.repeat(64), held_at: ago(61) })
    expect(await scenario.database.stores.heldForms.dropOld()).toBe(1)
    expect(
      await scenario.database.knex('held_forms').whereIn('token_sha256', ['a'.repeat(64), 'b'.repeat(64)]),
    ).toHaveLength(1)
  })
})
