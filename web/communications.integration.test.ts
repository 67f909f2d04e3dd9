import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId } from '../app/demo/network-ids.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { cookiesOf } from '../test/support/draft-scenario.ts'
import { httpOf } from '../test/support/http.ts'
import { ASK, createLeadRequestScenario } from '../test/support/lead-requests.ts'
import { sendForm } from '../test/support/send-form.ts'
import { askIntegration } from '../workers/evaluation/ask-integration.ts'

let database: TestDatabase
let http: ReturnType<typeof httpOf>
let officer: string
let page: string
let written: string

/* Written on 18 June at 22:00; it is 23 June, 11:00. */
beforeAll(async () => {
  database = await createTestDatabase()
  const scenario = await createLeadRequestScenario(database)
  database.setNow('2027-06-18T20:00:00Z')
  await scenario.decide(0, ASK)
  await scenario.deliver(0, askIntegration)
  database.setNow('2027-06-23T09:00:00Z')
  const { applicationId } = scenario.of(0)
  page = `/applications/${applicationId}/communications`
  written = (await database.stores.communications.of(applicationId))[0]!.id
  http = httpOf(database)
  const enter = http.post('/sign-in?act=enter').type('form')
  officer = cookiesOf(await enter.send({ accountId: demoAccountId('CASE_OFFICER_1') }))
}, 120_000)
afterAll(() => database.close())

const GOOD = { kind: 'DELIVERY', on: '22/06/2027', time: '9.30', reason: 'Lo dice la raccomandata.' }
const send = (act: string, fields: object) =>
  sendForm(http, `${page}?act=${act}&of=${written}`, { ...fields }, officer)
/** The first field that is marked, with the focus. */
const markedIn = (text: string): string | null =>
  /<(?:input|select|textarea)[^>]* name="(\w+)"[^>]* aria-invalid="true"[^>]* autofocus/.exec(text)?.[1] ??
  null

describe('what is wrong with a delivery told by hand is said at its field, and nothing is kept (DPR 68/2005 art. 6)', () => {
  it.each([
    ['a day to come', { on: '24/06/2027' }, 'on', 'Deve ancora venire.'],
    ['an hour of today to come', { on: '23/06/2027', time: '11:01' }, 'time', 'Deve ancora venire.'],
    ['a day before it was written', { on: '17/06/2027' }, 'on', 'non era ancora scritta'],
    ['an hour before it was written', { on: '18/06/2027', time: '21:59' }, 'time', 'non era ancora scritta'],
    ['no hour', { time: '' }, 'time', 'L’ora manca: è obbligatoria.'],
    ['a day that is none', { on: '31/02/2027' }, 'on', 'scrivi la data come gg/mm/aaaa'],
  ])('%s', async (_, fields, field, says) => {
    const answer = await send('tell-delivery', { ...GOOD, ...fields })
    expect([answer.status, markedIn(answer.text)]).toEqual([422, field])
    for (const told of [says, GOOD.reason]) expect(answer.text).toContain(told)
    expect(await database.knex('pec_receipts')).toEqual([])
  })
})

describe('a receipt or a proof without its file is asked for at its field', () => {
  it('the receipt', async () => {
    const answer = await send('upload-receipt', {})
    expect([answer.status, markedIn(answer.text)]).toEqual([422, 'receipt'])
  })

  it('the proof of what was told by hand', async () => {
    expect((await send('tell-delivery', GOOD)).status).toBe(303)
    const { id } = (await database.knex('pec_receipts').first())!
    const answer = await sendForm(http, `${page}?act=attach-proof&of=${id}`, {}, officer)
    expect([answer.status, markedIn(answer.text)]).toEqual([422, 'proof'])
  })
})
