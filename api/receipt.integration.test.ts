import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../app/demo/alliances.ts'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { isSubmitted } from '../db/call/application-store.ts'
import { receiptDocument } from '../documents/call/receipt-document.ts'
import { apiOf, PERSON } from '../test/support/api.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { callRoutes } from './call.ts'

const LEAD = 'LEAD_SERCOP'

let database: TestDatabase
let http: ReturnType<typeof apiOf>
let submitted = ''
let draft = ''

beforeAll(async () => {
  database = await createTestDatabase()
  const scenario = await createCallScenario(database)
  const call = await scenario.openCall()
  const alliance = demoAlliances.find(({ lead }) => lead === 'SERCOP') ?? demoAlliances[0]
  submitted = await scenario.draft(call.id, alliance)
  await scenario.submit(submitted, 'SERCOP')
  draft = await scenario.draft(call.id, alliance)
  http = apiOf(database, callRoutes)
}, 60_000)
afterAll(() => database.close())

const ask = (applicationId: string, code: string) =>
  http.get(`/api/applications/${applicationId}/receipt`).set(PERSON, demoPersonId(code)).buffer(true)

const papers = () => database.knex('documents').where({ kind: 'submission-receipt' }).pluck('subject_id')

describe('the receipt of an application as a paper (art. 10)', () => {
  it('is made when first asked for, and is the same file from then on, whatever becomes of what it names', async () => {
    const [first, other] = await Promise.all([ask(submitted, LEAD), ask(submitted, LEAD)])
    expect([first.status, first.type]).toEqual([200, 'application/pdf'])
    expect((first.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-')
    expect((other.body as Buffer).equals(first.body as Buffer)).toBe(true)
    await database.arrange((tx) => tx('cycles').update({ title: 'Un altro titolo' }))
    expect(((await ask(submitted, LEAD)).body as Buffer).equals(first.body as Buffer)).toBe(true)
    expect(await papers()).toEqual([submitted])
  }, 60_000)

  it('tells number, arrival, who signs, alliance, and the hashes of what was submitted', async () => {
    const application = await database.stores.applications.get(submitted)
    if (!isSubmitted(application)) throw new Error('it was submitted')
    const files = await database.stores.attachments.of(submitted)
    const told = await receiptDocument(
      { stores: database.stores, files: database.files, now: database.clock.now() },
      application,
    )
    expect(told).toMatchObject({
      receiptNumber: application.receiptNumber,
      arrivedAt: application.arrivedAt.toISOString(),
      issuedAt: application.arrivedAt.toISOString(),
      contentSha256: application.contentSha256,
      signedBy: 'Legale rappresentante Azienda Sercop – servizi del Rhodense',
    })
    expect(told.partners[0]).toMatchObject({ role: 'LEAD' })
    expect(told.attachments.map(({ sha256 }) => sha256)).toEqual(files.map(({ sha256 }) => sha256))
    expect(files.length).toBeGreaterThan(0)
  })

  it.each([
    ['another lead', 'LEAD_IPIS'],
    ['the office before the closing', 'CASE_OFFICER_1'],
    ['a network member', 'MEMBER_CISL'],
  ])('is not there for %s (%s), and nothing is made for them (art. 5)', async (_who, code) => {
    const before = await papers()
    expect((await ask(submitted, code)).status).toBe(404)
    expect(await papers()).toEqual(before)
  })

  it('is refused of a draft, with what to do', async () => {
    const answer = await ask(draft, LEAD)
    expect([answer.status, (answer.body as { code: string }).code]).toEqual([409, 'RECEIPT_NOT_YET'])
    expect((answer.body as { message: string }).message).toContain('da quando la presenti (art. 10)')
  })
})
