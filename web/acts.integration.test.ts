import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAccountId } from '../app/demo/network-ids.ts'
import { loadDemoNetwork } from '../test/support/demo-network.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { httpOf } from '../test/support/http.ts'
import { functionOf, sendForm } from '../test/support/send-form.ts'

let database: TestDatabase
let http: ReturnType<typeof httpOf>
let session: string

beforeAll(async () => {
  database = await createTestDatabase()
  await loadDemoNetwork(database.stores)
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  http = httpOf(database)
  session = cookieOf(
    await http
      .post('/sign-in?act=enter&of=%2Fcycles')
      .type('form')
      .send({ accountId: demoAccountId('PROCESS_OWNER'), key: 'a' }),
  )
}, 60_000)
afterAll(() => database.close())

type Answer = { status: number; headers: Record<string, unknown>; text: string }
const cookieOf = ({ headers }: Answer): string =>
  ((headers['set-cookie'] ?? []) as string[]).map((one) => one.split(';')[0]).join('; ')
const open = (path: string, cookie = session) => http.get(path).set('cookie', cookie)
const post = (address: string, fields: string | Readonly<Record<string, unknown>>, cookie = session) =>
  sendForm(http, address, fields, cookie)

const typed = {
  key: 'key-of-the-form',
  code: 'PTC-ATTI',
  title: 'Piano <di> prova',
  guidelinesAct: 'DGR di prova',
  guidanceDueOn: '5/3/2027',
  endsOn: '31/12/2029',
  'allocations[0][year]': '2027',
  'allocations[0][amountCents]': '276.000,50',
}
const cycles = () => database.knex('cycles').where({ code: typed.code })

