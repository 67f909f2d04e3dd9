import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { serveHttp } from '../support/http.ts'
import { createLeadRequestScenario } from '../support/lead-requests.ts'
import type { LeadRequestScenario } from '../support/lead-requests.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { pdfBytes } from '../support/small-files.ts'
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
const tasks: string[] = []

beforeAll(async () => {
  await startPostgres()
  browser = await startBrowser()
  database = await createTestDatabase()
  scenario = await createLeadRequestScenario(database)
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  served = await serveHttp(database)
}, 180_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  served.close()
  await browser.close()
  await database.close()
  await stopPostgres()
}, 60_000)

async function signedIn(account: string, javaScriptEnabled: boolean): Promise<Page> {
  const viewport = javaScriptEnabled ? DESK : PHONE
  const context = await browser.newContext({
    baseURL: served.url,
    locale: 'it-IT',
    javaScriptEnabled,
    viewport,
  })
  context.setDefaultTimeout(15_000)
  contexts.push(context)
  const answer = await context.request.post('/api/session', { data: { accountId: demoAccountId(account) } })
  expect(answer.status()).toBe(201)
  return context.newPage()
}
const leadOf = (index: number) => `LEAD_${demoAlliances[index]?.lead ?? ''}`
const complete = (page: Page) => page.getByRole('button', { name: 'Completa l’attività' }).click()
/* Opens a task, in one's hands, with its form drawn. */
async function work(page: Page, task: string, scripts: boolean): Promise<void> {
  await page.goto(`/tasks/${task}`)
  await page.getByRole('button', { name: 'Prendi in carico' }).click()
  await page.locator('#done').waitFor()
  if (scripts) await page.locator('#form .fjs-form').waitFor()
}

describe.each([
  ['with scripts, on a desk', WITH],
  ['without scripts, on a phone', WITHOUT],
])('an integration is asked and answered (L. 241/1990 art. 6), %s', (_, index) => {
  const scripts = index === WITH

  it('the officer is led to what is missing, which keeps what was typed', async () => {
    const page = await signedIn('CASE_OFFICER_1', scripts)
    await work(page, await scenario.openDecision(index), scripts)
    await page.locator('label', { hasText: 'Prima chiedi al capofila di integrarla' }).click()
    await page.getByLabel('Motivazione').fill('Il piano non si legge.')
    await complete(page)
    const fault = page.getByRole('link', { name: 'Che cosa manca o non è chiaro' })
    await fault.click()
    expect(await page.getByLabel('Motivazione').inputValue()).toBe('Il piano non si legge.')
    await page.getByLabel('Che cosa manca o non è chiaro').fill('Il piano dei costi')
    await complete(page)
    await page.waitForURL('**/inbox')
    const { task } = await scenario.deliver(index, askIntegration)
    tasks[index] = task
  }, 120_000)

  it('the lead finds it with its term, and answers with a file', async () => {
    const page = await signedIn(leadOf(index), scripts)
    await page.goto('/')
    await page.getByText("Rispondi all'ufficio").first().waitFor()
    await page.goto(`/tasks/${tasks[index]}`)
    if (scripts) await page.locator('#form .fjs-form').waitFor()
    await page.getByText('Il piano dei costi').first().waitFor()
    if (scripts) expect(await faultsOf(page)).toEqual([])
    expect(await page.getByLabel('La tua risposta').inputValue()).toBe('')
    await page.getByLabel('La tua risposta').fill('Ecco il piano.')
    await page
      .getByLabel('Documento 1')
      .setInputFiles({ name: 'piano.pdf', mimeType: 'application/pdf', buffer: pdfBytes('piano') })
    await complete(page)
    await page.waitForURL('**/inbox')
  }, 120_000)

  it('both read it beside the application; the officer before deciding', async () => {
    const { applicationId } = scenario.of(index)
    const page = await signedIn(leadOf(index), scripts)
    await page.goto(`/applications/${applicationId}/requests`)
    await page.getByText('Ecco il piano.').waitFor()
    const href = await page.getByRole('link', { name: 'piano.pdf' }).getAttribute('href')
    expect((await page.context().request.get(href ?? '')).status()).toBe(200)
    if (scripts) expect(await faultsOf(page)).toEqual([])
    const desk = await signedIn('CASE_OFFICER_1', scripts)
    await work(desk, await scenario.openDecision(index), scripts)
    await desk.getByText('Ecco il piano.').first().waitFor()
    expect(await desk.getByLabel('Prima chiedi al capofila di integrarla').count()).toBe(0)
    if (!scripts) expect(await desk.getByLabel('Che cosa manca o non è chiaro').count()).toBe(0)
    if (scripts) expect(await faultsOf(desk)).toEqual([])
  }, 120_000)
})
