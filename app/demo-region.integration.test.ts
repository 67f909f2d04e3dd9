import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { loadDemoNetwork } from '../test/support/demo-network.ts'
import { httpOf } from '../test/support/http.ts'
import { sendForm } from '../test/support/send-form.ts'
import { demoAccountId } from './demo/network-ids.ts'

const RECEIPT = 'RIC-2027-000001'
const waiting = [
  {
    receipt: { receiptNumber: RECEIPT, receivedAt: '2027-03-03T09:00:00Z' },
    manifest: { cycleCode: 'MI-2027' },
  },
]

let database: TestDatabase
let office: Server
let asked: string[]
let http: ReturnType<typeof httpOf>
let nowhere: ReturnType<typeof httpOf>

beforeAll(async () => {
  database = await createTestDatabase()
  await loadDemoNetwork(database.stores)
  await database
    .knex('engine_identity')
    .insert({ engine: 'embedded', engine_id: 'test-engine' })
    .onConflict()
    .ignore()
  asked = []
  office = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (request.method === 'GET') response.end(JSON.stringify(waiting))
    else response.writeHead(request.url === `/packages/${RECEIPT}/outcome` ? 202 : 404).end()
  })
  await new Promise<void>((resolve) => office.listen(0, '127.0.0.1', resolve))
  const { port } = office.address() as AddressInfo
  http = httpOf(database, { REGION_URL: `http://127.0.0.1:${port}` })
  nowhere = httpOf(database, { REGION_URL: 'http://127.0.0.1:9' })
}, 60_000)
afterAll(async () => {
  await new Promise((resolve) => office.close(resolve))
  await database.close()
})

async function signedIn(): Promise<string> {
  const answer = await http.post('/api/session').send({ accountId: demoAccountId('PROCESS_OWNER') })
  return ((answer.headers['set-cookie'] ?? []) as unknown as string[])
    .map((one) => one.split(';')[0])
    .join('; ')
}

describe('the Region of the demo', () => {
  it('is told to answer on the page of the clock, and answers not before (art. 8)', async () => {
    const cookie = await signedIn()
    const page = await http.get('/clock').set('cookie', cookie).expect(200)
    expect(page.text).toContain('Fai validare il Piano del ciclo MI-2027')
    expect(asked).toEqual(['GET /packages'])
    const done = await sendForm(http, `/clock?act=validate&of=${RECEIPT}`, { key: 'v' }, cookie)
    expect([done.status, done.headers['location']]).toEqual([303, '/clock'])
    expect(asked.at(-1)).toBe(`POST /packages/${RECEIPT}/outcome`)
  })

  it('is not told of a plan that does not wait, nor by who is not signed in', async () => {
    const path = '/api/demo/region/RIC-2027-000009/outcome'
    await http
      .post(path)
      .set('cookie', await signedIn())
      .expect(404)
    await http.post(path).expect(401)
  })

  it('has nothing waiting where no such office answers', async () => {
    const cookie = await signedIn()
    const page = await nowhere.get('/clock').set('cookie', cookie).expect(200)
    expect(page.text).toContain('Nessun Piano aspetta')
    await nowhere.post(`/api/demo/region/${RECEIPT}/outcome`).set('cookie', cookie).expect(409)
  })
})
