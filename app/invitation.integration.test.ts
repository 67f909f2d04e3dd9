import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { NETWORK_CHAIN } from '../domain/cycle/network-chain.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { loadDemoNetwork } from '../test/support/demo-network.ts'
import { httpOf } from '../test/support/http.ts'
import { startIdentityProvider } from '../test/support/identity-provider.ts'
import type { RunningProvider } from '../test/support/identity-provider.ts'
import { checkAudit } from './audit-check.ts'
import { demoNetwork } from './demo/network.ts'
import { demoAccountId, demoBodyId, demoPersonId } from './demo/network-ids.ts'

const HERE = 'http://127.0.0.1:3000'
const TODAY = '2027-01-11T09:00:00Z'
const taxCodeOf = (code: string) => demoNetwork.bodies.find((one) => one.code === code)?.taxCode ?? ''
const guest = {
  ...{ givenName: 'Mario', familyName: 'Rossi', bornOn: '1980-01-01', taxCode: 'RSSMRA80A01F205X' },
  ...{ document: null, email: 'mario.rossi@ente.example' },
}
const asked = {
  ...{ person: guest, body: taxCodeOf('CCIAA'), role: 'ALLIANCE_LEAD', signatory: true },
  ...{ act: 'Nota prot. 12', days: 10 },
}

let database: TestDatabase
let provider: RunningProvider
let http: ReturnType<typeof httpOf>
let demo: ReturnType<typeof httpOf>
let owner: string

beforeAll(async () => {
  database = await createTestDatabase(TODAY)
  await loadDemoNetwork(database.stores)
  provider = await startIdentityProvider(HERE, {
    guest: `TINIT-${guest.taxCode}`,
    thief: 'TINIT-VRDLGU75B02F205A',
    untold: null,
  })
  http = httpOf(database, provider.settings)
  demo = httpOf(database)
  owner = await signIn('PROCESS_OWNER')
}, 60_000)
afterEach(() => database.setNow(TODAY))
afterAll(async () => {
  await provider.stop()
  await database.close()
})

const cookieOf = (answer: { headers: Record<string, unknown> }, name: string): string => {
  const all = (answer.headers['set-cookie'] ?? []) as string[]
  return all.map((one) => one.split(';')[0] ?? '').find((one) => one.startsWith(`${name}=`)) ?? ''
}
const signIn = async (code: string): Promise<string> =>
  cookieOf(
    await demo
      .post('/api/session')
      .send({ accountId: demoAccountId(code) })
      .expect(201),
    'concilia',
  )

/* The path of the link in the newest mail. */
async function invited(changes: object = {}): Promise<{ id: string; path: string }> {
  const answer = await demo
    .post('/api/invitations')
    .set('cookie', owner)
    .send({ ...asked, ...changes })
    .expect(201)
  const mails = await database.knex('outbox').where('kind', 'MAIL').orderBy('position', 'desc')
  const { text, to } = mails[0]?.payload as { text: string; to: string[] }
  expect(to).toEqual([guest.email])
  return {
    ...(answer.body as { id: string }),
    path: /http:\/\/127\.0\.0\.1:3000(\/invitations\/\S+)/.exec(text)?.[1] ?? '',
  }
}
/* What the page of the link says. */
async function toldBy(path: string): Promise<string> {
  return (await demo.get(path).expect(200)).text
}
async function accepted(path: string, login: string) {
  const token = path.replace('/invitations/', '')
  const begun = await http.get(`/sign-in/begin?invitation=${token}`).expect(303)
  const back = new URL(await provider.answerTo(begun.headers['location'] ?? '', login))
  return http.get(`${back.pathname}${back.search}`).set('cookie', cookieOf(begun, 'concilia-sign-in'))
}
const revoke = (id: string) =>
  demo.post(`/api/invitations/${id}/revoke`).set('cookie', owner).send({ reason: 'Indirizzo sbagliato' })
const rowsOf = (table: 'persons' | 'functions' | 'accounts') =>
  database.knex(table).count<{ count: string }[]>()
const everything = () => Promise.all((['persons', 'functions', 'accounts'] as const).map(rowsOf))

