import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createDraftScenario, OTHER } from '../test/support/draft-scenario.ts'
import { sendForm } from '../test/support/send-form.ts'

let scenario: Awaited<ReturnType<typeof createDraftScenario>>
let callId: string
let owner: string
let other: string
beforeAll(async () => {
  scenario = await createDraftScenario()
  await scenario.publish()
  callId = (await scenario.database.stores.calls.ofCycle(scenario.cycleId)).at(-1)?.id ?? ''
  owner = await scenario.signIn('PROCESS_OWNER')
  other = await scenario.signIn(OTHER)
}, 60_000)
afterAll(() => scenario.database.close())

const send = (act: string, fields: Readonly<Record<string, string>>, cookie: string) =>
  sendForm(scenario.http, `/calls/${callId}?act=${act}`, fields, cookie)

const GONE = 'il suo modulo qui non c’è più'

describe('what somebody typed into a form that meanwhile is gone', () => {
  it('stays on the page to be copied: an answer to a question that a colleague has answered', async () => {
    const lead = await scenario.signIn('LEAD_ASSEMI', 'ALLIANCE_LEAD')
    await send('ask', { text: 'Entro quando?' }, lead)
    const question = await scenario.database.knex<{ id: string }>('call_questions').first('id')
    const answer = (text: string, cookie: string) =>
      send(`answer&of=${question?.id}`, { answer: text }, cookie)
    expect((await answer('Entro la chiusura.', other)).status).toBe(303)
    const refused = await answer('Prima di <sera>.', owner)
    expect(refused.status).toBe(409)
    for (const told of [GONE, 'Prima di &lt;sera&gt;.', 'Entro la chiusura.'])
      expect(refused.text).toContain(told)
  })

  it.each([
    [{ closesOn: '31/02/2027' }, 'closesOn--correction', 'non è sul calendario'],
    [{ closesOn: '' }, 'closesOn--correction', 'Scrivi il giorno della nuova chiusura'],
    [{ closesAt: '25:00' }, 'closesAt--correction', 'Ora non leggibile'],
    [{ closesAt: '' }, 'closesAt--correction', 'Scrivi l’ora della nuova chiusura'],
    [{ closesOn: '28/03/2027', closesAt: '2.30' }, '', 'Ora di chiusura: L’ora indicata non esiste'],
  ])('stays in the form of an extension that cannot be read: %j', async (wrong, id, told) => {
    const fields = { reason: 'Uffici chiusi', closesOn: '06/03/2027', closesAt: '12:00', ...wrong }
    const refused = await send('extend&of=correction', fields, owner)
    expect([refused.status, refused.text.includes(told)]).toEqual([422, true])
    expect(refused.text).toContain('Uffici chiusi')
    if (id !== '') expect(refused.text).toContain(`href="#${id}"`)
    for (const code of ['configuration.', 'Valore non previsto']) expect(refused.text).not.toContain(code)
  })

  it('stays there too where a colleague’s extension waits for its act', async () => {
    const extend = (reason: string, cookie: string) =>
      send('extend&of=correction', { reason, closesOn: '06/03/2027', closesAt: '12:00' }, cookie)
    expect((await extend('Uffici chiusi', other)).status).toBe(303)
    const refused = await extend('Sciopero dei treni', owner)
    expect(refused.status).toBe(409)
    for (const told of [GONE, 'Sciopero dei treni', '06/03/2027']) expect(refused.text).toContain(told)
  })

  it('stays where an application is presented too late: a page says so, and leads to what it is now', async () => {
    const lead = await scenario.signIn('LEAD_ASSEMI', 'ALLIANCE_LEAD')
    const begun = await send('draft', {}, lead)
    const address = String(begun.headers['location']).replace(/\/lead$/, '')
    const { closesAt, opensAt } = await scenario.database.stores.calls.get(callId)
    scenario.database.setNow(closesAt)
    const late = await sendForm(scenario.http, `${address}/submit?act=submit`, {}, lead)
    scenario.database.setNow(opensAt)
    expect(late.status).toBe(409)
    for (const told of ['ad avviso già chiuso', 'La domanda non si presenta più', `href="${address}"`])
      expect(late.text).toContain(told)
    expect(late.text).not.toContain('Qualcosa non ha funzionato')
  })

  it('is told by the form itself where that is there, and only once', async () => {
    const refused = await send(
      'ask',
      { text: 'x'.repeat(2001) },
      await scenario.signIn('LEAD_ASSEMI', 'ALLIANCE_LEAD'),
    )
    expect([refused.status, refused.text.includes(GONE)]).toEqual([422, false])
  })
})
