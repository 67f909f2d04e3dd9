import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../app/demo/alliances.ts'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { apiOf, PERSON } from '../test/support/api.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import type { CallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { pdfBytes } from '../test/support/small-files.ts'
import type { ApiParts } from './carry-out.ts'
import { routes } from './routes.ts'

const LEAD = demoPersonId('LEAD_ASSEMI')

let database: TestDatabase
let http: ReturnType<typeof apiOf>
let callId = ''
let scenario: CallScenario

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  callId = (await scenario.openCall()).id
  http = apiOf(database, routes)
}, 60_000)
afterAll(() => database.close())

const draftId = () => scenario.draft(callId, { ...demoAlliances[0], lacks: ['APPLICATION_FORM'] })

describe('an upload of a format that nobody takes', () => {
  const zip = Buffer.from('504b03040a0000000000', 'hex')

  it.each<[string, () => Promise<[path: string, person: string]>, string]>([
    [
      'an application',
      async () => [`/api/applications/${await draftId()}/attachments/TECHNICAL_SHEET`, LEAD],
      'PDF, P7M',
    ],
    [
      'a task',
      async () => {
        const id = await scenario.openTask()
        return [`/api/work-items/${id}/files/CALL_CONFIGURATION`, demoPersonId('PROCESS_OWNER')]
      },
      'JSON',
    ],
  ])('names what the field takes of %s, and nothing else', async (_what, address, formats) => {
    const [path, person] = await address()
    const sent = await http
      .post(path)
      .set(PERSON, person)
      .attach('file', zip, { filename: 'a.zip' })
      .expect(422)
    expect(sent.body).toMatchObject({
      code: 'FILE_TYPE_MISMATCH',
      message: `Il file «a.zip» contiene ZIP: sono accettati ${formats}. Carica il documento nel formato giusto.`,
    })
  })
})

describe('an attachment that another takes the place of', () => {
  const put = (path: string, content: Buffer, name: string) =>
    http.post(path).set(PERSON, LEAD).attach('file', content, { filename: name }).expect(201)
  const versions = async (id: string) =>
    (await http.get(`/api/applications/${id}`).set(PERSON, LEAD).expect(200)).body as {
      attachments: { kind: string; fileName: string }[]
      replaced: { fileName: string; sha256: string; uploadedBy: string; replacedBy: string }[]
    }

  it('is kept with who, when and its hash, and read by its lead alone until the submission fixes what counts', async () => {
    const id = await draftId()
    const path = `/api/applications/${id}/attachments/TECHNICAL_SHEET`
    await put(path, pdfBytes('prima'), 'prima.pdf')
    await put(path, pdfBytes('seconda'), 'seconda.pdf')
    await put(path, pdfBytes('seconda'), 'seconda.pdf')
    const { attachments, replaced } = await versions(id)
    const sheets = attachments.filter(({ kind }) => kind === 'TECHNICAL_SHEET')
    expect(sheets.map(({ fileName }) => fileName)).toEqual(['seconda.pdf'])
    const lead = (await scenario.leadOf('ASSEMI')).displayName
    expect(replaced).toHaveLength(2)
    const first = replaced.find(({ fileName }) => fileName === 'prima.pdf')
    expect(first).toMatchObject({ uploadedBy: lead, replacedBy: lead })
    const old = `${path}?sha256=${first!.sha256}`
    const got = await http.get(old).set(PERSON, LEAD).buffer(true).expect(200)
    expect(Buffer.from(got.body as Uint8Array)).toEqual(pdfBytes('prima'))
    await http.get(old).set(PERSON, demoPersonId('LEAD_IPIS')).expect(404)
    await scenario.submit(id, 'ASSEMI')
    expect((await versions(id)).replaced).toEqual([])
    await http.get(old).set(PERSON, LEAD).expect(404)
    expect(await database.knex('replaced_attachments').where({ application_id: id })).toHaveLength(2)
  })

  it('is lost to nobody when two are uploaded at once', async () => {
    const id = await draftId()
    const path = `/api/applications/${id}/attachments/TECHNICAL_SHEET`
    await put(path, pdfBytes('zero'), 'zero.pdf')
    await Promise.all(['uno', 'due', 'tre'].map((name) => put(path, pdfBytes(name), `${name}.pdf`)))
    const { attachments, replaced } = await versions(id)
    const names = [...attachments, ...replaced].map(({ fileName }) => fileName)
    expect(names).toEqual(expect.arrayContaining(['due.pdf', 'tre.pdf', 'uno.pdf', 'zero.pdf']))
  })
})

describe('an upload that its sender has no part in', () => {
  const pdf = { filename: 'a.pdf', contentType: 'application/pdf' }

  it.each<[string, () => Promise<string>]>([
    [
      'to somebody else’s application',
      async () => `/api/applications/${await draftId()}/attachments/TECHNICAL_SHEET`,
    ],
    [
      'to somebody else’s task',
      async () => `/api/work-items/${await scenario.openTask()}/files/CALL_CONFIGURATION`,
    ],
    [
      'to the letter of a submission that is not there',
      () => Promise.resolve('/api/submissions/x/outcome-letter'),
    ],
  ])('%s is refused before its bytes are taken', async (_what, address) => {
    let taken = 0
    const uploads: ApiParts['uploads'] = {
      putStream: (...given) => {
        taken += 1
        return database.files.putStream(...given)
      },
    }
    const others = apiOf(database, routes, { uploads })
    const path = await address()
    const person = demoPersonId(path.startsWith('/api/submissions') ? 'PROCESS_OWNER' : 'LEAD_IPIS')
    await others.post(path).set(PERSON, person).attach('file', pdfBytes('b'), pdf).expect(404)
    expect(taken).toBe(0)
  })
})
