import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId } from '../app/demo/network-ids.ts'
import { createDesk, typedSteps } from '../test/support/desk.ts'
import { cookiesOf, hiddenIn } from '../test/support/draft-scenario.ts'
import { sendForm } from '../test/support/send-form.ts'

let desk: Awaited<ReturnType<typeof createDesk>>
beforeAll(async () => {
  desk = await createDesk()
}, 60_000)
afterAll(() => desk.database.close())

describe('bad input in a step of an application (art. 10)', () => {
  it.each<[string, string, Record<string, string>, string, string]>([
    [
      'a tax code with a wrong check',
      'partners',
      { 'partners[1][bodyTaxCode]': '03775430981' },
      'partners-1-bodyTaxCode',
      'il carattere di controllo',
    ],
    [
      'a VAT number too short',
      'partners',
      { 'partners[1][bodyVatNumber]': '123' },
      'partners-1-bodyVatNumber',
      'servono 11 cifre',
    ],
    [
      'a name too long',
      'partners',
      { 'partners[1][bodyName]': 'x'.repeat(201) },
      'partners-1-bodyName',
      'al massimo 200 caratteri',
    ],
    [
      'a role that a partner cannot have',
      'partners',
      { 'partners[1][role]': 'LEAD' },
      'partners',
      'Il capofila deve essere uno solo',
    ],
    [
      'an e-mail that is none',
      'lead',
      { 'contacts[0][email]': 'anna' },
      'contacts-0-email',
      'Indirizzo e-mail non valido',
    ],
    ['a title too long', 'lead', { title: 'x'.repeat(301) }, 'title', 'al massimo 300 caratteri'],
    [
      'a letter that no paper can write',
      'lead',
      { title: 'Cura 慈' },
      'title',
      'che i documenti non sanno scrivere',
    ],
    [
      'an action too long',
      'actions',
      { 'actions[0][action]': 'x'.repeat(4001) },
      'actions-0-action',
      'al massimo 4000 caratteri',
    ],
    [
      'a cost that is no amount',
      'budget',
      { 'costs[r0][y2027]': '1,234.56' },
      'costs-r0-y2027',
      'Importo non leggibile',
    ],
    [
      'a cost below zero',
      'budget',
      { 'costs[r0][y2027]': '-5' },
      'costs-r0-y2027',
      'non può essere negativo',
    ],
    [
      'a cost too large',
      'budget',
      { 'costs[r0][y2027]': '1.000.000.000,01' },
      'costs-r0-y2027',
      'Importo troppo grande',
    ],
    ['a pasted block too wide', 'budget', { block: '1\t2\t3\t4' }, 'block', 'Il blocco ha 4 colonne'],
    [
      'a pasted block with a word in it',
      'budget',
      { block: '1\t2\tnulla' },
      'block',
      'Riga 1, colonna 3, «nulla»',
    ],
    [
      'a request that is no amount',
      'cofinancing',
      { requestedGrantCents: 'tanto' },
      'requestedGrantCents',
      'Importo non leggibile',
    ],
    [
      'co-financing below zero',
      'cofinancing',
      { 'cofinancing[0][amountCents]': '-1' },
      'cofinancing-0-amountCents',
      'non può essere negativo',
    ],
    [
      'a result that is no whole number',
      'results',
      { 'indicators[0][id]': 'RECIPIENTS', 'indicators[0][expected]': '1,5' },
      'indicators-0-expected',
      'un numero intero',
    ],
    [
      'a day that the calendar has not',
      'notice',
      { 'partnerNotice[publishedOn]': '31/02/2027' },
      'partnerNotice-publishedOn',
      'non è sul calendario',
    ],
  ])(
    'refuses %s, says how to write it, leads to the field, and keeps what was typed',
    async (_what, step, typed, id, text) => {
      const address = await desk.begin()
      const code = desk.content.partners[0]?.bodyTaxCode ?? ''
      const others =
        step === 'budget'
          ? { 'costs[r0][row]': `${code} STAFF`, 'costs[r0][y2028]': '12,00', 'costs[r0][y2029]': '' }
          : {}
      const before = await desk.contentOf(address)
      const lead = step === 'partners' ? { 'partners[0][contribution]': 'Coordina' } : {}
      const page = await desk.save(address, step, { ...lead, 'costs[r0][y2027]': '', ...others, ...typed })
      expect(page.status).toBe(422)
      expect(page.text).toContain(`href="#${id}"`)
      expect(page.text).toContain(text)
      expect(await desk.contentOf(address)).toEqual(before)
      if (step === 'budget') expect(page.text).toContain('value="12,00"')
    },
  )
})

describe('a step that is written on while something else happens to the application (art. 10)', () => {
  it('is refused once a colleague has presented it or the call has closed, and shows what was typed', async () => {
    const address = await desk.begin()
    const readSha256 = hiddenIn(await desk.open(`${address}/lead`), 'readSha256')
    const save = () =>
      sendForm(desk.http, `${address}/lead?act=save`, { readSha256, title: 'Il mio titolo' }, desk.cookie)
    desk.database.setNow(desk.call.closesAt)
    const late = await save()
    expect([late.status, late.text.includes('ad avviso già chiuso')]).toEqual([409, true])
    expect(late.text).toContain('Il mio titolo')
    desk.database.setNow(desk.call.opensAt)
    for (const [step, fields] of typedSteps(desk.content)) await desk.save(address, step, fields)
    await desk.scenario.submit(address.replace('/applications/', ''), 'ASSEMI')
    const after = await save()
    expect([after.status, after.text.includes('è già stata presentata')]).toEqual([409, true])
    expect(after.text).toContain('Il mio titolo')
  })

  it('is kept when the session is over, and shown after the sign-in, also where it was presented meanwhile', async () => {
    const { http, database } = desk
    const signIn = async () =>
      cookiesOf(
        await http
          .post('/sign-in?act=enter')
          .type('form')
          .send({ accountId: demoAccountId('LEAD_ASSEMI') }),
      )
    for (const presents of [false, true]) {
      const address = await desk.begin()
      if (presents)
        for (const [step, fields] of typedSteps(desk.content)) await desk.save(address, step, fields)
      const cookie = await signIn()
      const before = await http.get(`${address}/lead`).set('cookie', cookie)
      const session = hiddenIn(before, 'session')
      const typed = { readSha256: hiddenIn(before, 'readSha256'), title: 'Scritto a lungo', session }
      await database.knex('sessions').where({ token_sha256: session }).update({ ended_at: new Date() })
      const sent = await sendForm(http, `${address}/lead?act=save`, typed, cookie)
      expect(sent.headers['location']).toBe(`/sign-in?next=${encodeURIComponent(`${address}/lead`)}`)
      if (presents) await desk.scenario.submit(address.replace('/applications/', ''), 'ASSEMI')
      const again = `${await signIn()}; ${cookiesOf(sent)}`
      const back = (await http.get(`${address}/lead`).set('cookie', again)).text
      expect(back).toContain(presents ? 'Questo passo non si scrive più' : 'La sessione era finita')
      expect(back).toContain('Scritto a lungo')
    }
  })
})