describe('a form of a page', () => {
  it('that is refused comes back as a page: what is wrong on top, each with a link to its field, and all that was typed', async () => {
    const wrong = {
      ...typed,
      guidanceDueOn: '2027-03-05',
      title: '',
      'allocations[0][amountCents]': '1,234.56',
    }
    const page = await post('/cycles?act=open', wrong)
    expect(page.status).toBe(422)
    for (const shown of [
      '<a href="#guidanceDueOn" data-path="guidanceDueOn">Documento di indirizzo entro il</a>: Data non leggibile',
      '<a href="#title" data-path="title">Titolo</a>: Il testo manca',
      '<a href="#allocations-0-amountCents" data-path="allocations[0].amountCents">Importo</a>: Importo non leggibile',
      'value="2027-03-05"',
      'value="1,234.56"',
      'value="DGR di prova"',
    ])
      expect(page.text).toContain(shown)
    expect(page.text.match(/ autofocus/g)).toHaveLength(1)
    expect(page.text).toMatch(/id="title"[^>]*aria-invalid="true"[^>]*autofocus/)
    expect(await cycles()).toEqual([])
  })

  it('that has rows gives one more, or one less, without being sent', async () => {
    const more = await post('/cycles?act=open', { ...typed, rows: 'add:allocations' })
    expect([more.status, more.text.includes('name="allocations[1][year]"')]).toEqual([200, true])
    expect(more.text).toContain('value="276.000,50"')
    const less = await post('/cycles?act=open', {
      ...{ ...typed, 'allocations[1][year]': '2028', 'allocations[1][amountCents]': '10' },
      rows: 'remove:allocations:0',
    })
    expect(less.text).toContain('name="allocations[0][year]" value="2028"')
    expect(less.text).not.toContain('value="276.000,50"')
    expect(await cycles()).toEqual([])
  })

  it('is carried out once however often it is sent, and leads to a page with a receipt that is shown once', async () => {
    const first = await post('/cycles?act=open', typed)
    const second = await post('/cycles?act=open', typed)
    expect([first.status, second.headers['location']]).toEqual([303, first.headers['location']])
    const [cycle, ...others] = (await cycles()) as { id: string; title: string }[]
    expect(others).toEqual([])
    expect([first.headers['location'], cycle?.title]).toEqual([`/cycles/${cycle?.id}`, 'Piano <di> prova'])
    expect(await database.knex('allocations').where({ cycle_id: cycle!.id }).pluck('amount_cents')).toEqual([
      27_600_050,
    ])
    const told = await open('/cycles', `${session}; ${cookieOf(first)}`)
    expect(told.text).toContain('Ciclo aperto: il processo chiede ora il documento di indirizzo.')
    expect((await open('/cycles', `${session}; ${cookieOf(told)}`)).text).not.toContain('Ciclo aperto:')
  })

  it('that was carried out is not carried out with something else under the same key', async () => {
    const page = await post('/cycles?act=open', { ...typed, title: 'Altro titolo' })
    expect(page.status).toBe(409)
    expect(page.text).toContain('Questo modulo è già stato inviato con altri dati')
    expect(page.text).toContain('value="Altro titolo"')
    expect(page.text).not.toContain('value="key-of-the-form"')
  })

  it('has the rights of its operation: another role is refused, nobody is led to the sign-in', async () => {
    const finance = cookieOf(
      await http
        .post('/sign-in?act=enter')
        .type('form')
        .send({ accountId: demoAccountId('FINANCE_1') }),
    )
    expect((await post('/cycles?act=open', { ...typed, key: 'other' }, finance)).status).toBe(403)
    expect((await post('/deliveries?act=retry&of=1', {}, finance)).status).toBe(403)
    const nobody = await http.post('/cycles?act=open').type('form').send(typed)
    expect([nobody.status, nobody.headers['location']]).toEqual([303, '/sign-in?next=%2Fcycles'])
  })

  it('from another site is refused, and one that its page does not have is not found', async () => {
    const foreign = http
      .post('/cycles?act=open')
      .set({ cookie: session, origin: 'https://elsewhere.example' })
      .type('form')
    const refused = await foreign.send({ ...typed, function: await functionOf(http, session) })
    expect([refused.status, refused.type]).toEqual([403, 'application/json'])
    const shown = await http
      .post('/cycles?act=open')
      .set({ cookie: session, origin: 'https://elsewhere.example', accept: 'text/html,*/*;q=0.8' })
    expect([shown.status, shown.type]).toEqual([403, 'text/html'])
    expect(shown.text).toContain('viene da un altro sito e non è accettata: nulla è stato registrato.')
    const asked = http.post('/api/cycles').set({ cookie: session, origin: 'https://elsewhere.example' })
    expect((await asked.set('accept', 'text/html').send({})).body).toMatchObject({ code: 'FOREIGN_ORIGIN' })
    expect((await post('/cycles?act=none', typed)).status).toBe(404)
  })

  it.each([
    ['of more fields than any page has', `a=1${'&a=1'.repeat(30_000)}`, 422],
    ['nested too deep', 'a[b][c][d][e][f][g]=1', 422],
    ['above 4 MB', `a=${'x'.repeat(5_000_000)}`, 413],
  ])('%s is refused in words', async (_what, body, status) => {
    const page = await post('/cycles?act=open', body)
    expect([page.status, page.text.includes('<h1>')]).toEqual([status, true])
  })

  it('signs in, leads on to the page that was asked for, and signs out', async () => {
    const entered = await http
      .post('/sign-in?act=enter&of=%2Fcalls%3Fafter%3D1')
      .type('form')
      .send({ accountId: demoAccountId('PROCESS_OWNER') })
    expect([entered.status, entered.headers['location']]).toEqual([303, '/calls?after=1'])
    const unknown = await http
      .post('/sign-in?act=enter&of=%2Fcalls%3Fafter%3D1')
      .type('form')
      .send({ accountId: 'nobody' })
    expect([unknown.status, unknown.text.includes('id="refusal"')]).toEqual([404, true])
    expect(unknown.text).toContain('of&#x3D;%2Fcalls%3Fafter%3D1')
    const left = await post('/session?act=sign-out', {}, cookieOf(entered))
    expect([left.headers['location'], cookieOf(left)]).toEqual([
      '/signed-out',
      expect.stringMatching(/^concilia=(;|$)/),
    ])
  })

  it('on a page that only leads on, is refused in words: nobody stays unawares in another function', async () => {
    const refused = await post('/session?act=act-in', { functionId: 'of somebody else' })
    expect([refused.status, refused.text.includes('Non trovato: funzione')]).toEqual([404, true])
    expect((await post('/session?act=act-in', {})).status).toBe(422)
  })

  it('whose file is refused says what is wrong with it', async () => {
    const filename = `${'a'.repeat(300)}.pdf`
    const page = await http
      .post('/cycles?act=open')
      .set('cookie', session)
      .field('function', await functionOf(http, session))
      .attach('file-any', Buffer.from('%PDF-1.4'), { filename })
    expect([page.status, page.text.includes('Nome del file: Il testo è troppo lungo')]).toEqual([422, true])
  })
})
