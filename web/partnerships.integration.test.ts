import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../app/demo/alliances.ts'
import { demoAccountId, demoBodyId, demoPersonId } from '../app/demo/network-ids.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { cookiesOf, hiddenIn } from '../test/support/draft-scenario.ts'
import { httpOf } from '../test/support/http.ts'
import { functionOf, sendForm } from '../test/support/send-form.ts'
import { signedPdfBytes } from '../test/support/small-files.ts'

let database: TestDatabase
let http: ReturnType<typeof httpOf>
let id: string
let partner: string
let lead: string
const [alliance] = demoAlliances

const signIn = async (code: string, functionId?: string) =>
  cookiesOf(
    await http
      .post('/sign-in?act=enter')
      .type('form')
      .send({ accountId: demoAccountId(code), functionId }),
  )

beforeAll(async () => {
  database = await createTestDatabase()
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  const scenario = await createCallScenario(database)
  const call = await scenario.openCall()
  id = await scenario.draft(call.id, alliance, ['FONDAZIONE_TEMPO', 'COOP_TOTEM'])
  const personId = demoPersonId('LEAD_SERCOP')
  const bodyId = demoBodyId('FONDAZIONE_TEMPO')
  await scenario.steps.hold(personId, { role: 'NETWORK_MEMBER', bodyId, signatory: true })
  http = httpOf(database)
  const functions = await database.stores.network.functionsOf(personId, database.today())
  partner = await signIn('LEAD_SERCOP', functions.find((one) => one.bodyId === bodyId)?.functionId)
  lead = await signIn('LEAD_ASSEMI')
}, 60_000)
afterAll(() => database.close())

const open = (path: string, cookie: string) => http.get(path).set('cookie', cookie)
const confirm = (fields: Readonly<Record<string, unknown>>) =>
  sendForm(http, `/partnerships?act=confirm&of=${id}`, fields, partner)

describe('partners confirm on pages, without scripts too (art. 9)', () => {
  it('is asked of whoever acts for the body, with role and contribution before the eyes', async () => {
    const page = await open('/partnerships', partner)
    for (const shown of [alliance.title, 'Realizza le azioni del progetto', 'Partner', 'nessuna conferma'])
      expect(page.text).toContain(shown)
    expect(page.text).not.toContain(alliance.summary.split('\n')[0])
    expect((await open('/partnerships', lead)).text).toContain('Nessuna domanda aperta indica il tuo ente')
  })

  it('is done by a box that is ticked, once, by whoever signs for the body', async () => {
    const page = await open('/partnerships', partner)
    const fields = {
      partSha256: hiddenIn(page, 'partSha256'),
      signatory: demoPersonId('LEAD_SERCOP'),
      key: 'confirmation',
    }
    const unticked = await confirm(fields)
    expect([unticked.status, unticked.text.includes('Conferma che il tuo ente partecipa')]).toEqual([
      422,
      true,
    ])
    for (let time = 0; time < 2; time++)
      expect((await confirm({ ...fields, confirmed: 'on' })).headers['location']).toBe('/partnerships')
    const after = await open('/partnerships', partner)
    expect(after.text).toContain('Confermato con il proprio accesso')
    expect(after.text).not.toContain('act=confirm')
  })

  it('or by the letter that the lead uploads from the step of its alliance, and its application leads to it', async () => {
    const { content } = await database.stores.applications.get(id)
    const bodyTaxCode = content.partners.find((one) => /Totem/.test(one.bodyName ?? ''))?.bodyTaxCode ?? ''
    const step = `/applications/${id}/partners`
    const before = await open(step, lead)
    expect(before.text).toContain(`name="letter-${bodyTaxCode}"`)
    const wrong = await http
      .post(`${step}?act=letters`)
      .set('cookie', lead)
      .field({ key: 'wrong', function: await functionOf(http, lead) })
      .attach(`letter-${bodyTaxCode}`, Buffer.from('504b0304', 'hex'), 'lettera.zip')
    expect([wrong.status, wrong.text.includes('sono accettati PDF, P7M. Carica')]).toEqual([422, true])
    const sent = await http
      .post(`${step}?act=letters`)
      .set('cookie', lead)
      .field({ key: 'letters', function: await functionOf(http, lead) })
      .attach(`letter-${bodyTaxCode}`, signedPdfBytes('adesione'), 'lettera.pdf')
    expect([sent.status, sent.headers['location']]).toEqual([303, step])
    const after = await open(`/applications/${id}`, lead)
    expect(after.text).toContain('Confermato con la sua lettera firmata')
    const letter = `/api/applications/${id}/letters/${bodyTaxCode}`
    expect(after.text).toContain(letter)
    expect((await open(letter, lead)).headers['content-type']).toBe('application/pdf')
    expect((await open(letter, partner)).status).toBe(404)
    const empty = await http
      .post(`${step}?act=letters`)
      .set('cookie', lead)
      .field({ key: 'none', function: await functionOf(http, lead) })
    expect([empty.status, empty.text.includes('Scegli almeno una lettera.')]).toEqual([422, true])
  })
})
