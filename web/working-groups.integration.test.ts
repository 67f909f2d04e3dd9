import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId, demoPersonId } from '../app/demo/network-ids.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { cookiesOf } from '../test/support/draft-scenario.ts'
import { createGuidanceMeeting } from '../test/support/guidance-meeting.ts'
import type { GuidanceMeeting } from '../test/support/guidance-meeting.ts'
import { httpOf } from '../test/support/http.ts'
import { sendForm } from '../test/support/send-form.ts'

let database: TestDatabase
let http: ReturnType<typeof httpOf>
let scenario: GuidanceMeeting
let owner: string
let group: string

const signIn = async (code: string) =>
  cookiesOf(
    await http
      .post('/sign-in?act=enter')
      .type('form')
      .send({ accountId: demoAccountId(code) }),
  )
const bodyOf = async (code: string): Promise<string> => {
  const { bodyId } = await scenario.steps.actor(demoPersonId(code), 'NETWORK_MEMBER')
  const [body] = await database.stores.network.bodies([String(bodyId)])
  return body!.taxCode
}

beforeAll(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  scenario = await createGuidanceMeeting(database)
  http = httpOf(database)
  owner = await signIn('PROCESS_OWNER')
}, 60_000)
afterAll(() => database.close())

const page = async (path: string, cookie: string, status = 200) =>
  (await http.get(path).set('cookie', cookie).expect(status)).text
const told = () => ({
  ...{ name: 'Nidi', purpose: 'Servizi per la prima infanzia', people: '', endsOn: '' },
  ...{ referentId: demoPersonId('TITULAR_CCIAA'), reportDueOn: '30/06/2027' },
  'contacts[0][name]': 'Anna Rossi',
  'contacts[0][organisation]': 'Cooperativa Esempio',
  'contacts[0][email]': 'anna@esempio.example',
})
const propose = async (fields: object) =>
  sendForm(
    http,
    '/working-groups?act=propose',
    { ...told(), bodies: await bodyOf('MEMBER_COMUNE_RHO'), ...fields },
    owner,
  )

describe('proposing a working group from its page, without scripts too (art. 5)', () => {
  it('is offered to who convenes alone, with who sits in the committee', async () => {
    const text = await page('/working-groups', owner)
    expect(text).toContain('Proponi un gruppo')
    expect(text).toContain(demoPersonId('TITULAR_CCIAA'))
    expect(await page('/working-groups', await signIn('TITULAR_CCIAA'))).not.toContain('Proponi un gruppo')
    expect(await page('/network', owner)).toContain('href="/working-groups"')
  })

  it.each([
    ['no referent', { referentId: '' }, 'Referente'],
    ['a code that is none', { people: 'ABC' }, 'Codice fiscale non valido'],
    ['an address that is none', { 'contacts[0][email]': 'anna' }, 'Indirizzo e-mail non valido'],
    ['a day that is past', { reportDueOn: '28/02/2027' }, 'Il giorno è passato'],
  ])('refuses %s, and keeps what was typed', async (_, fields, says) => {
    const answer = await propose(fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(says)
    expect(answer.text).toContain('Servizi per la prima infanzia')
  })

  it('says which line is wrong, and marks its field, or that of the boxes', async () => {
    const lines = await propose({ people: '\r\nABC\r\nXYZ' })
    expect(lines.text).toMatch(/<textarea[^>]* name="people"[^>]* aria-invalid="true"[^>]* autofocus/)
    for (const line of ['ABC', 'XYZ'])
      expect(lines.text.split(`«${line}»: Codice fiscale non valido`)).toHaveLength(3)
    const boxes = await propose({ holders: 'nobody' })
    expect(boxes.text).toMatch(/<fieldset[^>]* id="holders"[^>]* autofocus/)
    expect(boxes.text).toContain('id="holders-fault">Scegli fra i componenti')
  })

  it('needs nobody from outside: a row in which nothing is written is none', async () => {
    const blank = { 'contacts[0][name]': '', 'contacts[0][organisation]': '', 'contacts[0][email]': '' }
    expect((await propose({ name: 'Tempi', bodies: '', ...blank })).status).toBe(303)
  })

  it('leads to the group, and to the agenda that waits for it', async () => {
    const answer = await propose({})
    expect(answer.status).toBe(303)
    group = String(answer.headers['location'])
    expect(await page(group, owner)).toContain('anna@esempio.example')
    const form = await page(`/cycles/${scenario.cycleId}/committee-meeting`, owner)
    expect(form).toMatch(new RegExp(`name="constitutes"[^>]*value="${group.split('/').at(-1)}" checked`))
  })
})

describe('who reads a working group (art. 5)', () => {
  it.each([
    ['a member of the committee, while it is proposed', 'TITULAR_CGIL', 'PROPOSED', 200],
    ['a body that takes part, not while it is proposed', 'MEMBER_COMUNE_RHO', 'PROPOSED', 404],
    ['the same, once it is constituted', 'MEMBER_COMUNE_RHO', 'CONSTITUTED', 200],
    ['a lead who takes no part', 'LEAD_AZIENDA_SOLE', 'CONSTITUTED', 404],
  ] as const)('%s', async (_, code, status, answers) => {
    await database.arrange((tx) => tx('working_groups').update({ status }))
    const cookie = await signIn(code)
    const text = await page(group, cookie, answers)
    expect(text).not.toContain('anna@esempio.example')
    expect((await page('/working-groups', cookie)).includes('Nidi')).toBe(answers === 200)
    await http.get(`/api${group}`).set('cookie', cookie).expect(answers)
  })

  it('opens no meeting of the committee, no call and no sheet to who takes part from outside', async () => {
    await scenario.convene()
    const cookie = await signIn('MEMBER_COMUNE_RHO')
    await page(`/meetings/${scenario.meetingId}`, cookie, 404)
    await page('/control-room', cookie, 403)
    const meetings = await http
      .get(`/api/cycles/${scenario.cycleId}/meetings`)
      .set('cookie', cookie)
      .expect(200)
    expect(meetings.body).toMatchObject({ items: [] })
  })
})

describe('the referent’s report (art. 5)', () => {
  it('is owed at home, is handed in on the group’s page, and then stands there for whoever reads it', async () => {
    const cookie = await signIn('TITULAR_CCIAA')
    expect(await page('/', cookie)).toContain('Riferisci al Comitato sul Gruppo di lavoro «Nidi»')
    expect(await page(group, await signIn('TITULAR_CGIL'))).not.toContain('Consegna la relazione')
    const empty = await sendForm(http, `${group}?act=report`, { text: ' ' }, cookie)
    expect(empty.status).toBe(422)
    const answer = await sendForm(http, `${group}?act=report`, { text: 'Servono posti.' }, cookie)
    expect(answer.status).toBe(303)
    expect(await page(group, owner)).toContain('aspetta un ordine del giorno')
    expect(await page('/', cookie)).not.toContain('sul Gruppo di lavoro «Nidi»')
    expect(await page('/', owner)).toContain('Relazione del Gruppo di lavoro «Nidi»: consegnata')
    const form = await page(`/cycles/${scenario.cycleId}/committee-meeting`, owner)
    expect(form).toMatch(/name="hears"[^>]* checked/)
  })
})
