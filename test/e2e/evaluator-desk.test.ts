import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdir } from 'node:fs/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createEvaluationScenario } from '../support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../support/evaluation-scenario.ts'
import { serveHttp } from '../support/http.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { examineApplication } from '../../workers/evaluation/examine-application.ts'
import { startBrowser } from './browser.ts'
import { DESK, faultsOf, PHONE } from './examination.ts'

const PICTURES = process.env['PICTURES']
const EVALUATOR = 'TITULAR_CCIAA'

let database: TestDatabase
let scenario: EvaluationScenario
let served: Awaited<ReturnType<typeof serveHttp>>
let browser: Browser
let sheets: Scoring[]
let scoringTask: string
let officerTask: string
const contexts: BrowserContext[] = []

beforeAll(async () => {
  await startPostgres()
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  await scenario.declareAll()
  await scenario.openRound()
  sheets = (await scenario.openSheets()).filter(({ personId }) => personId === demoPersonId(EVALUATOR))
  scoringTask = await scenario.openScoring(sheets[0]!)
  const { cycleId, steps } = scenario
  const applicationId = scenario.applicationIds.at(-1) ?? ''
  await steps.job(examineApplication, { cycleId, applicationId })
  const route = { admissibilityRoute: 'PROPOSE_EXCLUSION' }
  officerTask = await steps.open('Task_DecideAdmissibility', { cycleId, applicationId, ...route })
  served = await serveHttp(database)
  browser = await startBrowser()
}, 180_000)
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close()
})
afterAll(async () => {
  await browser.close()
  served.close()
  await database.close()
  await stopPostgres()
})

interface Combination {
  viewport: typeof DESK
  scripts: boolean
}
/* Both widths, with and without scripts. */
const COMBINATIONS: [string, Combination][] = [DESK, PHONE].flatMap((viewport) =>
  [true, false].map((scripts): [string, Combination] => [
    `${viewport.width} px, ${scripts ? 'with' : 'without'} scripts`,
    { viewport, scripts },
  ]),
)

async function signedIn(code: string, { viewport, scripts }: Combination): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: served.url, locale: 'it-IT', viewport, javaScriptEnabled: scripts },
  })
  contexts.push(context)
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  await page.request.post('/sign-in?act=enter', {
    ...{ form: { accountId: demoAccountId(code) }, maxRedirects: 0 },
  })
  return page
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return
  await mkdir(PICTURES, { recursive: true })
  await page.screenshot({ path: `${PICTURES}/${name}.png` })
}

async function openTask(page: Page, task: string, { scripts }: Combination): Promise<void> {
  await page.goto(`/tasks/${task}`)
  if (scripts) await page.locator('#form .fjs-form').waitFor()
}

const tab = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Attività e domanda' }).getByRole('link', { name })

describe.each(COMBINATIONS)('an application beside the work on it (art. 6, 10), %s', (name, combination) => {
  const { viewport, scripts } = combination
  const wide = viewport === DESK
  const of = (what: string) => `${what}-${viewport.width}-${scripts ? 'scripts' : 'plain'}`

  it('is read by its evaluator while the sheet is filled in, which keeps what is typed', async () => {
    const page = await signedIn(EVALUATOR, combination)
    await openTask(page, scoringTask, combination)
    const points = page.getByLabel('Punti').first()
    await points.fill('5')
    expect(await page.getByRole('heading', { name: 'Piano dei costi' }).isVisible()).toBe(wide)
    await picture(page, of('scoring'))
    await tab(page, 'Costi').click()
    await page.getByRole('heading', { name: 'Piano dei costi' }).waitFor()
    expect(await points.isVisible()).toBe(wide)
    await picture(page, of('scoring-costs'))
    if (!wide) await tab(page, 'Attività').click()
    expect(await points.inputValue()).toBe('5')
  }, 60_000)

  it('opens its files in the page', async () => {
    const page = await signedIn(EVALUATOR, combination)
    await openTask(page, scoringTask, combination)
    await tab(page, 'Allegati').click()
    const opened = page.waitForResponse((answer) => answer.url().includes('disposition=inline'))
    await page
      .getByRole('link', { name: /^Leggi in questa pagina/ })
      .first()
      .click()
    expect((await opened).headers()['content-disposition']).toMatch(/^inline/)
    await picture(page, of('files'))
  }, 60_000)

  it('bears out each formal reason by a link, for the officer', async () => {
    const page = await signedIn('CASE_OFFICER_1', combination)
    await page.request.post(`/api/work-items/${officerTask}/take`)
    await openTask(page, officerTask, combination)
    if (!wide) await tab(page, 'Istruttoria').click()
    await picture(page, of('officer'))
    await page.getByRole('link', { name: /^Enti fra capofila e partner: / }).click()
    await page.locator('#figure-TOO_FEW_BODIES:target').waitFor()
    await picture(page, of('officer-evidence'))
  }, 60_000)
})

describe.each(COMBINATIONS)('the desk of whoever evaluates (art. 6), %s', (_name, combination) => {
  const { viewport, scripts } = combination
  const of = (what: string) => `${what}-${viewport.width}-${scripts ? 'scripts' : 'plain'}`

  it('leads to a sheet, which tells its total beside the threshold as one scores', async () => {
    const page = await signedIn(EVALUATOR, combination)
    await page.goto(`/calls/${scenario.callId}/scoring`)
    await picture(page, of('desk'))
    await page
      .getByRole('link', { name: /la scheda di/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: 'Valuta il progetto' }).waitFor()
    if (scripts) await page.locator('#form .fjs-form').waitFor()
    for (const points of await page.getByLabel('Punti').all()) await points.fill('1')
    const soFar = page.locator('#sheet-so-far')
    const asked = await page.getByLabel('Punti').count()
    if (!scripts) await page.getByRole('button', { name: 'Salva bozza' }).click()
    await soFar.getByText(`Totale ${asked} su 100`).waitFor()
    await soFar.getByText('sotto la soglia').first().waitFor()
    await picture(page, of('total'))
    await soFar.locator('summary').click()
    await soFar.getByText(`mancano in ${asked} criteri`).waitFor()
    await picture(page, of('total-open'))
  }, 60_000)
})

describe('the pages of who evaluates', () => {
  it('are without a fault of accessibility, each panel of a phone too', async () => {
    const page = await signedIn(EVALUATOR, { viewport: PHONE, scripts: true })
    const faults: string[] = []
    for (const panel of [
      'work',
      'dossier-sheet',
      'dossier-project',
      'dossier-alliance',
      'dossier-costs',
      'dossier-files',
    ]) {
      await page.goto(`/tasks/${scoringTask}#${panel}`)
      await page.locator('#form .fjs-form').waitFor({ state: 'attached' })
      faults.push(...(await faultsOf(page)).map((fault) => `${panel} ${fault}`))
    }
    for (const path of [
      `/calls/${scenario.callId}/scoring`,
      `/applications/${sheets[0]?.applicationId}/sheets`,
    ]) {
      await page.goto(path)
      faults.push(...(await faultsOf(page)).map((fault) => `${path} ${fault}`))
    }
    expect(faults).toEqual([])
  }, 120_000)
})
