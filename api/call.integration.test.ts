import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../app/demo/alliances.ts'
import { allianceApplication } from '../app/demo/applications.ts'
import { demoPersonId } from '../app/demo/network-ids.ts'
import type { Problem } from '../domain/shared/problem.ts'
import { apiOf, PERSON } from '../test/support/api.ts'
import { pdfBytes } from '../test/support/small-files.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import type { CallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { applicationDraftRoutes } from './application-drafts.ts'
import { callRoutes } from './call.ts'
import type { ApiParts } from './carry-out.ts'
import { localDateOf } from '../domain/shared/terms.ts'

const LEAD = demoPersonId('LEAD_ASSEMI')
const MEGABYTE = 1024 * 1024

let database: TestDatabase
let http: ReturnType<typeof apiOf>
let application: ReturnType<typeof allianceApplication>
let callId = ''
let scenario: CallScenario

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  const call = await scenario.openCall()
  callId = call.id
  application = allianceApplication(demoAlliances[0], call.rules)
  http = apiOf(database, [...callRoutes, ...applicationDraftRoutes])
})
afterAll(() => database.close())

interface Refusal {
  code: string
  message: string
  details?: { problems: Problem[] }
}

const draftPath = () => `/api/calls/${callId}/applications`
const postDraft = (body: string | object, person: string = LEAD) =>
  http.post(draftPath()).set(PERSON, person).set('content-type', 'application/json').send(body)

async function draftId(): Promise<string> {
  const answer = await postDraft(application).expect(201)
  return (answer.body as { id: string }).id
}

describe('applications over HTTP: what people get wrong', () => {
  it.each<[string, (one: typeof application) => object, string]>([
    ['an unknown field', (one) => ({ ...one, note: 'x' }), ''],
    ['a number where a text goes', (one) => ({ ...one, title: 5 }), 'title'],
    ['a text where an amount goes', (one) => ({ ...one, totalCostCents: '1.000' }), 'totalCostCents'],
    ['a fraction of a cent', (one) => ({ ...one, totalCostCents: 10.5 }), 'totalCostCents'],
    ['a negative amount', (one) => ({ ...one, requestedGrantCents: -1 }), 'requestedGrantCents'],
    ['a list instead of an object', (one) => [one], ''],
    ['a field that nobody knows', (one) => ({ ...one, extra: 1 }), ''],
    [
      'a tax code with a wrong check digit',
      (one) => ({ ...one, partners: [{ ...one.partners[0], bodyTaxCode: '91026030155' }] }),
      'partners[0].bodyTaxCode',
    ],
    [
      'a kind of body that does not exist',
      (one) => ({ ...one, partners: [{ ...one.partners[0], bodyKind: 'CIRCUS' }] }),
      'partners[0].bodyKind',
    ],
  ])('refuses %s, and says where', async (_what, change, path) => {
    const { body } = (await postDraft(change(application)).expect(422)) as { body: Refusal }
    expect(body.code).toBe('INVALID_INPUT')
    expect(body.details?.problems.map((one) => one.path)).toContain(path)
  })

  it.each([
    ['NUL', '\\u0000'],
    ['half a character', '\\ud800'],
  ])('refuses %s in a text instead of failing on it', async (_what, escaped) => {
    const text = JSON.stringify(application).replace('"title":"', `"title":"${escaped}`)
    const { body } = (await postDraft(text).expect(422)) as { body: Refusal }
    expect(body.details?.problems.map((one) => one.path)).toContain('title')
  })

  it('refuses a body that is not JSON', async () => {
    const { body } = (await postDraft('{"title": ').expect(400)) as { body: Refusal }
    expect(body.code).toBe('MALFORMED_JSON')
  })

  it('refuses a key that came before with another content, and answers a repetition as before', async () => {
    const keyed = (body: object) => postDraft(body).set('idempotency-key', 'draft-1')
    const first = await keyed(application).expect(201)
    const again = await keyed(application).expect(201)
    const other = await keyed({ ...application, title: 'Un altro progetto' }).expect(409)
    expect(again.body).toEqual(first.body)
    expect((other.body as Refusal).code).toBe('REQUEST_KEY_REUSED')
    expect(await database.knex('applications').where('title', 'Un altro progetto')).toEqual([])
  })

  it('asks who is there, and for the right role', async () => {
    await http.post(draftPath()).send(application).expect(401)
    await postDraft(application, demoPersonId('CASE_OFFICER_1')).expect(403)
    await postDraft(application, demoPersonId('LEAD_IPIS')).expect(422)
  })

  it('answers "not found" for applications that are not there', async () => {
    await http.get('/api/applications/nothing').set(PERSON, LEAD).expect(404)
    const put = http.put('/api/applications/nothing').set(PERSON, LEAD).set('if-match', '"1"')
    await put.send(application).expect(404)
    await http.post('/api/applications/nothing/submit').set(PERSON, LEAD).expect(404)
    await http.post('/api/applications/nothing/withdraw').set(PERSON, LEAD).expect(404)
  })
})

