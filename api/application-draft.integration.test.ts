import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../app/demo/alliances.ts'
import { allianceApplication } from '../app/demo/applications.ts'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { apiOf, PERSON } from '../test/support/api.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import { pagesOf } from '../test/support/pages.ts'
import { callRoutes } from './call.ts'

const LEAD = demoPersonId('LEAD_ASSEMI')
let database: TestDatabase
let http: ReturnType<typeof apiOf>
let application: ReturnType<typeof allianceApplication>
let callId = ''
beforeAll(async () => {
  database = await createTestDatabase()
  const call = await (await createCallScenario(database)).openCall()
  callId = call.id
  application = allianceApplication(demoAlliances[0], call.rules)
  http = apiOf(database, callRoutes)
})
afterAll(() => database.close())

async function draftId(): Promise<string> {
  const answer = await http.post(`/api/calls/${callId}/applications`).set(PERSON, LEAD).send(application)
  return (answer.body as { id: string }).id
}

describe('a draft over HTTP', () => {
  it('is saved only by who says which version it was, and told to who comes later (art. 10)', async () => {
    const id = await draftId()
    const put = (title: string, version?: string) => {
      const asked = http.put(`/api/applications/${id}`).set(PERSON, LEAD)
      if (version !== undefined) void asked.set('if-match', version)
      return asked.send({ ...application, title })
    }
    expect((await put('Senza').expect(428)).body).toMatchObject({ code: 'VERSION_MISSING' })
    expect((await put('Senza', 'W/"x"').expect(422)).body).toMatchObject({ code: 'INVALID_INPUT' })
    expect((await put('Primo', '"1"').expect(200)).body).toEqual({ id, version: 2 })
    const late = (await put('Secondo', '"1"').expect(409)).body as object
    expect(late).toMatchObject({
      code: 'DRAFT_CHANGED',
      details: { current: { version: 2, content: { title: 'Primo' } } },
    })
    const shown = await http.get(`/api/applications/${id}`).set(PERSON, LEAD).expect(200)
    expect(shown.body).toMatchObject({ version: 2, title: 'Primo' })
  })
})

describe('the page of a draft', () => {
  it('tells a colleague who sends a file after another was saved where the two differ, and lets choose', async () => {
    const id = await draftId()
    const lead = await database.stores.network.actorOf(LEAD, database.today())
    const refusal = { by: 'Una collega', savedAt: database.clock.now() }
    const saved = { version: 4, content: { ...application, title: 'Titolo della <collega>' } }
    const pages = pagesOf(database, lead, {
      operations: {
        refusalOfFile: (_name, _asked, error) => Promise.resolve(error),
        problemsOf: () => [],
        carryOut: (_name, { version }) =>
          version === '4'
            ? Promise.resolve({ id, version: 5 })
            : Promise.reject(new BusinessError('DRAFT_CHANGED', { ...refusal, current: saved })),
      },
    })
    const mine = JSON.stringify({ ...application, title: 'Il mio titolo' })
    const page = await pages
      .post(`/applications/${id}?act=save`)
      .field({ version: '1', function: lead?.functionId ?? '' })
      .attach('content', Buffer.from(mine), 'domanda.json')
    expect(page.status).toBe(409)
    for (const shown of [
      'Nulla è stato sovrascritto',
      'Una collega',
      '<td role="cell" data-label="Nella bozza salvata">Titolo della &lt;collega&gt;</td>',
      '<td role="cell" data-label="Nel tuo file">Il mio titolo</td>',
      'name="version" value="1"',
      'name="version" value="4"',
    ])
      expect(page.text).toContain(shown)
    const chosen = pages.post(`/applications/${id}?act=save`).type('form')
    expect(
      (await chosen.send({ content: mine, version: ['1', '4'], function: lead?.functionId })).status,
    ).toBe(303)
  })
})
