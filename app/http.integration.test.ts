import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Problem } from '../domain/shared/problem.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { deadDatabase, httpOf } from '../test/support/http.ts'
import { demoAccountId, demoPersonId } from './demo/network-ids.ts'
import { loadDemoNetwork } from '../test/support/demo-network.ts'

const OWNER = demoPersonId('PROCESS_OWNER')
const ACCOUNT = demoAccountId('PROCESS_OWNER')

let database: TestDatabase
let http: ReturnType<typeof httpOf>
let cookie: string

beforeAll(async () => {
  database = await createTestDatabase()
  await loadDemoNetwork(database.stores)
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  http = httpOf(database)
  cookie = await signIn()
})
afterAll(async () => {
  await database.close()
})

const signIn = async (): Promise<string> =>
  cookiesOf(await http.post('/api/session').send({ accountId: ACCOUNT }).expect(201))
    .map((one) => one.split(';')[0])
    .join('; ')
/* Several cookies are a list, whatever the type of a header says. */
const cookiesOf = (answer: { headers: Record<string, unknown> }) =>
  (answer.headers['set-cookie'] ?? []) as string[]
const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code
const pathsOf = ({ body }: { body: unknown }) =>
  (body as { details?: { problems: Problem[] } }).details?.problems.map((one) => one.path)

