import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { extractText } from 'unpdf'
import { demoAlliances } from '../app/demo/alliances.ts'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { SIGNED_FORM } from '../domain/call/configuration.ts'
import { sha256Hex } from '../domain/shared/canonical-json.ts'
import { apiOf, PERSON } from '../test/support/api.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import type { CallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { envelopeBytes, pdfBytes, signedIncrement } from '../test/support/small-files.ts'
import { routes } from './routes.ts'

const ALLIANCE = demoAlliances[0]
const LEAD = demoPersonId(`LEAD_${ALLIANCE.lead}`)

let database: TestDatabase
let scenario: CallScenario
let http: ReturnType<typeof apiOf>
let callId = ''

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  callId = (await scenario.openCall()).id
  http = apiOf(database, routes)
}, 60_000)
afterAll(() => database.close())

/* A draft with all that it needs but its signed form. */
const draft = () => scenario.draft(callId, { ...ALLIANCE, lacks: [SIGNED_FORM] })
const get = (path: string, person = LEAD) => http.get(path).set(PERSON, person).buffer(true)
const formOf = async (id: string): Promise<Buffer> => {
  const answer = await get(`/api/applications/${id}/form`)
  expect([answer.status, answer.type]).toEqual([200, 'application/pdf'])
  return answer.body as Buffer
}
const upload = (id: string, content: Buffer, { name = 'domanda.pdf.p7m', kind = SIGNED_FORM } = {}) =>
  http
    .post(`/api/applications/${id}/attachments/${kind}`)
    .set(PERSON, LEAD)
    .attach('file', content, { filename: name })
const kindsOf = async (id: string) => (await database.stores.attachments.of(id)).map(({ kind }) => kind)
const save = async (id: string, change: object) => {
  const { content, version } = await database.stores.applications.get(id)
  return http
    .put(`/api/applications/${id}`)
    .set(PERSON, LEAD)
    .set('If-Match', `"${version}"`)
    .send({ ...content, ...change })
    .expect(200)
}

describe('the form to sign of an application (art. 10)', () => {
  it('tells what was written, its files and its hash, and is the same file as long as nothing changes', async () => {
    const id = await draft()
    const [first, again] = await Promise.all([formOf(id), formOf(id)])
    expect(first.equals(again)).toBe(true)
    const { text } = await extractText(new Uint8Array(first), { mergePages: true })
    const [made] = await database.stores.forms.of(id)
    const [sheet] = await database.stores.attachments.of(id)
    for (const told of [ALLIANCE.title, made!.contentSha256, sheet!.sha256, '185.000,00'])
      expect(text.replace(/\s+/g, ' ')).toContain(told)
    expect(made!.sha256).toBe(sha256Hex(first))
  }, 60_000)

  it('is the same again when what was changed is written back, and another one meanwhile', async () => {
    const id = await draft()
    const { content } = await database.stores.applications.get(id)
    const first = await formOf(id)
    await save(id, { title: 'Altro titolo' })
    expect((await formOf(id)).equals(first)).toBe(false)
    await save(id, { title: content.title })
    expect((await formOf(id)).equals(first)).toBe(true)
  }, 60_000)

  it.each([
    ['another lead', 'LEAD_IPIS'],
    ['the office before the closing', 'CASE_OFFICER_1'],
    ['a network member', 'MEMBER_CISL'],
  ])('is not there for %s (%s), and nothing is made for them (art. 5)', async (_who, code) => {
    const id = await draft()
    expect((await get(`/api/applications/${id}/form`, demoPersonId(code))).status).toBe(404)
    expect(await database.stores.forms.of(id)).toEqual([])
  })

  it('after the submission is what was submitted, for whoever sees the application', async () => {
    const id = await draft()
    const form = await formOf(id)
    await upload(id, envelopeBytes(form)).expect(201)
    await scenario.submit(id, ALLIANCE.lead)
    expect((await formOf(id)).equals(form)).toBe(true)
  }, 60_000)
})

describe('the form that comes back (art. 10)', () => {
  it.each([
    ['in an envelope', 'domanda.pdf.p7m', envelopeBytes],
    ['signed inside', 'domanda.pdf', (form: Buffer) => signedIncrement(form)],
  ])(
    'is taken %s',
    async (_how, name, sign) => {
      const id = await draft()
      const answer = await upload(id, sign(await formOf(id)), { name }).expect(201)
      expect(answer.body).toMatchObject({ signature: 'UNVERIFIED', signedFormVoided: false })
      expect(await kindsOf(id)).toContain(SIGNED_FORM)
    },
    60_000,
  )

  it('is refused, and nothing is kept, when it is another document, unsigned, or of an older content', async () => {
    const id = await draft()
    const refused = async (content: Buffer, name?: string) => {
      const answer = await upload(id, content, name === undefined ? {} : { name }).expect(422)
      return answer.body as { code: string; message: string }
    }
    expect((await refused(envelopeBytes(pdfBytes('x')))).message).toContain('non è stata ancora generata')
    const form = await formOf(id)
    expect((await refused(envelopeBytes(pdfBytes('x')))).message).toContain('non è quello generato qui')
    expect((await refused(form, 'domanda.pdf')).message).toContain('non c’è nessuna firma')
    await save(id, { summary: 'Altra sintesi' })
    expect(await refused(envelopeBytes(form))).toMatchObject({ code: 'SIGNED_FORM_REFUSED' })
    expect((await refused(envelopeBytes(form))).message).toContain('prima delle ultime modifiche')
    expect(await kindsOf(id)).not.toContain(SIGNED_FORM)
  }, 60_000)

  it('is void when the content or another file changes after it, is told, and kept among what was replaced', async () => {
    const id = await draft()
    const sign = async () => upload(id, envelopeBytes(await formOf(id))).expect(201)
    await sign()
    expect((await save(id, {})).body).toMatchObject({ signedFormVoided: false })
    expect((await save(id, { summary: 'Altra' })).body).toMatchObject({ signedFormVoided: true })
    expect(await kindsOf(id)).not.toContain(SIGNED_FORM)
    await sign()
    const sheet = pdfBytes('altra scheda')
    const other = { name: 'scheda.pdf', kind: 'TECHNICAL_SHEET' }
    expect((await upload(id, sheet, other).expect(201)).body).toMatchObject({ signedFormVoided: true })
    await sign()
    expect((await upload(id, sheet, other).expect(201)).body).toMatchObject({ signedFormVoided: false })
    expect(await kindsOf(id)).toContain(SIGNED_FORM)
    const replaced = await database.stores.attachments.replacedOf(id)
    expect(replaced.filter(({ kind }) => kind === SIGNED_FORM)).toHaveLength(2)
    const { name } = { name: (await scenario.leadOf(ALLIANCE.lead)).displayName }
    expect(replaced.find(({ kind }) => kind === SIGNED_FORM)).toMatchObject({ replacedBy: name })
  }, 60_000)
})
