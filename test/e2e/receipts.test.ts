import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { serveHttp } from '../support/http.ts'
import { ASK, createLeadRequestScenario } from '../support/lead-requests.ts'
import type { LeadRequestScenario } from '../support/lead-requests.ts'
import { receiptMail } from '../support/pec.ts'
import { pdfBytes } from '../support/small-files.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { askIntegration } from '../../workers/evaluation/ask-integration.ts'
import { startBrowser } from './browser.ts'
import { DESK, faultsOf, PHONE } from './examination.ts'

const WITH = 0
const WITHOUT = 1
let browser: Browser
let database: TestDatabase
let scenario: LeadRequestScenario
let served: Awaited<ReturnType<typeof serveHttp>>
const contexts: BrowserContext[] = []

beforeAll(async () => {
  await startPostgres()
  browser = await startBrowser()
  database = await createTestDatabase()
  scenario = await createLeadRequestScenario(database)
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  served = await serveHttp(database)
  database.setNow('2027-06-18T20:00:00Z')
  for (const index of [WITH, WITHOUT]) {
    await scenario.decide(index, ASK)
    await scenario.deliver(index, askIntegration)
  }
  database.setNow('2027-06-23T09:00:00Z')
}, 180_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  served.close()
  await browser.close()
  await database.close()
  await stopPostgres()
}, 60_000)

async function pageOf(account: string, index: number): Promise<Page> {
  const scripts = index === WITH
  const context = await browser.newContext({
    ...{ baseURL: served.url, locale: 'it-IT', javaScriptEnabled: scripts },
    viewport: scripts ? DESK : PHONE,
  })
  context.setDefaultTimeout(15_000)
  contexts.push(context)
  const answer = await context.request.post('/api/session', { data: { accountId: demoAccountId(account) } })
  expect(answer.status()).toBe(201)
  const page = await context.newPage()
  await page.goto(`/applications/${scenario.of(index).applicationId}/communications`)
  return page
}
const sent = async (index: number) =>
  (await database.stores.communications.of(scenario.of(index).applicationId))[0]!
const open = (page: Page, name: string) => page.locator('summary', { hasText: name }).first().click()
const choose = (page: Page, label: string, name: string, buffer: Buffer) =>
  page.getByLabel(label, { exact: true }).setInputFiles({ name, mimeType: 'message/rfc822', buffer })
const press = (page: Page, name: string) => page.getByRole('button', { name }).click()
const text = (page: Page) => page.locator('main').innerText()

describe.each([
  ['with scripts, on a desk', WITH],
  ['without scripts, on a phone', WITHOUT],
])('receipts of certified mail are recorded (DPR 68/2005 art. 6, 8), %s', (_, index) => {
  const scripts = index === WITH

  it('one of another mail is refused beside its field, and says what would do', async () => {
    const page = await pageOf('CASE_OFFICER_1', index)
    await open(page, 'Carica una ricevuta PEC')
    const { address } = await sent(index)
    await choose(page, 'Ricevuta', 'altra.eml', receiptMail({ msgid: 'altro@concilia', consegna: address! }))
    await press(page, 'Carica la ricevuta')
    await page.getByText('riguarda un altro messaggio: dice altro@concilia').first().waitFor()
    expect(await page.getByLabel('Ricevuta', { exact: true }).isVisible()).toBe(true)
    if (scripts) expect(await faultsOf(page)).toEqual([])
  }, 120_000)

  it('its own is kept, and the term that it moves is told to the office and to the lead', async () => {
    const page = await pageOf('CASE_OFFICER_1', index)
    const { id, address } = await sent(index)
    const said = { giorno: '21/06/2027', zona: '+0200', msgid: `${id}@concilia`, consegna: address! }
    await open(page, 'Carica una ricevuta PEC')
    await choose(page, 'Ricevuta', 'ricevuta.eml', receiptMail(said))
    await press(page, 'Carica la ricevuta')
    await page.getByText('Ricevuta registrata').waitFor()
    expect(await text(page)).toMatch(
      /21\/06\/2027, ore 11:00\s+provata da una ricevuta[^]*06\/07\/2027[^]*firma non verificata/,
    )
    const href = await page.getByRole('link', { name: 'ricevuta.eml' }).getAttribute('href')
    expect((await page.context().request.get(href ?? '')).status()).toBe(200)
    if (scripts) expect(await faultsOf(page)).toEqual([])
    const lead = await pageOf(`LEAD_${demoAlliances[index]?.lead ?? ''}`, index)
    expect(await text(lead)).toMatch(/provata da una ricevuta[^]*06\/07\/2027/)
    expect(await lead.locator('summary', { hasText: 'Registra a mano' }).count()).toBe(0)
  }, 120_000)

  it('by hand it needs a reason, may have a proof, and puts right what was recorded, which stays', async () => {
    const page = await pageOf('CASE_OFFICER_1', index)
    await open(page, 'Registra a mano')
    await page.getByLabel('Che cosa è successo').selectOption('NOT_DELIVERED')
    await page.getByLabel('Giorno').fill('22/6/2027')
    await page.getByLabel('Ora').fill('9.30')
    await press(page, 'Registra')
    await page.getByRole('link', { name: 'Motivo' }).click()
    expect(await page.getByLabel('Giorno').inputValue()).toBe('22/6/2027')
    await page.getByLabel('Motivo').fill('La casella era di un altro ente.')
    await press(page, 'Registra')
    await page.getByText('la richiesta vale come non fatta').first().waitFor()
    expect(await text(page)).toMatch(/non consegnata[^]*Avvenuta consegna[^]*Mancata consegna/)
    await open(page, 'Aggiungi un file di prova')
    await choose(page, 'Prova della consegna', 'verbale.pdf', pdfBytes('verbale'))
    await press(page, 'Carica la prova')
    await page.getByRole('link', { name: 'verbale.pdf' }).waitFor()
    if (scripts) expect(await faultsOf(page)).toEqual([])
    const pixels = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(pixels).toBe(0)
  }, 120_000)
})
