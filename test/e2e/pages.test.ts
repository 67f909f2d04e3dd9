import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAccountId, demoBodyId } from '../../app/demo/network-ids.ts'
import { startWholeApplication } from '../support/running-application.ts'
import type { RunningApplication } from '../support/running-application.ts'
import { formatDate } from '../../words/formats.ts'
import { startBrowser } from './browser.ts'

const CODE = 'PTC-E2E'
const PATIENCE_MS = 90_000
const NARROW = { width: 390, height: 844 }
const WIDE = { width: 1280, height: 900 }

let application: RunningApplication | undefined
let browser: Browser | undefined
let owner: Page
const contexts: BrowserContext[] = []
const complaints: string[] = []

/* A browser of its own for each person: what it complains about is collected and must be nothing. */
async function open(viewport = WIDE): Promise<Page> {
  if (browser === undefined || application === undefined) throw new Error('the application is not running')
  const context = await browser.newContext({ baseURL: application.baseUrl, viewport, locale: 'it-IT' })
  contexts.push(context)
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    const expected = /status of 4\d\d/.test(message.text())
    if (message.type() === 'error' && !expected) complaints.push(`${page.url()}: ${message.text()}`)
  })
  return page
}

async function signedIn(code: string, viewport = WIDE): Promise<Page> {
  const page = await open(viewport)
  await page.goto('/sign-in')
  await page
    .locator(`[data-account="${demoAccountId(code)}"]`)
    .first()
    .click()
  await page.getByRole('heading', { name: 'Oggi' }).waitFor()
  await page.goto('/inbox')
  return page
}

const inDays = async (page: Page, days: number): Promise<string> => {
  const { now } = (await (await page.request.get('/api/demo/clock')).json()) as { now: string }
  return formatDate(new Date(Date.parse(now) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10))
}

/* The task of our cycle in an inbox. */
const taskOf = (page: Page, title: string) =>
  page.getByRole('row').filter({ hasText: CODE }).getByRole('link', { name: title })

const overflowOf = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')

beforeAll(async () => {
  application = await startWholeApplication({ name: 'test-e2e', portOffset: 40 })
  browser = await startBrowser()
}, 300_000)

afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await application?.stop()
}, 60_000)

