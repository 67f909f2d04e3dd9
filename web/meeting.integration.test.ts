import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId } from '../app/demo/network-ids.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { cookiesOf } from '../test/support/draft-scenario.ts'
import { createGuidanceMeeting } from '../test/support/guidance-meeting.ts'
import { httpOf } from '../test/support/http.ts'
import { sendForm } from '../test/support/send-form.ts'

let database: TestDatabase
let http: ReturnType<typeof httpOf>
let path: string
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
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  const meeting = await createGuidanceMeeting(database)
  await meeting.convene()
  path = `/meetings/${meeting.meetingId}`
  http = httpOf(database)
  owner = await signIn('PROCESS_OWNER')
  member = await signIn('TITULAR_CCIAA')
}, 60_000)
afterAll(() => database.close())

const page = async (cookie: string) => (await http.get(path).set('cookie', cookie).expect(200)).text
const MOVE = 'Sposta la riunione'
const to = { date: '10/03/2027', startTime: '15:00', endTime: '17:00', place: 'Sala Rossa' }

describe('who was convened answers until the meeting begins (art. 5, 7)', () => {
  const answer = (code: string, given: string) =>
    signIn(code).then((cookie) => sendForm(http, `${path}?act=answer`, { answer: given }, cookie))
  const expectedAt = async () => /Attesi [^<]*/.exec(await page(owner))?.[0]

  it('is counted where the titular comes, or the deputy in the titular’s place, and tells nobody else who comes', async () => {
    expect((await http.get('/').set('cookie', member)).text).toContain('di’ se vieni')
    expect(await expectedAt()).toContain('Attesi 0 seggi')
    await answer('TITULAR_CCIAA', 'COMES')
    await answer('TITULAR_CGIL', 'DEPUTY_COMES')
    expect(await expectedAt()).toContain('Attesi 1 seggio')
    expect(await page(owner)).toContain('CGIL Milano: tocca al supplente')
    await answer('DEPUTY_CGIL', 'COMES')
    expect(await expectedAt()).toContain('Attesi 2 seggi')
    expect(await page(member)).toContain('La tua risposta: vengo')
    expect(await page(member)).not.toContain('CGIL Milano: viene')
    expect((await http.get('/').set('cookie', member)).text).not.toContain('di’ se vieni')
  })

  it('is refused of a deputy who sends somebody else, and once the meeting has begun', async () => {
    expect((await answer('DEPUTY_CGIL', 'DEPUTY_COMES')).status).toBe(422)
    const now = database.clock.now()
    database.setNow('2027-03-08T15:00:00Z')
    const late = await http
      .put(`/api${path}/answer`)
      .set('cookie', member)
      .set('content-type', 'application/json')
      .send({ answer: 'ABSENT' })
    database.setNow(now.toISOString())
    expect(late.body).toMatchObject({ code: 'CONVOCATION_OVER' })
  })
})

describe('a meeting on its page, without scripts too (art. 4, 7)', () => {
  it('shows when, where and on what to everybody convened, and who convenes how to change it', async () => {
    for (const told of ['lunedì 8 marzo 2027, ore 10:00', 'Corso Italia 52', 'Approvazione del documento'])
      expect(await page(member)).toContain(told)
    expect(await page(member)).not.toContain(MOVE)
    expect(await page(owner)).toContain(MOVE)
  })

  it.each([
    [
      'a day that the notice does not leave',
      { ...to, date: '04/03/2027', reason: 'Sciopero' },
      'Il preavviso è insufficiente',
    ],
    ['a day that is none', { ...to, date: '31/02/2027', reason: 'Sciopero' }, 'non è sul calendario'],
    ['no reason', { ...to, reason: '' }, 'Motivo'],
  ])('is not moved to %s, and keeps what was typed', async (_what, fields, told) => {
    const answer = await sendForm(http, `${path}?act=move`, fields, owner)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(told)
    expect(answer.text).toContain(`value="${fields.date}"`)
  })

  it('is moved with a reason, which everybody reads, and called off', async () => {
    await sendForm(http, `${path}?act=move`, { ...to, reason: 'Sciopero dei trasporti' }, owner)
    expect(await page(member)).toContain('mercoledì 10 marzo 2027, ore 15:00')
    expect(await page(member)).toContain('Vieni alla riunione?')
    expect(await page(member)).toContain('Spostata. Motivo: Sciopero dei trasporti')
    await sendForm(http, `${path}?act=cancel`, { reason: 'Neve' }, owner)
    expect(await page(owner)).toContain('Annullata. Motivo: Neve')
    expect(await page(owner)).not.toContain(MOVE)
  })
})
