import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createGuidanceMeeting } from '../support/guidance-meeting.ts'
import type { GuidanceMeeting } from '../support/guidance-meeting.ts'
import { serveHttp } from '../support/http.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { startBrowser } from './browser.ts'
import { DESK, faultsOf, PHONE } from './examination.ts'

const PICTURES = process.env['PICTURES']
let browser: Browser
beforeAll(async () => {
  await startPostgres()
  browser = await startBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await stopPostgres()
}, 60_000)

describe.each([
  ['with scripts, on a desk', true, DESK],
  ['without scripts, on a phone', false, PHONE],
])('the network’s meeting, by its pages (art. 4), %s', (_, scripts, viewport) => {
  let database: TestDatabase
  let scenario: GuidanceMeeting
  let served: Awaited<ReturnType<typeof serveHttp>>
  let context: BrowserContext
  let page: Page
  let meetingId: string

  beforeAll(async () => {
    /* Ten days later is a Saturday. */
    database = await createTestDatabase('2027-03-03T09:00:00Z')
    scenario = await createGuidanceMeeting(database)
    await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
    served = await serveHttp(database)
    const asked = { baseURL: served.url, locale: 'it-IT', javaScriptEnabled: scripts, viewport }
    context = await browser.newContext(asked)
    context.setDefaultTimeout(15_000)
    await signIn()
    page = await context.newPage()
  }, 120_000)
  afterAll(async () => {
    await context.close()
    served.close()
    await database.close()
  })

  const signIn = async () => {
    const data = { accountId: demoAccountId('PROCESS_OWNER') }
    expect((await context.request.post('/api/session', { data })).status()).toBe(201)
  }
  /* Without the page's scripts axe has none either. */
  const looked = async (what: string) => {
    if (scripts) expect(await faultsOf(page)).toEqual([])
    await page.setViewportSize(viewport)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(viewport.width)
    if (PICTURES !== undefined)
      await page.screenshot({ path: `${PICTURES}/network-${what}-${viewport.width}.png`, fullPage: true })
  }

  it('is convened from the home, which leads to the cycle, where what is wrong keeps what was typed', async () => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Convoca la Rete' }).click()
    const form = page.locator('#convene-network')
    await form.waitFor()
    expect(await form.getByLabel(/^Giorno/).inputValue()).toBe('15/03/2027')
    await looked('form')
    await form.getByLabel(/^Giorno/).fill('12/03/2027')
    await form.getByLabel('Ora di inizio').fill('10:00')
    await form.getByLabel('Ora di fine prevista').fill('12:00')
    await form.getByLabel('Sede').fill('Sala Grande')
    await form.getByLabel('Ordine del giorno').fill('Esiti dell’anno\nAdesioni alla Rete')
    await form.getByRole('button', { name: 'Convoca la Rete' }).click()
    await page.getByText('Il preavviso è insufficiente (art. 4)').first().waitFor()
    expect(await form.getByLabel('Ordine del giorno').inputValue()).toContain('Adesioni alla Rete')
    await looked('refused')
    await form.getByLabel(/^Giorno/).fill('15/03/2027')
    await form.getByRole('button', { name: 'Convoca la Rete' }).click()
    await page.waitForURL(/\/meetings\//)
    await page.getByRole('heading', { level: 1, name: 'Riunione della Rete' }).waitFor()
    await looked('meeting')
    meetingId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  })

  it('is recorded with the bodies that were there and what was said', async () => {
    database.setNow('2027-03-15T12:00:00Z')
    await signIn()
    const { cycleId, steps } = scenario
    const task = await steps.open('Task_RecordNetworkMeeting', { cycleId, meetingId })
    await page.goto(`/tasks/${task}`)
    await page.getByLabel('Ora di fine').fill('12:00')
    await page.getByText('Città metropolitana di Milano', { exact: true }).click()
    for (const said of await page.getByLabel('Che cosa si è detto').all()) await said.fill('Se ne è parlato.')
    await looked('record')
    await page.getByRole('button', { name: 'Completa' }).click()
    await page.getByText('Attività completata').first().waitFor()
    expect(await database.stores.meetings.attendingBodies(meetingId)).toHaveLength(1)
    expect((await database.stores.meetings.find(meetingId))?.status).toBe('HELD')
  })
})
