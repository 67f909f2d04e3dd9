import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { createCutGrantScenario } from '../support/cut-grants.ts'
import type { CutGrantScenario } from '../support/cut-grants.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { serveHttp } from '../support/http.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { startBrowser } from './browser.ts'
import { DESK, faultsOf, PHONE } from './examination.ts'

let browser: Browser
beforeAll(async () => {
  await startPostgres()
  browser = await startBrowser()
}, 180_000)
afterAll(async () => {
  await browser.close()
  await stopPostgres()
}, 60_000)

const complete = (page: Page) => page.getByRole('button', { name: 'Completa l’attività' }).click()
const answers = (page: Page, text: string) => page.getByText(text, { exact: true }).click()
const RESHAPED = 'Accetta il contributo ridotto, con la rimodulazione'

describe.each([
  ['with scripts, on a desk', true],
  ['without scripts, on a phone', false],
])('a project is reshaped to its cut grant (art. 8, 10), %s', (_, scripts) => {
  let database: TestDatabase
  let scenario: CutGrantScenario
  let served: Awaited<ReturnType<typeof serveHttp>>
  let of: { applicationId: string; leadRequestId: string; task: string }
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createCutGrantScenario(database)
    await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
    const { applicationId } = await scenario.reshapable()
    const { leadRequestId } = await scenario.ask()
    of = { applicationId, leadRequestId, task: await scenario.deliver(leadRequestId) }
    served = await serveHttp(database)
  }, 60_000)
  afterAll(async () => {
    for (const context of contexts) await context.close()
    served.close()
    await database.close()
  })

  async function signedIn(account: string): Promise<Page> {
    const context = await browser.newContext({
      ...{ baseURL: served.url, locale: 'it-IT' },
      ...{ javaScriptEnabled: scripts, viewport: scripts ? DESK : PHONE },
    })
    context.setDefaultTimeout(15_000)
    contexts.push(context)
    const data = { accountId: demoAccountId(account) }
    expect((await context.request.post('/api/session', { data })).status()).toBe(201)
    return context.newPage()
  }
  async function work(page: Page, task: string): Promise<void> {
    await page.goto(`/tasks/${task}`)
    const take = page.getByRole('button', { name: 'Prendi in carico' })
    if ((await take.count()) > 0) {
      await take.click()
      await page.locator('#done').waitFor()
    }
  }
  const lacks = (page: Page) => page.locator('#reshaping-lacks li')
  /* What is typed saves itself, or is saved by its button. */
  async function saved(page: Page): Promise<void> {
    if (!scripts) await page.getByRole('button', { name: 'Salva bozza' }).click()
  }

  it('its lead fills the grid, is told what is missing, and comes back to what it has typed', async () => {
    const page = await signedIn('LEAD_SERCOP')
    await work(page, of.task)
    expect(await page.locator('#reshaping').isVisible()).toBe(false)
    await answers(page, RESHAPED)
    const cells = page.locator('#lines .cell:enabled')
    for (const cell of await cells.all()) expect(await cell.inputValue()).toBe('30.000,00')
    await cells.first().fill('15.000,00')
    await saved(page)
    await lacks(page).first().waitFor()
    expect(await lacks(page).allTextContents()).toContainEqual(expect.stringContaining('Se non è approvata'))
    await lacks(page).first().getByRole('link').click()
    expect(new URL(page.url()).hash).not.toBe('')
    await cells.nth(1).fill('15.000,00')
    await page.locator('#cofinancing').getByLabel('Importo').fill('10.000,00')
    await page
      .locator('fieldset', { hasText: 'Se la rimodulazione non è approvata' })
      .locator('label', { hasText: 'Rinuncia' })
      .last()
      .click()
    await saved(page)
    await lacks(page).first().waitFor({ state: 'detached' })
    expect(await page.locator('#sums').textContent()).toContain('30.000,00')
    await page.goto(`/tasks/${of.task}`)
    expect(await cells.first().inputValue()).toBe('15.000,00')
    if (scripts) expect(await faultsOf(page)).toEqual([])
  }, 120_000)

  it('is refused at the field that is wrong, and taken once it is right', async () => {
    const page = await signedIn('LEAD_SERCOP')
    await work(page, of.task)
    const first = page.locator('#lines .cell:enabled').first()
    await first.fill('30.000,01')
    await complete(page)
    await page.locator('#lines .fault').first().waitFor()
    expect(await first.inputValue()).toBe('30.000,01')
    await first.fill('15.000,00')
    await complete(page)
    await page.locator('#done').waitFor()
    expect(await page.locator('#done').textContent()).toContain('Attività completata')
  }, 120_000)

  it('an officer reads it beside what was presented, and approves it; the application shows both', async () => {
    await scenario.settle(of.leadRequestId)
    await scenario.steps.listen('Task_ExamineReshaping', {
      ...{ cycleId: scenario.cycleId, leadRequestId: of.leadRequestId },
    })
    const [task = ''] = await database
      .knex('work_items')
      .where({ subject_id: of.leadRequestId, state: 'OPEN' })
      .pluck<string[]>('id')
    const page = await signedIn('CASE_OFFICER_1')
    await work(page, task)
    if (scripts) await page.locator('#form .fjs-form').waitFor()
    for (const cost of ['30.000,00', '15.000,00'])
      expect(await page.locator('#work').textContent()).toContain(cost)
    if (scripts) expect(await faultsOf(page)).toEqual([])
    await page.setViewportSize(PHONE)
    const cut = `[...document.querySelectorAll('.fjs-table-inner-container')].filter((one) => one.scrollWidth > one.clientWidth).length`
    expect(await page.evaluate<number>(cut)).toBe(0)
    const titles = `[...document.querySelectorAll('#work .table caption')].map((one) => getComputedStyle(one).captionSide)`
    expect(await page.evaluate(titles)).toEqual(scripts ? [] : ['top', 'top'])
    await answers(page, 'È approvata')
    await page.getByLabel('Motivi').fill('È il progetto che è stato valutato.')
    await complete(page)
    await page.locator('#done').waitFor()
    const own = await signedIn('LEAD_SERCOP')
    await own.goto(`/applications/${of.applicationId}`)
    expect(await own.locator('section', { hasText: 'Rimodulazione approvata' }).textContent()).toContain(
      '15.000,00',
    )
  }, 120_000)
})
