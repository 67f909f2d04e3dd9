import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoNetwork } from '../app/demo/network.ts'
import { demoAccountId, demoPersonId } from '../app/demo/network-ids.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { loadDemoNetwork } from '../test/support/demo-network.ts'
import { httpOf } from '../test/support/http.ts'
import { sendForm } from '../test/support/send-form.ts'

const typed = {
  ...{ key: 'i', 'person[givenName]': 'Mario', 'person[familyName]': 'Rossi', 'person[bornOn]': '1/1/1980' },
  ...{ 'person[taxCode]': 'RSSMRA80A01F205X', 'person[email]': 'mario@ente.example' },
  ...{ body: demoNetwork.bodies.find(({ code }) => code === 'CCIAA')?.taxCode, role: 'ALLIANCE_LEAD' },
  ...{ act: 'Nota prot. 12', days: '10' },
}

let database: TestDatabase
let http: ReturnType<typeof httpOf>
let owner: string

beforeAll(async () => {
  database = await createTestDatabase('2027-01-11T09:00:00Z')
  await loadDemoNetwork(database.stores)
  http = httpOf(database)
  owner = await signedIn('PROCESS_OWNER')
}, 60_000)
afterAll(() => database.close())

async function signedIn(code: string): Promise<string> {
  const answer = await http.post('/api/session').send({ accountId: demoAccountId(code) })
  return ((answer.headers['set-cookie'] ?? []) as unknown as string[])
    .map((one) => one.split(';')[0])
    .join('; ')
}
const open = (path: string, cookie = owner) => http.get(path).set('cookie', cookie)
const post = (address: string, fields: Readonly<Record<string, unknown>>, cookie = owner) =>
  sendForm(http, address, fields, cookie)
const pageOf = (code: string) => `/network/people/${demoPersonId(code)}`

describe('the page of invitations', () => {
  it('opens to the process owner alone, who keeps the register (art. 8)', async () => {
    await open('/network/invitations').expect(200)
    await open('/network/invitations', await signedIn('FINANCE_1')).expect(403)
  })

  it('says at its field what is wrong with an invitation, and sends nothing', async () => {
    const wrong = await post('/network/invitations?act=invite', { ...typed, body: '00488410010', days: '61' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toMatch(/<a href="#days"[^>]*>Giorni di validità<\/a>/)
    expect(await database.knex('outbox').where({ kind: 'MAIL' })).toEqual([])
  })

  it('invites by mail, shows the open invitation, and revokes it with a reason', async () => {
    const done = await post('/network/invitations?act=invite', typed)
    expect([done.status, done.headers['location']]).toEqual([303, '/network/invitations'])
    const { text } = await open('/network/invitations')
    expect(text).toContain('mario@ente.example')
    const [invitation] = (await open('/api/invitations')).body as { id: string }[]
    const of = invitation?.id ?? ''
    expect((await post(`/network/invitations?act=revoke&of=${of}`, { key: 'r1', reason: '' })).status).toBe(
      422,
    )
    const revoked = await post(`/network/invitations?act=revoke&of=${of}`, {
      key: 'r2',
      reason: 'Non serve più',
    })
    expect(revoked.status).toBe(303)
    expect((await open('/network/invitations')).text).toContain('Nessun invito aperto.')
  })
})

describe('the page of a person', () => {
  it('lets the person out everywhere, also where it came in elsewhere', async () => {
    const [here, there] = [await signedIn('FINANCE_1'), await signedIn('FINANCE_1')]
    expect((await open(pageOf('FINANCE_1'), here)).text).toContain('Esci ovunque')
    const done = await post(`${pageOf('FINANCE_1')}?act=end-sessions`, { key: 'e' }, here)
    expect([done.status, done.headers['location']]).toEqual([303, '/signed-out'])
    for (const cookie of [here, there]) await open('/api/session', cookie).expect(401)
  })

  it('lets the process owner put somebody else out, with a reason', async () => {
    const there = await signedIn('FINANCE_2')
    const path = `${pageOf('FINANCE_2')}?act=end-sessions&of=${demoPersonId('FINANCE_2')}`
    expect((await post(path, { key: 'f1', reason: '' })).status).toBe(422)
    await open('/api/session', there).expect(200)
    expect((await post(path, { key: 'f2', reason: 'Computer rubato' })).status).toBe(303)
    await open('/api/session', there).expect(401)
  })
})
