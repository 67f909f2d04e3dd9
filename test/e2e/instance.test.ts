import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { startWholeApplication } from '../support/running-application.ts'
import type { RunningApplication } from '../support/running-application.ts'
import { waitFor } from '../support/wait-for.ts'
import { startBrowser } from './browser.ts'
import { DESK, faultsOf, PHONE } from './examination.ts'

const PICTURES = process.env['CONCILIA_TEST_PICTURES']

let application: RunningApplication
let browser: Browser
let cycleId: string
const contexts: BrowserContext[] = []

async function signedIn(options: { viewport: typeof DESK; javaScriptEnabled?: boolean }) {
  const context = await browser.newContext({ baseURL: application.baseUrl, locale: 'it-IT', ...options })
  contexts.push(context)
  const answer = await context.request.post('/api/session', {
    data: { accountId: demoAccountId('PROCESS_OWNER') },
  })
  expect(answer.status()).toBe(201)
  return context.newPage()
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}

const latestOf = (page: Page, processId: string): Promise<string> =>
  waitFor(`an instance of ${processId}`, 20_000, async () => {
    const answer = await page.request.get(`/api/cycles/${cycleId}/processes`)
    const { processes } = (await answer.json()) as {
      processes: { processId: string; latest: { key: string } | null }[]
    }
    return processes.find((one) => one.processId === processId)?.latest?.key ?? null
  })

beforeAll(async () => {
  application = await startWholeApplication({ name: 'test-instance', portOffset: 80 })
  browser = await startBrowser()
  const owner = await signedIn({ viewport: DESK })
  const { now } = (await (await owner.request.get('/api/demo/clock')).json()) as { now: string }
  const inDays = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10)
  const opened = await owner.request.post('/api/cycles', {
    data: {
      ...{ code: 'PTC-ISTANZA', title: 'Piano di prova', guidelinesAct: 'DGR di prova' },
      ...{ guidanceDueOn: inDays(120), endsOn: inDays(900) },
      allocations: [{ year: Number(now.slice(0, 4)), amountCents: 27_600_000 }],
    },
  })
  cycleId = ((await opened.json()) as { cycleId: string }).cycleId
}, 300_000)

afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser.close()
  await application.stop()
}, 60_000)

describe('the page of an instance', () => {
  it('draws it with its counts, tells the same in words, and leads to those that it called and back', async () => {
    const page = await signedIn({ viewport: DESK })
    const guidance = await latestOf(page, 'guidance')
    await page.goto(`/cycles/${cycleId}/processes/${guidance}`)
    await page.locator('#diagram-canvas .token').first().waitFor()
    await page.getByText('Punti attivi: 1.').waitFor()
    await picture(page, 'guidance-1280')
    expect(await faultsOf(page, [DESK])).toEqual([])
    await page.setViewportSize(DESK)
    const main = page.locator('main')
    expect(await main.innerText()).toMatch(/Chiamato da\s+Ciclo/i)
    await page.locator('.facts a', { hasText: 'Ciclo' }).click()
    await page.locator('#diagram-canvas .token').first().waitFor()
    expect(await page.locator('section[aria-labelledby="called"] li').innerText()).toMatch(
      /^Indirizzo.*in corso/,
    )
    await picture(page, 'cycle-1280')
    await page.locator('section[aria-labelledby="called"] a').click()
    expect(new URL(page.url()).pathname).toBe(`/cycles/${cycleId}/processes/${guidance}`)
  }, 120_000)

  it('says by function what it waits for, its variables and its history, searched by name, without scripts on a phone', async () => {
    const page = await signedIn({ viewport: PHONE, javaScriptEnabled: false })
    const guidance = await latestOf(page, 'guidance')
    await page.goto(`/cycles/${cycleId}/processes/${guidance}`)
    expect(await page.locator('#diagram').isVisible()).toBe(false)
    await picture(page, 'guidance-390')
    expect(await page.locator('section[aria-labelledby="waits"] li').allInnerTexts()).toEqual([
      'Redigi il documento di indirizzo: Responsabile del procedimento',
    ])
    const history = page.locator('#history')
    const whole = await history.locator('li').count()
    await page.getByLabel('Nome del passo').fill('avvi')
    await page.getByRole('button', { name: 'Mostra' }).click()
    expect(page.url()).toContain('history-text=avvi')
    expect(await history.locator('li').count()).toBeLessThan(whole)
    await picture(page, 'history-390')
  }, 120_000)
})
