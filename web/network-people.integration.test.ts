import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId, demoBodyId, demoPersonId, demoSeatId } from '../app/demo/network-ids.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { httpOf } from '../test/support/http.ts'
import { sendForm } from '../test/support/send-form.ts'

let database: TestDatabase
let http: ReturnType<typeof httpOf>
let session: string
let sercop: string

beforeAll(async () => {
  database = await createTestDatabase()
  const scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  await database
    .knex('engine_identity')
    .insert({ engine: 'embedded', engine_id: 'test-engine' })
    .onConflict()
    .ignore()
  const lead = await database.knex('applications').where({ id: scenario.applicationIds[3]! }).first()
  sercop = String((await database.stores.network.findBody(String(lead?.lead_body_id)))?.taxCode)
  http = httpOf(database)
  session = await signedIn('PROCESS_OWNER')
}, 120_000)
afterAll(() => database.close())

type Answer = { status: number; headers: Record<string, unknown>; text: string }
const signedIn = async (code: string): Promise<string> => {
  const answer = await http
    .post('/sign-in?act=enter')
    .type('form')
    .send({ accountId: demoAccountId(code) })
  return ((answer.headers['set-cookie'] ?? []) as unknown as string[])
    .map((one) => one.split(';')[0])
    .join('; ')
}
const open = (path: string, cookie = session): PromiseLike<Answer> => http.get(path).set('cookie', cookie)
const post = (address: string, fields: Readonly<Record<string, unknown>>): PromiseLike<Answer> =>
  sendForm(http, address, fields, session)

describe('the pages of people and functions', () => {
  it('list the people with what they are today, filter them, and open to the process owner alone', async () => {
    const page = await open('/network/people?people-role=PROCESS_OWNER')
    expect(page.text).toContain(`/network/people/${demoPersonId('PROCESS_OWNER')}`)
    expect(page.text).not.toContain(demoPersonId('FINANCE_1'))
    const finance = await signedIn('FINANCE_1')
    expect((await open('/network/people', finance)).status).toBe(403)
    const own = await open(`/network/people/${demoPersonId('FINANCE_1')}`, finance)
    expect([own.status, own.text.includes('Dai una funzione')]).toEqual([200, false])
    expect((await open(`/network/people/${demoPersonId('PROCESS_OWNER')}`, finance)).status).toBe(404)
  })

  it('register a person by a foreign document, and say what is wrong with one', async () => {
    const typed = {
      ...{ key: 'r', givenName: 'Anna', familyName: 'Keller', bornOn: '1/2/1980', email: 'anna@ats.example' },
      ...{ reason: 'Nuova segretaria', 'document[country]': 'CH', 'document[kind]': 'PASSPORT' },
    }
    const wrong = await post('/network/people?act=register', typed)
    expect(wrong.status).toBe(422)
    expect(wrong.text).toMatch(/<a href="#document-number"[^>]*>Numero<\/a>/)
    const unborn = { ...typed, 'document[number]': 'X123456', bornOn: '1/2/2080' }
    expect((await post('/network/people?act=register', unborn)).text).toContain('né nel futuro')
    const done = await post('/network/people?act=register', { ...typed, 'document[number]': 'X123456' })
    expect(done.status).toBe(303)
    expect((await open(String(done.headers['location']))).text).toContain('PASSPORT CH X123456')
  })

  it('show whom a function ties before it is saved, keep what was typed and the key, and save it once confirmed (art. 5)', async () => {
    const path = `/network/people/${demoPersonId('TITULAR_CGIL')}`
    const typed = {
      ...{ key: 'key-of-the-form', body: sercop, office: 'Revisora', from: '11/01/2027' },
      ...{ act: 'Decreto 1/2027', reason: 'Nominata' },
    }
    const shown = await post(`${path}?act=give&of=office`, typed)
    expect(shown.status).toBe(409)
    expect(shown.text).toMatch(/<li>Nuova esclusione di /)
    expect(shown.text).toContain('value="key-of-the-form"')
    expect(shown.text).toContain('value="Revisora"')
    const confirmed = /name="confirmed" value="([0-9a-f]+)"/.exec(shown.text)?.[1]
    expect(shown.text.match(/name="confirmed"/g)).toHaveLength(1)
    expect((await open(path)).text).not.toContain('Revisora')
    const done = await post(`${path}?act=give&of=office`, { ...typed, confirmed })
    expect([done.status, done.headers['location']]).toEqual([303, path])
    const page = await open(path)
    expect(page.text).toContain('Titolare di una carica: Revisora')
    expect(page.text).toContain('Decreto 1/2027')
  })

  it('end a function with its last day', async () => {
    const path = `/network/people/${demoPersonId('FINANCE_1')}`
    const of = /act&#x3D;end&amp;of&#x3D;([\w-]+)/.exec((await open(path)).text)?.[1]
    const typed = { key: 'e', on: '31/12/2027', act: 'Decreto 2/2027', reason: 'Pensione' }
    expect((await post(`${path}?act=end&of=${of}`, { ...typed, on: '2027' })).text).toContain(
      'Data non leggibile',
    )
    expect((await post(`${path}?act=end&of=${of}`, { ...typed, key: 'f' })).status).toBe(303)
    expect((await open(path)).text).toContain('al 31/12/2027')
  })

  it('tell of a seat who held it from and until when, by which act; only the process owner is led on (art. 5)', async () => {
    await database.arrange((tx) =>
      tx('functions')
        .where({ seat_id: demoSeatId('CISL'), seat_role: 'DEPUTY' })
        .update({ ends_on: '2027-02-01', end_act: 'Nota di dimissioni' }),
    )
    const path = `/network/seats/${demoSeatId('CISL')}`
    const page = await open(path)
    expect(page.text.match(/in carica/g)).toHaveLength(1)
    expect(page.text).toContain('al 01/02/2027')
    expect(page.text).toContain('fine: Nota di dimissioni')
    expect(page.text).toContain(`/network/people/${demoPersonId('TITULAR_CISL')}`)
    const finance = await open(path, await signedIn('FINANCE_1'))
    expect(finance.text).not.toContain(demoPersonId('TITULAR_CISL'))
    expect((await open('/network/seats/none')).status).toBe(404)
  })

  it('show whom a tie between bodies keeps out before it is saved, and then tell both bodies (art. 5)', async () => {
    const path = `/network/bodies/${demoBodyId('CISL')}`
    const typed = { key: 'l', kind: 'CONTROL', body: sercop, act: 'Visura', reason: 'Segnalato' }
    const shown = await post(`${path}?act=link`, typed)
    expect([shown.status, shown.text.includes('<li>Nuova esclusione di ')]).toEqual([409, true])
    expect((await open(path)).text).toContain('Nessun legame registrato')
    const confirmed = /name="confirmed" value="([0-9a-f]+)"/.exec(shown.text)?.[1]
    expect((await post(`${path}?act=link`, { ...typed, confirmed })).status).toBe(303)
    expect((await open(path)).text).toMatch(/CISL Milano Metropoli controlla Azienda Sercop/)
    const mails = await database.knex('outbox').whereRaw(`payload->>'subject' like 'Legame fra enti%'`)
    expect(mails).toHaveLength(1)
    const again = await post(`${path}?act=link`, { ...typed, key: 'm' })
    expect([again.status, again.text.includes('già nel registro')]).toEqual([422, true])
    const finance = await open(path, await signedIn('FINANCE_1'))
    expect(finance.text).not.toContain('Registra un legame')
  })
})