describe('pages', () => {
  it('lead whoever is not signed in to the choice of a person, and back to the page asked for', async () => {
    const page = await open()
    await page.goto('/cycles')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await page.getByRole('button', { name: 'Responsabile del procedimento' }).click()
    await page.waitForURL('**/cycles')
    owner = page
  }, 120_000)

  it('let the process owner open a cycle, and say what is wrong first (art. 8)', async () => {
    await owner.getByLabel('Codice').fill(CODE)
    await owner.getByLabel('Titolo').fill('Piano territoriale di prova')
    await owner.getByLabel('Atto delle linee guida regionali').fill('DGR di prova')
    await owner.getByLabel('Documento di indirizzo entro il').fill('31/01/2020')
    await owner.getByLabel('Fine del ciclo').fill(await inDays(owner, 900))
    await owner.getByLabel('Anno', { exact: true }).fill((await inDays(owner, 0)).slice(-4))
    await owner.getByLabel('Importo').fill('276.000,00')
    await owner.getByRole('button', { name: 'Apri il ciclo' }).click()
    await owner.getByRole('alert').getByText('già passato').waitFor()
    await owner.getByLabel('Documento di indirizzo entro il').fill(await inDays(owner, 120))
    await owner.getByRole('button', { name: 'Apri il ciclo' }).click()
    await owner.waitForURL('**/cycles/*')
    expect(await owner.locator('h1').textContent()).toBe('Piano territoriale di prova')
  }, 120_000)

  it('show a new task in the inbox by themselves, without a reload', async () => {
    const page = await signedIn('PROCESS_OWNER')
    await taskOf(page, 'Redigi il documento di indirizzo').click()
    await page.waitForURL('**/tasks/*')
    owner = page
  }, 120_000)

  it('keep what a person has written until it is sent', async () => {
    const title = owner.getByLabel('Titolo del documento')
    await title.fill('Documento di indirizzo di prova')
    await owner.getByText(/^Bozza salvata alle/).waitFor()
    await owner.reload()
    await owner.locator('#form .fjs-form').waitFor()
    expect(await owner.getByLabel('Titolo del documento').inputValue()).toBe(
      'Documento di indirizzo di prova',
    )
  }, 120_000)

  it('refuse a form with a missing field in Italian, and give a receipt when it is complete', async () => {
    await owner.getByRole('button', { name: 'Completa l’attività' }).click()
    await owner.getByText('Campo obbligatorio.').first().waitFor()
    await fillGuidance(owner)
    await owner.getByRole('button', { name: 'Completa l’attività' }).click()
    await owner.waitForURL('**/inbox')
    await owner.getByText('Attività completata: Redigi il documento di indirizzo').waitFor()
  }, 120_000)

  it('show where the tokens of a cycle are, without Operate where the engine has none', async () => {
    await owner.goto('/cycles')
    await owner.getByRole('link', { name: CODE }).click()
    await owner.getByRole('tab', { name: 'Indirizzo' }).click()
    await owner.locator('#diagram-canvas .token').first().waitFor()
    expect(await owner.locator('#diagram-tokens li').count()).toBeGreaterThan(0)
    expect(await owner.getByRole('link', { name: 'Apri in Operate' }).isVisible()).toBe(false)
  }, 120_000)

  it('take a comment of a body of the network on the shared draft, also on a phone (art. 6)', async () => {
    const member = await signedIn('MEMBER_COMUNE_RHO', NARROW)
    await member.goto('/cycles')
    await member.getByRole('link', { name: CODE }).click()
    await member.getByRole('link', { name: 'Documento di indirizzo e osservazioni' }).click()
    expect(await member.getByLabel('Ente che osserva').inputValue()).toBe(demoBodyId('COMUNE_RHO'))
    await member.getByLabel('Osservazione', { exact: true }).fill('Si chiede di citare i nidi aziendali.')
    await member.getByRole('button', { name: 'Invia l’osservazione' }).click()
    await member.getByRole('article').getByText('nidi aziendali').waitFor()
    expect(await overflowOf(member)).toBe(0)
  }, 120_000)

  it('move the clock of the demo to the next term, and the next task comes', async () => {
    await owner.goto('/inbox')
    await owner.getByRole('link', { name: 'Vai alla prossima scadenza' }).click()
    await owner.getByRole('button', { name: 'Sposta l’orologio' }).click()
    await taskOf(owner, 'Rispondi alle osservazioni della Rete').waitFor()
  }, 120_000)

  it('say in Italian what is not found, without a stack', async () => {
    const answer = await owner.goto('/nothing-here')
    expect(answer?.status()).toBe(404)
    expect(await owner.locator('h1').textContent()).toBe('Pagina non trovata')
    expect(await owner.content()).not.toContain('node_modules')
  }, 60_000)

  it('refuse a page that another role may open', async () => {
    const finance = await signedIn('FINANCE_1')
    expect((await finance.goto('/deliveries'))?.status()).toBe(403)
    expect(await finance.locator('h1').textContent()).toBe('Accesso non consentito')
  }, 60_000)

  it('never scroll sideways on a phone', async () => {
    const page = await signedIn('PROCESS_OWNER', NARROW)
    for (const path of [
      '/sign-in',
      '/',
      '/inbox',
      '/cycles',
      '/calls',
      '/network',
      '/network/people',
      '/mail',
      '/deliveries',
    ]) {
      await page.goto(path)
      expect({ path, overflow: await overflowOf(page) }).toEqual({ path, overflow: 0 })
    }
  }, 120_000)

  it('run without an error in the browser', () => {
    expect(complaints).toEqual([])
  })
})

async function fillGuidance(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Aggiungi' }).first().click()
  for (const [label, text] of [
    ['Titolo della sezione', 'Il territorio'],
    ['Testo', 'Quattro ambiti.'],
    ['Bisogno', 'Servizi per l’infanzia'],
    ['Fonte', 'ISTAT'],
    ['Descrizione', 'Servizi salva-tempo'],
  ] as const)
    await page.getByRole('textbox', { name: label }).first().fill(text)
  await page.getByRole('textbox', { name: 'Priorità' }).first().fill('Tempo')
}
