import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { CALL_PARTS } from '../domain/call/call-draft.ts'
import type { CallConfiguration } from '../domain/call/configuration.ts'
import { createDraftScenario, hiddenIn, OTHER } from '../test/support/draft-scenario.ts'
import type { DraftScenario } from '../test/support/draft-scenario.ts'
import { sendForm } from '../test/support/send-form.ts'
import { typedCallPart } from '../test/support/typed-call.ts'

type Fields = Readonly<Record<string, unknown>>
let scenario: DraftScenario
let owner: string
let callId: string
let desk: string

beforeAll(async () => {
  scenario = await createDraftScenario()
  owner = await scenario.signIn('PROCESS_OWNER')
  await scenario.publish()
  callId = (await scenario.database.stores.calls.ofCycle(scenario.cycleId))[0]?.id ?? ''
  desk = `/calls/${callId}/correction`
}, 60_000)
afterAll(() => scenario.database.close())
beforeEach(async () => {
  await scenario.database.knex('call_correction_parts').delete()
  await scenario.database.knex('call_corrections').delete()
})

const configuration = async () => (await scenario.database.stores.calls.get(callId)).configuration
const open = (path = desk, cookie = owner) => scenario.http.get(path).set('cookie', cookie)
const post = (path: string, fields: Fields, cookie = owner) => sendForm(scenario.http, path, fields, cookie)
const typed = async (
  part: (typeof CALL_PARTS)[number],
  change: (call: CallConfiguration) => unknown = () => 0,
) => {
  const changed = structuredClone(await configuration())
  change(changed)
  return typedCallPart(part, changed)
}
async function save(part: (typeof CALL_PARTS)[number], fields: Fields, version?: string, cookie = owner) {
  const page = `${desk}/${part}`
  return post(
    `${page}?act=save-part`,
    { ...fields, version: version ?? hiddenIn(await open(page), 'version') },
    cookie,
  )
}
const maximum = (call: CallConfiguration) => (call.grant.maxAmountCents.value = 15_000_000 as never)
const later = (call: CallConfiguration) => (call.window.value.closes.date = '2027-03-31' as never)
async function propose(reason: string, from?: { text: string; headers: Record<string, unknown> }) {
  const page = from ?? (await open())
  const [version, replaces] = [hiddenIn(page, 'version'), hiddenIn(page, 'replaces')]
  return post(`${desk}?act=propose-correction`, { reason, version, replaces })
}
const proposed = () => scenario.database.knex('call_corrections')

describe('a published call is corrected on the pages of its parts (L. 241/1990 art. 12)', () => {
  it('begins as the call is, with nothing to write, and shows what is never corrected as it is', async () => {
    const { text } = await open()
    expect(text).toContain('Nulla, finora')
    expect(text).not.toMatch(/Da scrivere|Da correggere|>null<|JSON/)
    for (const part of CALL_PARTS) {
      const page = await open(`${desk}/${part}`)
      expect([page.status, /Da scrivere|Da correggere|>null<|JSON/.test(page.text)]).toEqual([200, false])
    }
    const money = (await open(`${desk}/money`)).text
    expect(money).toMatch(/name="allocation\[years\]\[0\]\[amountCents\]"[^>]*readonly/)
    expect(money).not.toContain('add:allocation.years')
    expect(money).not.toMatch(/name="budgetLineCents\[value\]"[^>]*readonly/)
  })

  it('changes nothing where every part is saved as it stands', async () => {
    for (const part of CALL_PARTS) expect((await save(part, await typed(part))).status).toBe(303)
    expect((await open()).text).toContain('Nulla, finora')
    const refused = await propose('Nessuna')
    expect([refused.status, refused.text.includes('Nulla cambia rispetto alla versione in vigore')]).toEqual([
      422,
      true,
    ])
  })

  it('asks for a later closing where it touches costs, says whom it concerns, and is proposed once it has one', async () => {
    expect((await save('grant', await typed('grant', maximum))).status).toBe(303)
    const { text } = await open()
    expect(text.match(/<strong>Cambiata<\/strong>/g)).toHaveLength(1)
    expect(text).toMatch(/140\.000,00[\s\S]*150\.000,00/)
    expect(text).toContain('«Contributo massimo»')
    expect(text).toContain('Serve una chiusura successiva')
    expect(text).toContain('Nessuna domanda è in bozza o presentata')
    const refused = await propose('Più risorse')
    expect([refused.status, refused.text.includes('Più risorse</textarea>')]).toEqual([422, true])
    expect(refused.text).toContain('L’avviso › Apertura e chiusura › Giorno di chiusura')
    await save('notice', await typed('notice', later))
    expect((await open()).text).toContain('La chiusura passa dal')
    const done = await propose('Più risorse')
    expect(done.headers['location']).toBe(`/calls/${callId}#corrections-title`)
    const [one, ...others] = await proposed()
    expect([one?.reason, others]).toEqual(['Più risorse', []])
    const before = await configuration()
    const { grant, window } = one?.configuration as CallConfiguration
    expect(grant.maxAmountCents.value).toBe(15_000_000)
    expect(one?.configuration).toEqual({ ...before, grant, window })
    expect(await scenario.database.knex('call_correction_parts')).toEqual([])
  })

  it('refuses what is never corrected, whoever sends it, at its field', async () => {
    await save('notice', { ...(await typed('notice')), code: 'ALTRO-1' })
    expect((await open(`${desk}/notice`)).text).toContain('Questo non si rettifica')
    expect((await propose('Codice')).status).toBe(422)
    expect(await proposed()).toEqual([])
  })

  it('keeps what cannot be read, and tells how it is written', async () => {
    await save('grant', { ...(await typed('grant')), 'grant[maxAmountCents][value]': 'molti' })
    const page = (await open(`${desk}/grant`)).text
    expect(page).toContain('value="molti"')
    expect(page).toContain('Da correggere: 1')
    expect((await open()).text).toContain('Si vede quando nulla manca')
    expect((await propose('Illeggibile')).status).toBe(422)
  })

  it('is seen as the paper that its act would adopt, marked as a draft', async () => {
    await save(
      'information',
      await typed('information', (call) => (call.information.contact.value = 'altro@ats.example' as never)),
    )
    const paper = await open(`/api/calls/${callId}/correction-draft/notice`)
    expect([paper.status, paper.headers['content-type']]).toEqual([200, 'application/pdf'])
    expect(
      await scenario.database.knex('documents').where({ subject_id: callId, kind: 'call-notice' }),
    ).toHaveLength(0)
  })
})

