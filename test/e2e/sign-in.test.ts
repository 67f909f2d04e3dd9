import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoNetwork } from '../../app/demo/network.ts'
import { networkIds } from '../../domain/network/network-ids.ts'
import { freePort } from '../support/free-port.ts'
import { startIdentityProvider } from '../support/identity-provider.ts'
import type { RunningProvider } from '../support/identity-provider.ts'
import { startWholeApplication } from '../support/running-application.ts'
import type { RunningApplication } from '../support/running-application.ts'
import { startBrowser } from './browser.ts'

const NETWORK = new URL('../../networks/milano.json', import.meta.url).pathname

let provider: RunningProvider
let application: RunningApplication
let browser: Browser
const contexts: BrowserContext[] = []

const taxCodeOf = (code: string): string => demoNetwork.people.find((one) => one.code === code)?.taxCode ?? ''

beforeAll(async () => {
  const port = await freePort()
  provider = await startIdentityProvider(`http://127.0.0.1:${port}`, {
    owner: `TINIT-${taxCodeOf('PROCESS_OWNER')}`,
    officer: `TINIT-${taxCodeOf('CASE_OFFICER_2')}`,
    stranger: 'TINIT-RSSMRA80A01F205X',
  })
  application = await startWholeApplication({
    ...{ name: 'test-sign-in', portOffset: 90, networkFile: NETWORK },
    settings: { ...provider.settings, CONCILIA_PORT: String(port) },
  })
  browser = await startBrowser()
}, 300_000)

afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser.close()
  await application.stop()
  await provider.stop()
}, 60_000)

async function open(javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({
    baseURL: application.baseUrl,
    locale: 'it-IT',
    javaScriptEnabled,
  })
  contexts.push(context)
  return context.newPage()
}

/* At the provider, whose page is its own. */
async function prove(page: Page, login: string): Promise<void> {
  await page.getByRole('link', { name: 'Entra con la tua identità digitale' }).click()
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
}

const statusOfSession = async (page: Page): Promise<number> =>
  (await page.request.get('/api/session')).status()

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('in a browser %s', (_with, scripts) => {
  it('a registered person signs in, comes to the page asked for, and is known', async () => {
    const page = await open(scripts)
    await page.goto('/network')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await prove(page, 'owner')
    await page.waitForURL('**/network')
    const session = (await (await page.request.get('/api/session')).json()) as object
    expect(session).toMatchObject({ personId: networkIds(demoNetwork.code).person('PROCESS_OWNER') })
  }, 120_000)

  it('who has several functions chooses one, and acts in it', async () => {
    const page = await open(scripts)
    await page.goto('/sign-in?next=/cycles')
    await prove(page, 'officer')
    await page.getByRole('heading', { name: 'In quale funzione operi?' }).waitFor()
    await page.getByRole('button', { name: /Segreteria/i }).click()
    await page.waitForURL('**/cycles')
    const session = (await (await page.request.get('/api/session')).json()) as object
    expect(session).toMatchObject({ role: 'COMMITTEE_SECRETARY' })
  }, 120_000)

  it('who is not registered is told what to do, and is nobody', async () => {
    const page = await open(scripts)
    await page.goto('/sign-in')
    await prove(page, 'stranger')
    await page.getByText('Chiedi al responsabile del procedimento').waitFor()
    expect(await statusOfSession(page)).toBe(401)
  }, 120_000)
})

describe('signing out', () => {
  it('ends the session here and at the provider, which asks again who it is', async () => {
    const page = await open(true)
    await page.goto('/sign-in')
    await prove(page, 'owner')
    await page.getByRole('button', { name: 'Esci' }).click()
    await page.locator('button[name=logout], button[value=yes], button[autofocus]').first().click()
    await page.waitForURL('**/sign-in*')
    expect(await statusOfSession(page)).toBe(401)
    await page.getByRole('link', { name: 'Entra con la tua identità digitale' }).click()
    await page.locator('input[name=login]').waitFor()
  }, 120_000)
})
