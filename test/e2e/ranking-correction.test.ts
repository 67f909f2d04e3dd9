import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { createCorrectionScenario, WRONG } from '../support/corrected-ranking.ts'
import type { CorrectionScenario } from '../support/corrected-ranking.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { serveHttp } from '../support/http.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { formatDate } from '../../words/formats.ts'
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

describe.each([
  ['with scripts, on a desk', true],
  ['without scripts, on a phone', false],
])('an adopted ranking is corrected (L. 241/1990 art. 21-nonies), %s', (_, scripts) => {
  let database: TestDatabase
  let scenario: CorrectionScenario
  let served: Awaited<ReturnType<typeof serveHttp>>
  let ranking: string
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createCorrectionScenario(database)
    await scenario.publish()
    ranking = `/calls/${scenario.callId}/ranking`
    served = await serveHttp(database)
  }, 120_000)
  afterAll(async () => {
    for (const context of contexts) await context.close()
    served.close()
    await database.close()
  })

  async function open(account: string | null): Promise<Page> {
    const context = await browser.newContext({
      ...{ baseURL: served.url, locale: 'it-IT' },
      ...{ javaScriptEnabled: scripts, viewport: scripts ? DESK : PHONE },
    })
    context.setDefaultTimeout(15_000)
    contexts.push(context)
    if (account === null) return context.newPage()
    const data = { accountId: demoAccountId(account) }
    expect((await context.request.post('/api/session', { data })).status()).toBe(201)
    return context.newPage()
  }

  it('is begun by its process owner from the page of the ranking, and read by anybody once its act is in force', async () => {
    const page = await open('PROCESS_OWNER')
    await page.goto(ranking)
    await page.getByRole('link', { name: 'Annulla o rettifica la graduatoria' }).click()
    if (scripts) expect(await faultsOf(page)).toEqual([])
    await page.getByLabel('Con che cosa').selectOption('ANNULMENT')
    await page.getByLabel('Codice della domanda').fill('A1-001')
    await page.getByLabel('Che cosa era sbagliato').selectOption('ADMISSIBILITY')
    await page.getByLabel('Regola violata').fill('Avviso, punto 4')
    await page.getByLabel('Che cosa non va').fill(WRONG)
    await page.getByLabel('Interesse pubblico').fill('Parità fra chi partecipa.')
    await page.getByLabel('Osservazioni fino al').fill(formatDate(scenario.inDays(10)))
    await page.getByLabel('Ultimo giorno utile').fill(formatDate(scenario.inDays(90)))
    await page.getByRole('button', { name: 'Avvia e avvisa' }).click()
    await page.getByText('Rettifica avviata').waitFor()
    if (scripts) expect(await faultsOf(page)).toEqual([])
    const [id = ''] = await database.knex('ranking_corrections').pluck('id')
    const proposal = await database.stores.acts.find(await scenario.draw(id))
    await scenario.inForce(proposal?.subjectId ?? '', '5')
    const reader = await open(null)
    await reader.goto(ranking)
    await reader.getByText('Graduatoria annullata (approvata').waitFor()
    if (scripts) expect(await faultsOf(reader)).toEqual([])
  }, 120_000)
})
