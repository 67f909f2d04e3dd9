import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdir } from 'node:fs/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { applicationSteps } from '../../web/application-steps.ts'
import { createDesk } from '../support/desk.ts'
import { serveHttp } from '../support/http.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { startBrowser } from './browser.ts'
import { DESK, faultsOf, PHONE } from './examination.ts'
import { keysOf } from './keyboard.ts'

/* What a browser tells of a block of cells that is pasted, with the heading of its years. */
const PASTE = `(() => {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', '2027\\t2028\\t2029\\r\\n1.000,00\\t2.000,00\\t3.000,00\\r\\n500\\t\\t1,50\\r\\n')
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
})()`
const PICTURES = process.env['PICTURES']

let desk: Awaited<ReturnType<typeof createDesk>>
let served: Awaited<ReturnType<typeof serveHttp>>
let browser: Browser
const contexts: BrowserContext[] = []

beforeAll(async () => {
  await startPostgres()
  desk = await createDesk()
  served = await serveHttp(desk.database)
  browser = await startBrowser()
}, 120_000)
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close()
})
afterAll(async () => {
  await browser.close()
  served.close()
  await desk.database.close()
  await stopPostgres()
})

/* At the call's page, signed in as a lead. */
async function openCall({ viewport, scripts }: { viewport: typeof DESK; scripts: boolean }): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: served.url, locale: 'it-IT', viewport, javaScriptEnabled: scripts },
  })
  contexts.push(context)
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  await page.goto(`/sign-in?next=/calls/${desk.call.id}`)
  await page
    .locator(`[data-account="${demoAccountId('LEAD_ASSEMI')}"]`)
    .first()
    .click()
  await page.getByRole('button', { name: 'Comincia una domanda' }).waitFor()
  return page
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return
  await mkdir(PICTURES, { recursive: true })
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}

describe('a lead writes an application at its desk (art. 9, 10)', () => {
  it('by keyboard alone, with what is missing told as one types', async () => {
    const page = await openCall({ viewport: DESK, scripts: true })
    const keys = keysOf(page)
    await keys.use(page.getByRole('button', { name: 'Comincia una domanda' }))
    await heading(page, 'Progetto, firma e referenti')
    const missing = page.getByRole('region', { name: 'Che cosa manca' })
    const noTitle = missing.getByRole('link', { name: 'Titolo' })
    await noTitle.waitFor()
    await keys.write(page.getByLabel('Titolo del progetto'), 'Tempo per la cura')
    await noTitle.waitFor({ state: 'detached' })
    await keys.write(page.getByLabel('Nome e cognome'), 'Anna Bianchi')
    await keys.write(page.getByLabel('E-mail'), 'anna')
    await missing.getByText('Indirizzo e-mail non valido').waitFor()
    await keys.write(page.getByLabel('E-mail'), 'anna@ente.example')
    await keys.write(page.getByLabel('Telefono'), '02 000000')
    await keys.use(page.getByRole('button', { name: 'Salva e continua' }))
    await heading(page, 'Alleanza')
    await keys.write(page.getByLabel('Nome o codice dell’ente'), 'totem')
    await keys.use(page.getByRole('button', { name: 'Cerca' }))
    await keys.use(page.getByRole('button', { name: /^Aggiungi Coop/ }))
    const [, second] = [0, 1].map((index) => page.locator(`#partners-${index}-contribution`))
    await keys.write(page.locator('#partners-0-contribution'), 'Coordina')
    await keys.write(second!, 'Realizza i servizi')
    await keys.use(page.getByRole('button', { name: 'Salva e continua' }))
    await heading(page, 'Bisogni e azioni')
    await picture(page, 'actions-scripts')
  }, 180_000)

  it('with the sums of the grid as one types, and a block pasted from a spreadsheet into a cell', async () => {
    const page = await openCall({ viewport: PHONE, scripts: true })
    await page.getByRole('button', { name: 'Comincia una domanda' }).click()
    await page
      .getByRole('navigation', { name: 'Passi della domanda' })
      .getByRole('link', { name: /^Costi/ })
      .click()
    await heading(page, 'Costi')
    const cell = page.locator('.cell').first()
    await cell.focus()
    await page.evaluate(PASTE)
    await page.locator('#sums').getByText('€ 6.501,50').waitFor()
    await picture(page, 'budget-phone')
    await page.getByRole('button', { name: 'Salva', exact: true }).click()
    await page.getByText('Passo salvato.').waitFor()
    const saved = await desk.contentOf(new URL(page.url()).pathname.replace('/budget', ''))
    expect(saved.totalCostCents).toBe(650_150)
  }, 120_000)

  it('without scripts on a phone, through every step and back by a link of what is missing', async () => {
    const page = await openCall({ viewport: PHONE, scripts: false })
    await page.getByRole('button', { name: 'Comincia una domanda' }).click()
    await page.getByLabel('Titolo del progetto').fill('Tempo per la cura')
    await page.getByRole('button', { name: 'Controlla senza salvare' }).click()
    expect(await page.getByLabel('Titolo del progetto').inputValue()).toBe('Tempo per la cura')
    for (const { title } of applicationSteps) {
      await heading(page, title)
      await page.getByRole('button', { name: 'Salva e continua' }).click()
    }
    await heading(page, 'Tempo per la cura')
    await page.getByRole('link', { name: 'Contributo chiesto' }).click()
    await heading(page, 'Contributo e cofinanziamento')
    await page.getByLabel('Contributo chiesto').fill('12,3,4')
    await page.getByRole('button', { name: 'Salva e continua' }).click()
    await page.getByText('Importo non leggibile').first().waitFor()
    await picture(page, 'cofinancing-phone-refused')
  }, 120_000)

  it('and presents it without scripts by a second click, having seen all of it', async () => {
    const page = await openCall({ viewport: PHONE, scripts: false })
    await page.goto(`/applications/${await desk.scenario.draft(desk.call.id, demoAlliances[0])}`)
    await page.getByRole('link', { name: 'Rivedi e presenta' }).last().click()
    await heading(page, 'Rivedi e presenta')
    await page.getByRole('heading', { name: 'Piano dei costi' }).waitFor()
    await page.getByRole('button', { name: 'Presenta la domanda' }).click()
    await page.getByText('Domanda presentata: la ricevuta è qui sotto.').waitFor()
    await page.getByRole('heading', { name: 'Ricevuta' }).waitFor()
  }, 120_000)

  it('on pages without a fault of accessibility, empty and written', async () => {
    const page = await openCall({ viewport: DESK, scripts: true })
    await page.getByRole('button', { name: 'Comincia una domanda' }).click()
    await heading(page, 'Progetto, firma e referenti')
    const empty = new URL(page.url()).pathname.replace('/lead', '')
    const whole = `/applications/${await desk.scenario.draft(desk.call.id, demoAlliances[0])}`
    const faults: string[] = []
    for (const [name, address] of [
      ['empty', empty],
      ['whole', whole],
    ] as const)
      for (const step of ['', ...applicationSteps.map((one) => `/${one.step}`), '/submit']) {
        await page.goto(`${address}${step}`)
        faults.push(...(await faultsOf(page)).map((fault) => `${name}${step} ${fault}`))
        for (const viewport of [DESK, PHONE]) {
          await page.setViewportSize(viewport)
          await picture(page, `${name}${step.replace('/', '-')}-${viewport.width}`)
        }
      }
    expect(faults).toEqual([])
  }, 300_000)
})