describe('the session', () => {
  it('is begun by choosing an account, known at the next request, and ended', async () => {
    const own = await signIn()
    const known = await http.get('/api/session').set('cookie', own).expect(200)
    expect(known.body).toMatchObject({ personId: OWNER, role: 'PROCESS_OWNER' })
    const ended = await http.delete('/api/session').set('cookie', own).expect(204)
    expect(cookiesOf(ended).join()).toContain('concilia=;')
    await http.get('/api/session').set('cookie', own).expect(401)
    await http.get('/api/session').expect(401)
  })

  it('lets who has several functions choose in which one to act: rights come from that one alone', async () => {
    const { network } = database.stores
    const personId = demoPersonId('CASE_OFFICER_2')
    const functions = await network.functionsOf(personId, database.today())
    const signedIn = await http.post('/api/session').send({ accountId: demoAccountId('CASE_OFFICER_2') })
    expect(signedIn.body).toMatchObject({ personId, role: 'CASE_OFFICER' })
    const officer = cookiesOf(signedIn)
      .map((one) => one.split(';')[0])
      .join('; ')
    const [, secretary] = functions.map(({ functionId }) => functionId)
    const chosen = await http.put('/api/session').set('cookie', officer).send({ functionId: secretary })
    expect(chosen.body).toMatchObject({ personId, role: 'COMMITTEE_SECRETARY', functionId: secretary })
    const acting = officer
    expect((await http.get('/api/session').set('cookie', acting)).body).toMatchObject({
      role: 'COMMITTEE_SECRETARY',
    })
    const [foreign] = await network.functionsOf(OWNER, database.today())
    const refused = await http
      .put('/api/session')
      .set('cookie', acting)
      .send({ functionId: foreign?.functionId })
    expect([refused.status, codeOf(refused)]).toEqual([404, 'NOT_FOUND'])
    const page = await http.get('/inbox').set('cookie', acting).expect(200)
    expect(page.text).toContain('Cambia funzione')
    expect((await http.get('/inbox').set('cookie', cookie)).text).not.toContain('Cambia funzione')

    await database.knex('functions').where('id', secretary).update({ ends_on: '2026-12-31' })
    expect((await http.get('/api/session').set('cookie', acting)).body).toMatchObject({
      role: 'CASE_OFFICER',
    })
    await database.knex('functions').where('person_id', personId).update({ ends_on: '2026-12-31' })
    await http.get('/api/session').set('cookie', acting).expect(401)
  })

  it('leaves in the chain in which function one acted', async () => {
    const { functionId } = (await http.get('/api/session').set('cookie', cookie)).body as {
      functionId: string
    }
    const example = (await http.get('/api/demo/examples/cycle')).body as object
    const opened = await http.post('/api/cycles').set('cookie', cookie).send(example).expect(201)
    const { cycleId } = opened.body as { cycleId: string }
    expect(await database.stores.audit.entries(cycleId)).toMatchObject([{ actor: OWNER, functionId }])
  })

  it.each<[string, object, number, string]>([
    ['of nobody', { accountId: 'nobody' }, 404, 'NOT_FOUND'],
    ['with NUL', { accountId: '\u0000' }, 422, 'INVALID_INPUT'],
    ['with an unknown field', { accountId: ACCOUNT, role: 'FINANCE' }, 422, 'INVALID_INPUT'],
    ['of the wrong type', { accountId: 7 }, 422, 'INVALID_INPUT'],
    ['without an account', {}, 422, 'INVALID_INPUT'],
  ])('refuses a sign-in %s', async (_what, body, status, code) => {
    const answer = await http.post('/api/session').send(body)
    expect([answer.status, codeOf(answer), cookiesOf(answer)]).toEqual([status, code, []])
  })

  it('has over https a cookie that no other host can set, and that nothing else carries', async () => {
    const secure = httpOf(database, { CONCILIA_PUBLIC_URL: 'https://concilia.example' })
    const answer = await secure
      .post('/api/session')
      .set({ origin: 'https://concilia.example' })
      .send({ accountId: ACCOUNT })
      .expect(201)
    expect(cookiesOf(answer).join()).toMatch(
      /^__Host-concilia=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  it('cannot be begun outside the demo by choosing', async () => {
    const production = httpOf(database, {
      ...{ CONCILIA_MODE: 'production', OIDC_ISSUER: 'https://identity.example', OIDC_CLIENT_ID: 'c' },
      ...{ OIDC_CLIENT_SECRET: 's', OIDC_TAX_CODE_CLAIM: 'fiscal_number' },
    })
    await production.post('/api/session').send({ accountId: ACCOUNT }).expect(404)
    await production.get('/api/demo/people').expect(404)
  })
})

describe('what cannot be read', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

  it.each<[string, string, Record<string, string>, number, string]>([
    ['is no JSON', '{', {}, 400, 'MALFORMED_JSON'],
    ['is above 1 MB', `{"a":"${'x'.repeat(1024 * 1024)}"}`, {}, 413, 'BODY_TOO_LARGE'],
    ['has 3,000 levels', deep(3000), {}, 422, 'INVALID_INPUT'],
    [
      'is not compressed as it says',
      '{"personId":"a"}',
      { 'content-encoding': 'gzip' },
      400,
      'UNREADABLE_BODY',
    ],
    [
      'is compressed in an unknown way',
      '{"personId":"a"}',
      { 'content-encoding': 'zip' },
      415,
      'ENCODING_UNSUPPORTED',
    ],
  ])('is refused in words when a body %s', async (_what, body, headers, status, code) => {
    const answer = await http
      .post('/api/session')
      .set({ 'content-type': 'application/json', ...headers })
      .send(body)
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
  })

  it('is no stack of ours, whatever is sent to a page', async () => {
    const answer = await http.post('/inbox').set('content-type', 'application/json').send('{')
    expect(answer.status).toBe(404)
    expect(answer.text).not.toMatch(/node_modules|SyntaxError/)
  })

  it.each([
    ['/calls/%00', 404],
    ['/cycles/%00', 404],
    ['/tasks/%00', 404],
    ['/calls/%EF%BF%BE', 404],
    ['/calls/%zz', 400],
    ['/api/calls/%00', 422],
    ['/api/demo/examples/cycles/%00/call', 422],
    ['/api/demo/examples/calls/%00/application', 422],
  ])('is refused in words at %s', async (path, status) => {
    await http.get(path).set('cookie', cookie).expect(status)
  })
})

describe('a database that does not answer', () => {
  let dead: ReturnType<typeof deadDatabase>
  let down: ReturnType<typeof httpOf>
  beforeAll(() => {
    dead = deadDatabase()
    down = httpOf({ ...database, knex: dead, readers: dead })
  })
  afterAll(() => dead.destroy())

  it.each(['/api/inbox', '/api/calls', '/api/session', '/api/demo/people', '/inbox', '/calls'])(
    'is a 503 with Retry-After at %s',
    async (path) => {
      const answer = await down.get(path).set('cookie', cookie)
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
      expect(answer.text).not.toMatch(/ECONNREFUSED|node_modules/)
    },
  )

  it('is told on a page as a busy service', async () => {
    const page = await down.get('/inbox').set('cookie', cookie)
    expect(page.text).toContain('Servizio occupato')
  })

  it('is a 503 for who signs in', async () => {
    await down.post('/api/session').send({ accountId: ACCOUNT }).expect(503)
  })
})

describe('the clock of the demo', () => {
  it.each([
    ['backwards', '2027-01-10T09:00:00Z'],
    ['beyond ten years', '2037-01-11T09:00:01Z'],
    ['to the end of the calendar', '9999-12-31T23:59:59Z'],
    ['to no instant', 'tomorrow'],
    ['to an instant without its zone', '2027-02-11T09:00:00'],
  ])('does not go %s', async (_where, to) => {
    const answer = await http.post('/api/demo/clock').set('cookie', cookie).send({ to })
    expect([answer.status, codeOf(answer), pathsOf(answer)]).toEqual([422, 'INVALID_INPUT', ['to']])
  })

  it('goes forwards for whoever is signed in', async () => {
    const to = '2036-01-12T09:00:00Z'
    await http.post('/api/demo/clock').send({ to }).expect(401)
    await http.post('/api/demo/clock').set('cookie', cookie).send({ to }).expect(200)
    const [moved] = await database.knex('engine_identity').pluck<number[]>('clock_offset_ms')
    expect(Math.abs(Date.parse(to) - Date.now() - (moved ?? 0))).toBeLessThan(60_000)
  })

  it('is the clock of deliveries and of processes too', async () => {
    await database.knex('engine_identity').update({ clock_offset_ms: 86_400_000 })
    const { rows } = await database.knex.raw<{ rows: { ahead: number }[] }>(`
      with mail as (insert into outbox (id, cycle_id, stream, kind, payload, state) values ('clock', 'network', 'clock', 'MAIL', '{"to": []}', 'PENDING')
        returning created_at)
      select round(extract(epoch from created_at - now()))::int as ahead from mail`)
    expect(rows).toEqual([{ ahead: 86_400 }])
    const [column] = await database
      .knex('information_schema.columns')
      .where({ table_name: 'process_instances', column_name: 'seen_at' })
      .pluck<string[]>('column_default')
    expect(column).toBe('network_time()')
  })
})
