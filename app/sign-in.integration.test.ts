import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { NETWORK_CHAIN } from '../domain/cycle/network-chain.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { loadDemoNetwork } from '../test/support/demo-network.ts'
import { httpOf } from '../test/support/http.ts'
import { startIdentityProvider } from '../test/support/identity-provider.ts'
import type { RunningProvider } from '../test/support/identity-provider.ts'
import { demoPersonId } from './demo/network-ids.ts'

const HERE = 'http://127.0.0.1:3000'
const OWNER = demoPersonId('PROCESS_OWNER')
const OFFICER = demoPersonId('CASE_OFFICER_2')

let database: TestDatabase
let provider: RunningProvider
let http: ReturnType<typeof httpOf>

beforeAll(async () => {
  database = await createTestDatabase()
  await loadDemoNetwork(database.stores)
  const taxCode = async (id: string) =>
    (await database.knex('persons').where({ id }).first<{ tax_code: string }>('tax_code')).tax_code
  provider = await startIdentityProvider(HERE, {
    owner: `TINIT-${await taxCode(OWNER)}`,
    officer: (await taxCode(OFFICER)).toLowerCase(),
    stranger: 'TINIT-RSSMRA80A01F205X',
    foreigner: 'TINPL-12345678901',
    untold: null,
  })
  http = httpOf(database, provider.settings)
}, 60_000)
afterEach(async () => {
  await database.knex('sessions').delete()
  await database.knex('accounts').whereNotNull('issuer').delete()
})
afterAll(async () => {
  await provider.stop()
  await database.close()
})

const cookieOf = (answer: { headers: Record<string, unknown> }, name: string): string => {
  const all = (answer.headers['set-cookie'] ?? []) as string[]
  return all.map((one) => one.split(';')[0] ?? '').find((one) => one.startsWith(`${name}=`)) ?? ''
}
/* The browser at the provider: its cookie, and the address that it comes back to. */
async function gone(login: string, next = '/inbox', cookie = '') {
  const begun = await http
    .get(`/sign-in/begin?next=${encodeURIComponent(next)}`)
    .set('cookie', cookie)
    .expect(303)
  const back = new URL(await provider.answerTo(begun.headers['location'] ?? '', login))
  return { cookie: cookieOf(begun, 'concilia-sign-in'), path: `${back.pathname}${back.search}` }
}
const cameBack = ({ cookie, path }: { cookie: string; path: string }) => http.get(path).set('cookie', cookie)
const signedIn = async (login: string, next?: string) => cameBack(await gone(login, next))
const accounts = () => database.knex('accounts').whereNotNull('issuer')
const nothingWritten = async () => [await accounts(), await database.knex('sessions')]

describe('a sign-in at the provider', () => {
  it('lets in the registered person with that codice fiscale, and binds the account once', async () => {
    const answer = await signedIn('owner', '/cycles?x=1')
    expect([answer.status, answer.headers['location']]).toEqual([303, '/cycles?x=1'])
    const session = cookieOf(answer, 'concilia')
    const known = await http.get('/api/session').set('cookie', session).expect(200)
    expect(known.body).toMatchObject({ personId: OWNER, role: 'PROCESS_OWNER' })
    await signedIn('owner')
    expect(await accounts()).toMatchObject([{ person_id: OWNER, subject: 'owner', email: null }])
    const bound = (await database.stores.audit.entries(NETWORK_CHAIN)).filter(
      ({ subjectId }) => subjectId === OWNER,
    )
    expect(bound.map(({ action }) => action)).toEqual(['bind-account'])
  })

  it('knows a bound account by issuer and subject, whatever it tells later', async () => {
    const issuer = provider.settings['OIDC_ISSUER']
    await database.knex('accounts').insert({ id: 'a', person_id: OWNER, issuer, subject: 'untold' })
    expect((await signedIn('untold')).headers['location']).toBe('/inbox')
  })

  it('asks who has several functions in which one to act', async () => {
    const answer = await signedIn('officer', '/cycles')
    expect(answer.headers['location']).toBe('/sign-in/function?next=%2Fcycles')
    const session = cookieOf(answer, 'concilia')
    const page = await http.get('/sign-in/function?next=%2Fcycles').set('cookie', session).expect(200)
    const functions = await database.stores.network.functionsOf(OFFICER, database.today())
    expect(functions.length).toBeGreaterThan(1)
    for (const { functionId } of functions) expect(page.text).toContain(functionId)
    const secretary = functions.find(({ role }) => role === 'COMMITTEE_SECRETARY')?.functionId
    const chosen = await http
      .post('/sign-in/function')
      .set('cookie', session)
      .type('form')
      .send({ functionId: secretary, next: '/cycles' })
    expect([chosen.status, chosen.headers['location']]).toEqual([303, '/cycles'])
    const acting = await http.get('/api/session').set('cookie', session)
    expect(acting.body).toMatchObject({ role: 'COMMITTEE_SECRETARY' })
    const foreign = await database.stores.network.functionsOf(OWNER, database.today())
    await http
      .post('/sign-in/function')
      .set('cookie', session)
      .type('form')
      .send({ functionId: foreign[0]?.functionId })
      .expect(404)
  })

  it.each(['stranger', 'foreigner', 'untold'])(
    'tells %s, whom nobody registered, what to do, and writes nothing',
    async (login) => {
      const answer = await signedIn(login)
      expect(answer.status).toBe(403)
      expect(answer.text).toContain('Chiedi al responsabile del procedimento')
      expect(await nothingWritten()).toEqual([[], []])
    },
  )

  it('lets nobody in whose functions have ended, and binds nothing', async () => {
    await database.knex('functions').where('person_id', OWNER).update({ ends_on: '2026-12-31' })
    const answer = await signedIn('owner')
    await database.knex('functions').where('person_id', OWNER).update({ ends_on: null })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('oggi non hai alcuna funzione')
    expect(await nothingWritten()).toEqual([[], []])
  })

  it('binds one account when a person signs in first in two browsers at once', async () => {
    const browsers = await Promise.all(Array.from({ length: 4 }, () => gone('owner')))
    const answers = await Promise.all(browsers.map(cameBack))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303])
    expect(await accounts()).toHaveLength(1)
    expect(await database.knex('sessions')).toHaveLength(4)
  })

  it.each([
    'https://elsewhere.example/x',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'javascript:alert(1)',
  ])('goes on to the home page, and never to %s', async (next) => {
    expect((await signedIn('owner', next)).headers['location']).toBe('/')
  })
})