describe('the day’s page of who answers', () => {
  it('names the call whose questions wait, in the place of saying that nothing does', async () => {
    const home = () => open('/').then(({ text }) => text)
    expect(await home()).not.toContain('Quesiti a cui rispondere')
    const lead = await scenario.signIn('LEAD_IPIS', 'ALLIANCE_LEAD')
    await post(`/calls/${callId}?act=ask`, { text: 'Chi firma?' }, lead)
    expect(await home()).toMatch(/Quesiti a cui rispondere[\s\S]*1 quesito aspetta la risposta/)
    expect(await home()).not.toContain('Nessuna attività aspetta te')
  })
})

describe('a correction that two people write', () => {
  it('is never overwritten unseen: the second is shown who saved the part', async () => {
    const other = await scenario.signIn(OTHER)
    const seen = hiddenIn(await open(`${desk}/grant`), 'version')
    await save('grant', await typed('grant', maximum), seen, other)
    const refused = await save('grant', await typed('grant'), seen)
    expect([
      refused.status,
      refused.text.includes('<strong>Contributo massimo</strong>: salvato «150.000,00», qui «140.000,00»'),
    ]).toEqual([409, true])
  })

  it('is not proposed with what its reader has not seen; the page then shows it, and it can be', async () => {
    const page = await open()
    await save(
      'information',
      await typed('information', (call) => (call.information.contact.value = 'uno@ats.example' as never)),
    )
    const refused = await propose('Contatto', page)
    expect([refused.status, refused.text.includes('uno@ats.example')]).toEqual([409, true])
    expect((await propose('Contatto', refused)).status).toBe(303)
  })

  it('waits where another waits for its act: it can be written, and not proposed', async () => {
    await save(
      'information',
      await typed('information', (call) => (call.information.contact.value = 'due@ats.example' as never)),
    )
    await propose('Contatto')
    await save('grant', await typed('grant', maximum))
    expect((await open()).text).toContain('Un’altra rettifica aspetta il suo atto')
    expect((await propose('Ancora')).status).toBe(409)
    expect((await open(`${desk}/grant`)).text).toContain('value="150.000,00"')
  })

  it('is taken back where it waits, with a reason: what was written is the draft again', async () => {
    await save('grant', await typed('grant', maximum))
    await save('notice', await typed('notice', later))
    await propose('Più risorse')
    const page = `/calls/${callId}`
    const [one] = await proposed()
    const takeBack = (reason: string) => post(`${page}?act=withdraw-correction&of=${one?.id}`, { reason })
    expect((await open(page)).text).toContain('Ritira questa rettifica')
    const refused = await takeBack('')
    expect([refused.status, /<details open><summary>Ritira questa/.test(refused.text)]).toEqual([422, true])
    const done = await takeBack('Va riscritta')
    expect(done.headers['location']).toBe(`${page}#corrections-title`)
    const { text } = await open(page)
    expect(text).toMatch(/Ritirata il[\s\S]*Va riscritta/)
    expect(text).not.toContain('Ritira questa rettifica')
    expect((await takeBack('Va riscritta')).status).toBe(303)
    expect((await open(`${desk}/grant`)).text).toContain('value="150.000,00"')
    expect((await propose('Più risorse')).status).toBe(303)
  })

  it('is discarded in the version that was seen, and the call stays as it is', async () => {
    await save('grant', await typed('grant', maximum))
    const page = await open()
    await save(
      'information',
      await typed('information', (call) => (call.information.contact.value = 'tre@ats.example' as never)),
    )
    const discard = (from: typeof page) =>
      post(`${desk}?act=discard-correction`, { version: hiddenIn(from, 'version') })
    expect((await discard(page)).status).toBe(409)
    expect((await discard(await open())).status).toBe(303)
    expect((await open()).text).toContain('Nulla, finora')
  })
})

describe('who corrects a call, and until when', () => {
  it('is the process owner alone', async () => {
    const lead = await scenario.signIn('LEAD_IPIS', 'ALLIANCE_LEAD')
    for (const path of [desk, `${desk}/grant`, `/api/calls/${callId}/correction-draft`])
      expect((await open(path, lead)).status).toBe(403)
    expect((await open(`${desk}/nessuna`)).status).toBe(404)
  })

  it('is over at the closing: pages lead to the call, and what was typed comes back', async () => {
    const version = hiddenIn(await open(`${desk}/grant`), 'version')
    const fields = await typed('grant', maximum)
    scenario.database.setNow((await scenario.database.stores.calls.get(callId)).closesAt)
    for (const path of [desk, `${desk}/grant`])
      expect((await open(path)).headers['location']).toBe(`/calls/${callId}`)
    const refused = await save('grant', fields, version)
    expect([refused.status, refused.text.includes('value="150.000,00"')]).toEqual([409, true])
  })
})
