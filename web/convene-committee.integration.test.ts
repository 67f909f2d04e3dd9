import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId } from '../app/demo/network-ids.ts'
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
let form: string
let owner: string

const signIn = async (code: string) =>
  cookiesOf(
    await http
      .post('/sign-in?act=enter')
      .type('form')
      .send({ accountId: demoAccountId(code) }),
  )

beforeAll(async () => {
  /* A Monday: five days later is a Saturday. */
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  scenario = await createGuidanceMeeting(database)
  form = `/cycles/${scenario.cycleId}/committee-meeting`
  http = httpOf(database)
  owner = await signIn('PROCESS_OWNER')
}, 60_000)
afterAll(() => database.close())

const page = async (path: string, cookie: string) =>
  (await http.get(path).set('cookie', cookie).expect(200)).text
const told = {
  ...{ date: '08/03/2027', startTime: '10:00', endTime: '12:00', place: 'Sala Grande' },
  notice: 'Anche a distanza',
  'agenda[0][title]': 'Andamento del Piano',
  'agenda[0][explanation]': 'Sei mesi dopo',
  'agenda[0][kind]': 'INFORMATION',
}
const convene = (fields: object, cookie = owner) =>
  sendForm(http, `${form}?act=convene`, { ...told, ...fields }, cookie)

describe('convening the committee on an agenda of its own, without scripts too (art. 7)', () => {
  it('is offered to who convenes, on the first useful day that is no Saturday, Sunday or holiday', async () => {
    expect(await page(`/cycles/${scenario.cycleId}`, owner)).toContain(form)
    const text = await page(form, owner)
    expect(text).toContain('Almeno 5 giorni prima')
    expect(text).toMatch(/name="date"[^>]*value="08\/03\/2027"/)
    await http
      .get(form)
      .set('cookie', await signIn('CASE_OFFICER_1'))
      .expect(403)
    await http.get('/cycles/none/committee-meeting').set('cookie', owner).expect(404)
  })

  it.each([
    ['a day that the notice does not leave', { date: '05/03/2027' }, 'Il preavviso è insufficiente (art. 7)'],
    ['an item without a title', { 'agenda[0][title]': '' }, 'Titolo'],
    [
      'an item of which nobody says whether it is voted',
      { 'agenda[0][kind]': '' },
      'Scegli se il punto si vota',
    ],
    ['no place', { place: '' }, 'Sede'],
    [
      'an empty agenda',
      { 'agenda[0][title]': '', 'agenda[0][kind]': '', 'agenda[0][explanation]': '' },
      'Serve almeno un punto',
    ],
  ])('refuses %s, and keeps what was typed', async (_, fields, says) => {
    const answer = await convene(fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(says)
    expect(answer.text).toContain('Anche a distanza')
  })

  it('marks the day that the notice does not leave, and names the lists in which somebody chose what waits no more', async () => {
    const early = await convene({ date: '05/03/2027' })
    expect(early.text).toMatch(/name="date"[^>]* aria-invalid="true"[^>]* autofocus/)
    expect(early.text).toContain('Scegli un giorno dal 06/03/2027 in poi.')
    const gone = await convene({ constitutes: 'gone' })
    expect(gone.status).toBe(422)
    expect(gone.text).toContain('Gruppi di lavoro da costituire: Qualcuno l’ha già messo')
  })

  it('adds a row of the agenda without sending anything', async () => {
    const answer = await convene({ rows: 'add:agenda' })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('agenda[1][title]')
    expect(await database.stores.meetings.latestFor('COMMITTEE', 'committee')).toBeNull()
  })

  it('leads to the meeting, whose page tells its agenda with what to read of it', async () => {
    const answer = await convene({})
    expect(answer.status).toBe(303)
    const text = await page(String(answer.headers['location']), owner)
    expect(text).toContain('Riunione del Comitato')
    expect(text).toContain('Sei mesi dopo')
    const again = await convene({ date: '20/03/2027' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('Il Comitato è già convocato per il 08/03/2027')
  })
})

describe('who reads it (art. 5)', () => {
  it.each([
    ['a member of the committee', 'TITULAR_CCIAA', 200],
    ['a lead, who comes as a consultant', 'LEAD_AZIENDA_SOLE', 200],
    ['a body of the network, which is not convened', 'MEMBER_COMUNE_RHO', 404],
  ])('%s', async (_, code, status) => {
    const meeting = await database.stores.meetings.latestFor('COMMITTEE', 'committee')
    const cookie = await signIn(code)
    const answer = await http.get(`/meetings/${meeting?.id}`).set('cookie', cookie).expect(status)
    expect(answer.text.includes('Andamento del Piano')).toBe(status === 200)
    const agenda = await http.get(`/api/meetings/${meeting?.id}/agenda`).set('cookie', cookie).expect(status)
    if (status === 200)
      expect(agenda.body).toMatchObject({ items: [{ kind: 'INFORMATION', explanation: 'Sei mesi dopo' }] })
  })
})
