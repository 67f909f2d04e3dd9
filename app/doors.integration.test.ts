import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { routes } from '../api/routes.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { loadDemoNetwork } from '../test/support/demo-network.ts'
import { httpOf } from '../test/support/http.ts'
import { demoAccountId } from './demo/network-ids.ts'
import { assetsAt } from '../web/assets.ts'

const ACCOUNT = demoAccountId('PROCESS_OWNER')
const FOREIGN = 'https://elsewhere.example'

let database: TestDatabase
let http: ReturnType<typeof httpOf>
let cookie: string

beforeAll(async () => {
  database = await createTestDatabase()
  await loadDemoNetwork(database.stores)
  http = httpOf(database)
  const signedIn = await http.post('/api/session').send({ accountId: ACCOUNT }).expect(201)
  cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
})
afterAll(() => database.close())

const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code

describe('writes from a page', () => {
  it.each([
    ['another site', FOREIGN, 403],
    ['no site at all', 'null', 403],
    ['the public address', 'http://127.0.0.1:3000', 204],
    ['another port of the public address', 'http://127.0.0.1:3001', 403],
    ['the public address by another protocol', 'https://127.0.0.1:3000', 403],
  ])('of %s are answered as they must be', async (_site, origin, status) => {
    await http.delete('/api/session').set({ origin }).expect(status)
  })

  it('of another site are refused, reads are not', async () => {
    await http.get('/api/calls').set('origin', FOREIGN).expect(200)
  })
})

describe('the address', () => {
  it.each([
    ['elsewhere.example', 421],
    ['127.0.0.1.elsewhere.example', 421],
    ['localhost:3001', 421],
    ['', 421],
  ])('%s is not answered, and told the right one', async (host, status) => {
    for (const path of ['/api/calls', '/calls', `${assetsAt}/web/icon.svg`]) {
      const answer = await http.get(path).set('host', host)
      expect([answer.status, codeOf(answer)]).toEqual([status, 'FOREIGN_ADDRESS'])
      expect(answer.text).toContain('http://127.0.0.1:3000')
    }
  })

  it.each(['localhost:3000', 'LOCALHOST:3000', '[::1]:3000', '127.0.0.2:3000'])(
    'leads who opens a page by another name of this machine to the right one: %s',
    async (host) => {
      const { headers } = await http.get('/calls?text=nidi').set('host', host).expect(307)
      expect(headers['location']).toBe('http://127.0.0.1:3000/calls?text=nidi')
      await http.get('/api/calls').set('host', host).expect(421)
      await http.post('/session?act=sign-out').set('host', host).expect(421)
    },
  )

  it('is not led to where the public one is no name of this machine', async () => {
    const other = httpOf(database, { CONCILIA_PUBLIC_URL: 'http://concilia.example:3000' })
    await other.get('/calls').set('host', 'localhost:3000').expect(421)
    await http.get('/calls').set('host', 'localhost.elsewhere.example:3000').expect(421)
  })

  it('is told to a browser on a page', async () => {
    const answer = await http.get('/calls').set({ host: 'elsewhere.example', accept: 'text/html,*/*;q=0.8' })
    expect([answer.status, answer.type]).toEqual([421, 'text/html'])
    expect(answer.text).toContain('<a href="http://127.0.0.1:3000">')
  })

  it('is asked for with or without the usual port', async () => {
    const secure = httpOf(database, { CONCILIA_PUBLIC_URL: 'https://concilia.example' })
    for (const host of ['concilia.example', 'CONCILIA.example:443'])
      await secure.get('/calls').set('host', host).expect(200)
    await secure.get('/calls').set('host', 'concilia.example:8443').expect(421)
  })

  it('does not matter to a probe', async () => {
    const answer = await http.get('/health').set('host', '10.0.0.7:3000')
    expect([200, 503]).toContain(answer.status)
    expect(answer.body).toHaveProperty('parts')
  })
})

describe('the metrics', () => {
  it('are for this machine alone where no token is set, and not for who comes through its proxy', async () => {
    await http.get('/metrics').expect(200)
    await http.get('/metrics').set('x-forwarded-for', '203.0.113.7').expect(403)
    await http.get('/metrics').set('x-forwarded-for', '127.0.0.1').expect(403)
  })

  it('are for who bears the token where one is set', async () => {
    const token = 'a-token-of-the-metrics'
    const guarded = httpOf(database, { CONCILIA_METRICS_TOKEN: token })
    await guarded.get('/metrics').expect(403)
    await guarded.get('/metrics').set('authorization', 'Bearer a-token-of-another').expect(403)
    await guarded.get('/metrics').set('authorization', `Bearer ${token}`).expect(200)
  })
})

describe('who asks too much', () => {
  it('is counted as a person wherever it asks from, and never held up when it submits or completes', async () => {
    const free = routes.filter(({ path }) => /submit|complete|withdraw/.test(path))
    expect(free.length).toBeGreaterThan(2)
    expect(free.filter((route) => route.limit ?? route.upload ?? route.files)).toEqual([])
    const limited = httpOf(database)
    const file = (address: string) =>
      limited.get('/api/documents/none').set('cookie', cookie).set('x-forwarded-for', address)
    for (let count = 0; count < 240; count += 1) await file(`203.0.113.${count}`).expect(404)
    const refused = await file('203.0.113.250')
    expect([refused.status, codeOf(refused)]).toEqual([429, 'TOO_MANY_REQUESTS'])
    const seconds = Number(refused.headers['retry-after'])
    expect(seconds).toBeGreaterThan(0)
    expect((refused.body as { message: string }).message).toContain(`attendi ${seconds} s`)
  })
})
