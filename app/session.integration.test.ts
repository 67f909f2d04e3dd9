import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { loadDemoNetwork } from '../test/support/demo-network.ts'
import { httpOf } from '../test/support/http.ts'
import { demoAccountId, demoPersonId } from './demo/network-ids.ts'
import { sweep } from './housekeeping.ts'
import { createSessions } from './session.ts'
import { tokenHash } from '../domain/shared/token.ts'

const ACCOUNT = demoAccountId('PROCESS_OWNER')

let database: TestDatabase
let http: ReturnType<typeof httpOf>

beforeAll(async () => {
  database = await createTestDatabase()
  await loadDemoNetwork(database.stores)
  http = httpOf(database)
})
beforeEach(() => database.knex('sessions').delete())
afterAll(() => database.close())

const cookiesOf = (answer: { headers: Record<string, unknown> }) =>
  ((answer.headers['set-cookie'] ?? []) as string[]).map((one) => one.split(';')[0] ?? '')
const signIn = async (cookie = ''): Promise<string> =>
  cookiesOf(
    await http.post('/api/session').set('cookie', cookie).send({ accountId: ACCOUNT }).expect(201),
  )[0] ?? ''
const statusWith = async (cookie: string): Promise<number> =>
  (await http.get('/api/session').set('cookie', cookie)).status
/* As if the session had begun, and been seen last, so long ago. */
const age = (interval: string) =>
  database.knex.raw(
    `update sessions set since = now() - interval '${interval}', seen_at = now() - interval '${interval}'`,
  )

describe('a session', () => {
  it('is its person’s until ten hours have passed, and nobody’s after them, whatever the browser keeps', async () => {
    const cookie = await signIn()
    await age('9 hours 59 minutes')
    expect(await statusWith(cookie)).toBe(200)
    await age('10 hours')
    expect(await statusWith(cookie)).toBe(401)
  })

  it('is over once somebody signed out, also for who kept a copy of the cookie', async () => {
    const cookie = await signIn()
    await http.delete('/api/session').set('cookie', cookie).expect(204)
    expect(await statusWith(cookie)).toBe(401)
  })

  it('ends the one that the same browser had before', async () => {
    const first = await signIn()
    const second = await signIn(first)
    expect([await statusWith(first), await statusWith(second)]).toEqual([401, 200])
  })

  it('is known in the database by the hash of its token only', async () => {
    const token = (await signIn()).replace('concilia=', '')
    expect(await database.knex('sessions').pluck('token_sha256')).toEqual([tokenHash(token)])
    expect(JSON.stringify(await database.knex('sessions'))).not.toContain(token)
  })

  it.each(['concilia=', 'concilia=%00', 'concilia=%zz', `concilia=${'x'.repeat(4000)}`])(
    'is nobody’s with a cookie that is none: %.20s',
    async (cookie) => {
      await signIn()
      expect(await statusWith(cookie)).toBe(401)
    },
  )

  it('is written again when it was seen five minutes ago, not at every request', async () => {
    const cookie = await signIn()
    const seenAt = async () => (await database.knex('sessions').pluck<Date[]>('seen_at'))[0]?.getTime()
    const before = await seenAt()
    await statusWith(cookie)
    expect(await seenAt()).toBe(before)
    await age('5 minutes 1 second')
    await statusWith(cookie)
    expect(await seenAt()).toBeGreaterThanOrEqual(before ?? 0)
  })

  it.each([
    [
      'has signed out elsewhere',
      () => database.knex('sessions').update({ ended_at: database.knex.fn.now() }),
    ],
    [
      'has no function any more',
      () =>
        database
          .knex('functions')
          .where({ person_id: demoPersonId('PROCESS_OWNER') })
          .update({ ends_on: '2020-01-01', starts_on: '2019-01-01' }),
    ],
  ])(
    'gives nothing from the first request on after its person %s, whatever it was just shown',
    async (_what, change) => {
      const cookie = await signIn()
      const pathOf = ['/api/session', '/api/cycles', '/api/inbox', '/deliveries']
      for (const path of pathOf) await http.get(path).set('cookie', cookie)
      await change()
      const after = await Promise.all(pathOf.map((path) => http.get(path).set('cookie', cookie)))
      await database
        .knex('functions')
        .where({ person_id: demoPersonId('PROCESS_OWNER') })
        .update({ ends_on: null })
      expect(after.map(({ status }) => status)).toEqual([401, 401, 401, 303])
    },
  )

  it('is asked about before a reading notes anything: what it prepared for who is gone is neither noted nor given', async () => {
    const { reading } = createSessions({
      ...{ stores: database.stores, secure: false, demoPeople: null },
      today: () => database.today(),
    })
    const request = { headers: { cookie: await signIn() } }
    const noted: (string | null)[] = []
    const note = () =>
      reading(request, async (signedIn, sure) => {
        const who = signedIn?.actor.personId ?? null
        await sure()
        noted.push(who)
        return who
      })
    expect([await note(), await note()]).toEqual(Array(2).fill(demoPersonId('PROCESS_OWNER')))
    await database.knex('sessions').update({ ended_at: database.knex.fn.now() })
    expect(await note()).toBeNull()
    expect(noted).toEqual([...Array<string>(2).fill(demoPersonId('PROCESS_OWNER')), null])
  })

  it('can be ended by its person everywhere', async () => {
    const [here, there] = [await signIn(), await signIn()]
    expect(await database.stores.sessions.endAllOf(demoPersonId('FINANCE_1'))).toBe(0)
    expect(await database.stores.sessions.endAllOf(demoPersonId('PROCESS_OWNER'))).toBe(2)
    expect([await statusWith(here), await statusWith(there)]).toEqual([401, 401])
  })

  it('is forgotten by housekeeping after thirty days, on whichever engine', async () => {
    await signIn()
    await age('31 days')
    await signIn()
    const parts = { knex: database.knex, retention: null, clock: database.clock, historyDays: 30 }
    expect(await sweep({ ...parts, log: pino({ enabled: false }) })).toMatchObject({ sessions: 1 })
    expect(await database.knex('sessions')).toHaveLength(1)
  })
})
