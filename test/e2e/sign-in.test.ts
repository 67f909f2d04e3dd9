import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoNetwork } from '../../app/demo/network.ts'
import { connect } from '../../db/platform/connection.ts'
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
    guest: 'TINIT-VRDLGU75B02F205A',
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
async function prove(page: Page, login: string, by = 'Entra con la tua identità digitale'): Promise<void> {
  await page.getByRole('link', { name: by }).click()
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
}

/* The link of the newest mail, as it waits to be sent, or was. */
async function linkInMail(): Promise<string> {
  const knex = connect({ url: application.environment['DATABASE_URL'] ?? '', poolSize: 1 })
  const mail = await knex('outbox').where('kind', 'MAIL').orderBy('position', 'desc').first('payload')
  await knex.destroy()
  return /http:\S+\/invitations\/\S+/.exec((mail?.payload as { text: string }).text)?.[0] ?? ''
}

async function owner(): Promise<Page> {
  const page = await open(true)
  await page.goto('/sign-in')
  await prove(page, 'owner')
  await page.waitForURL('**/inbox')
  return page
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

  it('an invited person accepts by the link, once, and is out when the process owner says so', async () => {
    const inviting = await owner()
    const answer = await inviting.request.post('/api/invitations', {
      data: {
        person: {
          ...{ givenName: 'Luigi', familyName: 'Verdi', bornOn: '1975-02-02', taxCode: 'VRDLGU75B02F205A' },
          ...{ document: null, email: 'luigi.verdi@ente.example' },
        },
        ...{ bodyId: networkIds(demoNetwork.code).body('CCIAA'), role: 'NETWORK_MEMBER', signatory: false },
        ...{ act: 'Nota prot. 12', days: 10 },
      },
    })
    expect(answer.status()).toBe(201)
    const link = await linkInMail()
    const page = await open(scripts)
    await page.goto(link)
    await prove(page, 'guest', 'Entra e accetta')
    await page.waitForURL('**/inbox')
    const { personId } = (await (await page.request.get('/api/session')).json()) as { personId: string }
    await page.goto(link)
    await page.getByText('è già stato usato').waitFor()

    expect((await inviting.request.delete(`/api/people/${personId}/sessions`)).status()).toBe(200)
    await page.goto('/inbox')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
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
