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
let cycle: string
let owner: string
let member: string

const signIn = async (code: string) =>
  cookiesOf(
    await http
      .post('/sign-in?act=enter')
      .type('form')
      .send({ accountId: demoAccountId(code) }),
  )

beforeAll(async () => {
  /* A Wednesday: ten days later is a Saturday. */
  database = await createTestDatabase('2027-03-03T09:00:00Z')
  scenario = await createGuidanceMeeting(database)
  await scenario.convene()
  cycle = `/cycles/${scenario.cycleId}`
  http = httpOf(database)
  owner = await signIn('PROCESS_OWNER')
  member = await signIn('MEMBER_COMUNE_RHO')
}, 60_000)
afterAll(() => database.close())

const page = async (path: string, cookie: string) =>
  (await http.get(path).set('cookie', cookie).expect(200)).text
const told = {
  ...{ date: '15/03/2027', startTime: '10:00', endTime: '12:00', place: 'Sala Grande' },
  ...{ agenda: 'Esiti dell’anno\r\n\r\nAdesioni alla Rete\r\n', notice: '' },
}
const convene = (fields: object) =>
  sendForm(http, `${cycle}?act=convene-network`, { ...told, ...fields }, owner)

describe('convening the network from the page of the cycle, without scripts too (art. 4)', () => {
  it('is offered to who convenes, on the first useful day that is no Saturday, Sunday or holiday', async () => {
    const text = await page(cycle, owner)
    expect(text).toContain('Almeno 10 giorni prima')
    expect(text).toMatch(/name="date"[^>]*value="15\/03\/2027"/)
    expect(await page(cycle, await signIn('CASE_OFFICER_1'))).not.toContain('Convoca la Rete')
  })

  it.each([
    ['a day that the notice does not leave', { date: '12/03/2027' }, 'Il preavviso è insufficiente (art. 4)'],
    ['an empty agenda', { agenda: ' \r\n' }, 'Serve almeno un punto'],
    ['an item that is too long', { agenda: 'x'.repeat(301) }, 'Una riga è troppo lunga'],
    ['an hour that is none', { startTime: '25:70' }, 'Ora non leggibile: scrivila come 12:00.'],
    ['no place', { place: '' }, 'Sede'],
  ])('is refused with %s, keeps what was typed and stays open', async (_what, fields, sentence) => {
    const answer = await convene({ notice: 'Portare le deleghe', ...fields })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(sentence)
    expect(answer.text).toContain('Portare le deleghe')
    expect(answer.text).toMatch(/<details open><summary>Convoca la Rete/)
  })

  it('leads to the meeting, which bodies of the network read, and no meeting of the committee', async () => {
    const { headers } = await convene({})
    const path = headers['location'] ?? ''
    expect(path).toMatch(/^\/meetings\//)
    const text = await page(path, member)
    for (const part of [
      '<h1>Riunione della Rete</h1>',
      'Sala Grande',
      'Esiti dell’anno',
      'Adesioni alla Rete',
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('Sposta la riunione')
    expect(await page('/', member)).toContain('Riunione della Rete')
    expect(await page(path, owner)).toContain('Sposta la riunione')
    await http.get(`/meetings/${scenario.meetingId}`).set('cookie', member).expect(404)
    const list = await http.get(`/api${cycle}/meetings`).set('cookie', member)
    expect((list.body as { items: { stage: string }[] }).items.map(({ stage }) => stage)).toEqual(['NETWORK'])
  })

  it('is refused while the network is convened, with the way out', async () => {
    const answer = await convene({ date: '20/03/2027' })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('La Rete è già convocata per il 15/03/2027, ore 10:00')
  })
})