describe('an invitation', () => {
  it.each([true, false])(
    'says on the page of its link whether one will sign for the body: %s (art. 9, 10)',
    async (signatory) => {
      const { id, path } = await invited({ signatory })
      expect((await toldBy(path)).includes('firmi per l’ente')).toBe(signatory)
      const revoke = demo.post(`/api/invitations/${id}/revoke`).set('cookie', owner)
      await revoke.send({ reason: 'Prova' }).expect(204)
    },
  )

  it('is the process owner’s alone, and only to a body that is there', async () => {
    const finance = await signIn('FINANCE_1')
    await demo.post('/api/invitations').set('cookie', finance).send(asked).expect(403)
    await demo
      .post('/api/invitations')
      .set('cookie', owner)
      .send({ ...asked, body: '00488410010' })
      .expect(422)
    for (const changes of [{ days: 0 }, { days: 61 }, { role: 'PROCESS_OWNER' }, { act: '' }])
      await demo
        .post('/api/invitations')
        .set('cookie', owner)
        .send({ ...asked, ...changes })
        .expect(422)
  })

  it('writes no person, function or account before it is accepted, and shows body and term by its link', async () => {
    const before = await everything()
    const { id, path } = await invited()
    expect(await everything()).toEqual(before)
    const page = await http.get(path).expect(200)
    expect(page.text).toContain('21/01/2027')
    expect(page.text).not.toContain(guest.familyName)
    const list = await demo.get('/api/invitations').set('cookie', owner).expect(200)
    expect(list.body).toMatchObject([{ id, familyName: 'Rossi', expiresOn: '2027-01-21' }])
    await revoke(id).expect(204)
  })

  it('refuses who is proved to be somebody else, and stays for whom it is', async () => {
    const before = await everything()
    const { path } = await invited()
    for (const login of ['thief', 'untold']) {
      const stolen = await accepted(path, login)
      expect(stolen.status).toBe(403)
      expect(stolen.text).toContain('è di un’altra persona')
    }
    expect(await everything()).toEqual(before)

    const answer = await accepted(path, 'guest')
    expect([answer.status, answer.headers['location']]).toEqual([303, '/'])
    const session = await http.get('/api/session').set('cookie', cookieOf(answer, 'concilia')).expect(200)
    expect(session.body).toMatchObject({
      role: 'ALLIANCE_LEAD',
      bodyId: demoBodyId('CCIAA'),
      displayName: 'Mario Rossi',
    })
  })

  it('counts once, also when it is accepted twice at the same moment', async () => {
    const { path } = await invited()
    const answers = await Promise.all([accepted(path, 'guest'), accepted(path, 'guest')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 404])
    const used = await http.get(path).expect(404)
    expect(used.text).toContain('è già stato usato')
    const people = await database.knex('persons').where('tax_code', guest.taxCode)
    expect(people).toHaveLength(1)
    expect(await database.knex('functions').where('person_id', people[0]?.id)).toHaveLength(1)
  })

  it('lets in who has no codice fiscale to tell, by the link alone', async () => {
    const foreigner = {
      ...guest,
      taxCode: null,
      document: { country: 'FR', kind: 'PASSPORT', number: '12AB34567' },
    }
    const { path } = await invited({ person: foreigner })
    expect((await accepted(path, 'untold')).status).toBe(303)
  })

  it('counts to the end of its last day', async () => {
    const { path } = await invited()
    database.setNow('2027-01-21T22:59:00Z')
    await http.get(path).expect(200)
    database.setNow('2027-01-21T23:00:00Z')
    await http.get(path).expect(404)
    expect((await accepted(path, 'guest')).status).toBe(404)
  })

  it('that is revoked lets nobody in, and cannot be revoked again', async () => {
    const { id, path } = await invited()
    await revoke(id).expect(204)
    expect((await accepted(path, 'guest')).status).toBe(404)
    await revoke(id).expect(404)
  })

  it('of a link that is none is told as such', async () => {
    for (const path of ['/invitations/none', '/invitations/%20', `/invitations/${'x'.repeat(500)}`])
      await http.get(path).expect(404)
  })

  it('is accepted in the demo by a plain form of its page, without a script', async () => {
    const { path } = await invited({ person: { ...guest, taxCode: 'VRDLGU75B02F205A', givenName: 'Luigi' } })
    expect((await demo.get(path).expect(200)).text).toContain(`action="${path}"`)
    const answer = await demo.post(path).type('form').send('')
    expect([answer.status, answer.headers['location']]).toEqual([303, '/inbox'])
    const session = await demo.get('/api/session').set('cookie', cookieOf(answer, 'concilia')).expect(200)
    expect(session.body).toMatchObject({ displayName: 'Luigi Rossi' })
    await demo.post(path).expect(404)
  })

  it('leaves who did what in the network’s chain, which is verified like a cycle’s', async () => {
    const actions = (await database.stores.audit.entries(NETWORK_CHAIN)).map(({ action }) => action)
    for (const action of ['invite-person', 'accept-invitation', 'revoke-invitation'])
      expect(actions).toContain(action)
    expect((await checkAudit(database.knex, [])).ok).toBe(true)
  })
})

describe('sessions of a person', () => {
  it('are ended everywhere by the person, by the process owner with a reason, by nobody else', async () => {
    const officer = demoPersonId('CASE_OFFICER_1')
    const [here, there, other] = await Promise.all(
      ['CASE_OFFICER_1', 'CASE_OFFICER_1', 'FINANCE_2'].map(signIn),
    )
    const end = (by: string, reason: string | null = null) =>
      demo.post(`/api/people/${officer}/sessions/end`).set('cookie', by).send({ reason })
    await end(other ?? '').expect(403)
    expect((await end(here ?? '').expect(200)).body).toEqual({ ended: 2 })
    for (const cookie of [here, there])
      await demo
        .get('/api/session')
        .set('cookie', cookie ?? '')
        .expect(401)
    await demo
      .get('/api/session')
      .set('cookie', other ?? '')
      .expect(200)
    const again = await signIn('CASE_OFFICER_1')
    await end(owner).expect(422)
    expect((await end(owner, 'Computer rubato').expect(200)).body).toEqual({ ended: 1 })
    const entries = await database.stores.audit.entries(NETWORK_CHAIN)
    expect(entries.at(-1)).toMatchObject({ action: 'end-sessions', facts: { reason: 'Computer rubato' } })
    await demo.get('/api/session').set('cookie', again).expect(401)
    await demo
      .post('/api/people/NOBODY/sessions/end')
      .set('cookie', owner)
      .send({ reason: 'Computer rubato' })
      .expect(404)
  })
})
