import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../app/demo/alliances.ts'
import { allianceApplication } from '../app/demo/applications.ts'
import { EMPTY_DRAFT, partsHash } from '../domain/call/application.ts'
import type { ApplicationPart, DraftParts } from '../domain/call/application.ts'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { apiOf, PERSON } from '../test/support/api.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { applicationDraftRoutes } from './application-drafts.ts'
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
  http = apiOf(database, [...callRoutes, ...applicationDraftRoutes])
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
    expect((await put('Primo', '"1"').expect(200)).body).toEqual({ id, version: 2, signedFormVoided: false })
    const late = (await put('Secondo', '"1"').expect(409)).body as object
    expect(late).toMatchObject({
      code: 'DRAFT_CHANGED',
      details: { current: { version: 2, content: { title: 'Primo' } } },
    })
    const shown = await http.get(`/api/applications/${id}`).set(PERSON, LEAD).expect(200)
    expect(shown.body).toMatchObject({ version: 2, title: 'Primo' })
  })
})

describe('a draft with parts missing', () => {
  const begin = async () => {
    const answer = await http.post(`/api/calls/${callId}/applications`).set(PERSON, LEAD).send({})
    return (answer.body as { id: string }).id
  }
  const contentOf = async (id: string) => (await database.stores.applications.get(id)).content
  const put = async (id: string, parts: DraftParts, readSha256?: string) => {
    const read = readSha256 ?? partsHash(await contentOf(id), Object.keys(parts) as ApplicationPart[])
    return http
      .put(`/api/applications/${id}/parts`)
      .set(PERSON, LEAD)
      .send({ ...parts, readSha256: read })
  }

  it('begins with its lead, as the register knows it, and nothing else (art. 10)', async () => {
    const content = await contentOf(await begin())
    expect(content).toEqual({
      ...EMPTY_DRAFT,
      partners: [expect.objectContaining({ role: 'LEAD', bodyName: expect.any(String), contribution: null })],
    })
  })

  it('is saved whatever it lacks, and submitted only once nothing is missing', async () => {
    const id = await begin()
    const missing = { ...application, title: null, contacts: [{ name: null, email: null, phone: null }] }
    const { title, contacts, ...rest } = missing
    expect((await put(id, { title, contacts })).status).toBe(200)
    expect((await put(id, rest)).status).toBe(200)
    const refused = await http.post(`/api/applications/${id}/submit`).set(PERSON, LEAD).send({}).expect(422)
    const { problems } = (refused.body as { details: { problems: { path: string }[] } }).details
    expect(problems.map(({ path }) => path)).toEqual([
      'title',
      ...['name', 'email', 'phone'].map((field) => `contacts[0].${field}`),
    ])
    await put(id, { title: application.title, contacts: application.contacts })
    await http.post(`/api/applications/${id}/submit`).set(PERSON, LEAD).send({}).expect(200)
    expect((await put(id, { title: 'Dopo' })).body).toMatchObject({ code: 'APPLICATION_ALREADY_SUBMITTED' })
  })

  it('is written in two parts by two people, and never over what another wrote in the same part', async () => {
    const id = await begin()
    const read = partsHash(await contentOf(id), ['title'])
    expect((await put(id, { summary: 'Di un collega' })).status).toBe(200)
    expect((await put(id, { title: 'Primo' }, read)).status).toBe(200)
    expect((await put(id, { title: 'Secondo' }, read)).body).toMatchObject({
      code: 'DRAFT_CHANGED',
      details: { current: { content: { title: 'Primo', summary: 'Di un collega' } } },
    })
    expect(await contentOf(id)).toMatchObject({ title: 'Primo', summary: 'Di un collega' })
  })

  it('keeps its lead', async () => {
    const id = await begin()
    const answer = await put(id, { partners: application.partners.slice(1) })
    expect(answer.body).toMatchObject({ details: { problems: [{ code: 'LEAD_NOT_YOURS' }] } })
  })
})