describe('applications over HTTP: attachments', () => {
  const attachmentPath = (id: string) => `/api/applications/${id}/attachments/TECHNICAL_SHEET`
  const pdf = { filename: 'scheda.pdf', contentType: 'application/pdf' }

  it('keeps a PDF and gives it back as it was', async () => {
    const id = await draftId()
    const content = pdfBytes('scheda')
    await http.post(attachmentPath(id)).set(PERSON, LEAD).attach('file', content, pdf).expect(201)
    const got = await http.get(attachmentPath(id)).set(PERSON, LEAD).buffer(true).expect(200)
    expect(got.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
    })
    expect(Buffer.from(got.body as Uint8Array)).toEqual(content)
    await http.get(attachmentPath(id)).set(PERSON, demoPersonId('LEAD_IPIS')).expect(404)
  })

  it.each<[string, Buffer, number, string]>([
    ['is not what it declares', Buffer.from('{"a":1}'), 422, 'FILE_TYPE_MISMATCH'],
    ['is above 20 MB', Buffer.alloc(20 * MEGABYTE + 1), 413, 'FILE_TOO_LARGE'],
  ])('refuses a file that %s', async (...given) => {
    const [, content, status, code] = given
    const id = await draftId()
    const { body } = (await http
      .post(attachmentPath(id))
      .set(PERSON, LEAD)
      .attach('file', content, pdf)
      .expect(status)) as { body: Refusal }
    expect(body.code).toBe(code)
    expect(await database.stores.attachments.of(id)).toEqual([])
  })
})

describe('the receipt over HTTP', () => {
  it('gives the receipt of a submission, the same when asked again', async () => {
    const id = await draftId()
    const path = `/api/applications/${id}/submit`
    const first = await http.post(path).set(PERSON, LEAD).expect(200)
    const again = await http.post(path).set(PERSON, LEAD).expect(200)
    expect(again.body).toEqual(first.body)
    const shown = await http.get(`/api/applications/${id}`).set(PERSON, LEAD).expect(200)
    const { receiptNumber } = first.body as { receiptNumber: string }
    expect(shown.body).toMatchObject({ status: 'SUBMITTED', receiptNumber })
  })

  it('takes a submission back, the same when asked again (art. 10)', async () => {
    const id = await draftId()
    await http.post(`/api/applications/${id}/submit`).set(PERSON, LEAD).expect(200)
    const path = `/api/applications/${id}/withdraw`
    await http.post(path).expect(401)
    await http.post(path).set(PERSON, demoPersonId('CASE_OFFICER_1')).expect(403)
    const first = await http.post(path).set(PERSON, LEAD).expect(200)
    expect((await http.post(path).set(PERSON, LEAD).expect(200)).body).toEqual(first.body)
    const shown = await http.get(`/api/applications/${id}`).set(PERSON, LEAD).expect(200)
    const { withdrawnAt } = first.body as { withdrawnAt: string }
    expect(shown.body).toMatchObject({ status: 'WITHDRAWN', withdrawnAt })
  })

  it('takes the hour at which a submission reached us, however long its turn takes (art. 10)', async () => {
    const id = await draftId()
    const { closesAt } = await database.stores.calls.get(callId)
    const arrivedAt = new Date(closesAt.getTime() - 1)
    database.setNow(arrivedAt)
    const late = apiOf(database, [...callRoutes, ...applicationDraftRoutes], {
      actorOf: (request) => {
        database.setNow(closesAt)
        return database.stores.network.actorOf(request.get(PERSON) ?? '', localDateOf(arrivedAt))
      },
    })
    const answer = await late.post(`/api/applications/${id}/submit`).set(PERSON, LEAD).expect(200)
    expect(answer.body).toMatchObject({ arrivedAt: arrivedAt.toISOString() })
  })

  it('takes a file by the hour of its last byte, however long it is looked into (art. 10)', async () => {
    database.setNow((await database.stores.calls.get(callId)).opensAt)
    const id = await draftId()
    const { closesAt } = await database.stores.calls.get(callId)
    const atTheHour = () => database.setNow(closesAt)
    const before = () => database.setNow(new Date(closesAt.getTime() - 1))
    const attach = (parts: Partial<ApiParts>) => {
      before()
      const to = `/api/applications/${id}/attachments/TECHNICAL_SHEET`
      const file = pdfBytes('a')
      return apiOf(database, [...callRoutes, ...applicationDraftRoutes], parts)
        .post(to)
        .set(PERSON, LEAD)
        .attach('file', file, 'a.pdf')
    }
    const { inspect } = database.workshop
    await attach({ inspect: (...given) => inspect(...given).finally(atTheHour) }).expect(201)
    const actorOf: ApiParts['actorOf'] = (request) => {
      atTheHour()
      return database.stores.network.actorOf(request.get(PERSON) ?? '', database.today())
    }
    const late = await attach({ actorOf })
    expect(late.body).toMatchObject({ code: 'APPLICATION_AFTER_CLOSING' })
  })
})
