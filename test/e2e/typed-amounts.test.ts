import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { recordCashReceipt } from '../../tasks/disbursement/record-cash-receipt.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { loadDemoNetwork } from '../support/demo-network.ts'
import { serveHttp } from '../support/http.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { TYPED } from '../support/typed-values.ts'
import { startBrowser } from './browser.ts'
import { dataFor, fillPlain, fillWithScripts } from './form-fillings.ts'
import { serveForm } from './form-server.ts'

const FORM = 'record-cash-receipt'
const amounts = TYPED.filter(({ kind, typed }) => kind === 'euro' && typed !== '')
/* No field takes an amount below zero. */
const taken = (means: unknown): number | null => (typeof means === 'number' && means >= 0 ? means : null)

let browser: Browser
let database: TestDatabase
let served: Awaited<ReturnType<typeof serveHttp>>

beforeAll(async () => {
  await startPostgres()
  database = await createTestDatabase()
  await loadDemoNetwork(database.stores)
  served = await serveHttp(database)
  browser = await startBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  served.close()
  await database.close()
  await stopPostgres()
})

/* Sends the form; what comes back is another page. */
const send = (page: Page, name: string) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).click()])

describe.each([
  ['without scripts', false],
  ['with scripts', true],
])('an amount that somebody types %s', (_with, scripts) => {
  it('into a task’s form is sent as it was typed and means what it says, or is refused by the form, with the focus on it', async () => {
    const server = await serveForm({ formId: FORM, data: dataFor(FORM) })
    const context = await browser.newContext({ javaScriptEnabled: scripts })
    const page = await context.newPage()
    const drawn = async () => {
      if (scripts) await page.locator('#form .fjs-form').waitFor()
    }
    await page.goto(server.url)
    await drawn()
    await (scripts ? fillWithScripts : fillPlain)(page, FORM, 'whole')
    for (const { typed, means } of amounts) {
      server.sent.length = 0
      await page.getByLabel('Importo incassato').fill(typed)
      if (taken(means) === null) {
        await page.getByRole('button', { name: 'Completa l’attività' }).click()
        await page.locator('[aria-invalid=true]:focus').waitFor()
        expect([typed, await page.getByLabel('Importo incassato').inputValue()]).toEqual([typed, typed])
        expect(server.sent).toEqual([])
        continue
      }
      await send(page, 'Completa l’attività')
      await drawn()
      const [sent] = server.sent as { amount: string }[]
      const read = recordCashReceipt.input.parse({ ...sent, year: 2027 }) as { amount: number }
      expect([typed, sent?.amount, read.amount]).toEqual([typed, typed, means])
    }
    await context.close()
    server.close()
  }, 180_000)

  it('into a page’s form is recorded in cents, or stays as it was typed with what is wrong beside it (art. 8)', async () => {
    const context = await browser.newContext({ baseURL: served.url, javaScriptEnabled: scripts })
    await context.request.post('/api/session', { data: { accountId: demoAccountId('PROCESS_OWNER') } })
    const page = await context.newPage()
    for (const [index, { typed, means }] of amounts.entries()) {
      const code = `PTC-${scripts ? 'S' : 'N'}-${index}`
      await page.goto('/cycles')
      await page.getByLabel('Codice', { exact: true }).fill(code)
      await page.getByLabel('Titolo', { exact: true }).fill('Piano di prova')
      await page.getByLabel('Atto delle linee guida regionali').fill('DGR di prova')
      await page.getByLabel('Documento di indirizzo entro il').fill('31/12/2027')
      await page.getByLabel('Fine del ciclo').fill('31/12/2030')
      await page.getByLabel('Anno', { exact: true }).fill('2027')
      const amount = page.getByLabel('Importo', { exact: true })
      await amount.fill(typed)
      await send(page, 'Apri il ciclo')
      const rows = await database
        .owner('allocations')
        .join('cycles', 'cycles.id', 'allocations.cycle_id')
        .where({ code })
        .select<{ amount_cents: number }[]>('amount_cents')
      expect([typed, rows[0]?.amount_cents ?? null]).toEqual([typed, taken(means)])
      if (rows.length > 0) continue
      expect(await amount.inputValue()).toBe(typed)
      expect(await page.locator('#allocations-0-amountCents[aria-invalid=true]').count()).toBe(1)
    }
    await context.close()
  }, 180_000)
})