describe('an answer of the provider', () => {
  it('counts once', async () => {
    const browser = await gone('owner')
    await cameBack(browser).expect(303)
    const again = await cameBack(browser)
    expect(again.status).toBe(400)
    expect(again.text).toContain('è già stato usato')
  })

  it('counts in the browser alone that began', async () => {
    const { path } = await gone('owner')
    const { cookie } = await gone('owner')
    await http.get(path).expect(400)
    await http.get(path).set('cookie', cookie).expect(400)
    expect(await nothingWritten()).toEqual([[], []])
  })

  it('does not count with the code of another sign-in, whose nonce and verifier are others', async () => {
    const first = await gone('owner')
    const second = await gone('owner', '/inbox', first.cookie)
    const mixed = new URL(first.path, HERE)
    mixed.searchParams.set('code', new URL(second.path, HERE).searchParams.get('code') ?? '')
    await http.get(`${mixed.pathname}${mixed.search}`).set('cookie', first.cookie).expect(400)
    expect(await nothingWritten()).toEqual([[], []])
  })

  it('does not count after a quarter of an hour', async () => {
    const browser = await gone('owner')
    await database.knex.raw(`update sign_ins set began_at = now() - interval '15 minutes'`)
    await cameBack(browser).expect(400)
  })

  it('that lets nobody in is told as such, and begun again leads where it was to lead', async () => {
    const begun = await http.get('/sign-in/begin?next=%2Ftasks%2Fone').expect(303)
    const state = new URL(begun.headers['location'] ?? '').searchParams.get('state')
    const issuer = encodeURIComponent(provider.settings['OIDC_ISSUER'] ?? '')
    const answer = await http
      .get(`/sign-in/return?error=access_denied&state=${state}&iss=${issuer}`)
      .set('cookie', cookieOf(begun, 'concilia-sign-in'))
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('annullato o rifiutato')
    expect(answer.text).toContain('href="/sign-in?next&#x3D;%2Ftasks%2Fone"')
  })
})

describe('a sign-out', () => {
  it('goes on to the provider, once, with what the provider had told of the person', async () => {
    const session = cookieOf(await signedIn('owner'), 'concilia')
    const out = await http.delete('/api/session').set('cookie', session).expect(204)
    await http.get('/api/session').set('cookie', session).expect(401)
    const leaving = cookieOf(out, 'concilia-leaving')
    const there = await http.get('/sign-out/provider').set('cookie', leaving).expect(303)
    const at = new URL(there.headers['location'] ?? '')
    expect(at.origin).toBe(provider.settings['OIDC_ISSUER'])
    expect(at.searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(at.searchParams.get('post_logout_redirect_uri')).toBe(`${HERE}/sign-in`)
    const again = await http.get('/sign-out/provider').set('cookie', leaving).expect(303)
    expect(again.headers['location']).toBe('/sign-in')
    expect(await database.knex('sessions').whereNotNull('id_token')).toEqual([])
  })
})

describe('a provider that does not answer', () => {
  it('is told on a page, with a time to try again', async () => {
    const down = httpOf(database, { ...provider.settings, OIDC_ISSUER: 'http://127.0.0.1:1' })
    const answer = await down.get('/sign-in/begin')
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
    expect(answer.text).toContain('Il servizio di identità digitale non risponde')
    expect((await down.get('/sign-in')).status).toBe(200)
  })
})

describe('the demo', () => {
  it('has no way through a provider, and production none of the demo', async () => {
    const demo = httpOf(database)
    for (const path of ['/sign-in/begin', '/sign-in/return', '/sign-out/provider'])
      await demo.get(path).expect(404)
    await http.post('/api/session').send({ accountId: 'any' }).expect(404)
    expect((await http.get('/sign-in')).text).not.toContain('data-account')
  })
})
