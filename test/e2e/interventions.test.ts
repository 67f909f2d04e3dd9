import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import { changedAhead } from '../../engine/changed-ahead.ts'
import { serveHttp } from '../support/http.ts'
import { CYCLE, createIntervenedProcess } from '../support/intervened-process.ts'
import type { IntervenedProcess } from '../support/intervened-process.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { startBrowser } from './browser.ts'
import { DESK, faultsOf, PHONE } from './examination.ts'

const PICTURES = process.env['CONCILIA_TEST_PICTURES']

let on: IntervenedProcess
let browser: Browser
let served: Awaited<ReturnType<typeof serveHttp>>
const contexts: BrowserContext[] = []

beforeAll(async () => {
  await startPostgres()
  on = await createIntervenedProcess()
  await on.another('FINANCE_2')
  const { engine } = on
  served = await serveHttp(on.database, { ...engine, changedAhead: (asked) => changedAhead(engine, asked) })
  browser = await startBrowser()
}, 120_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser.close()
  served.close()
  await on.close()
  await stopPostgres()
}, 60_000)

async function signedIn(code: string, options: { viewport: typeof DESK; javaScriptEnabled: boolean }) {
  const context = await browser.newContext({ baseURL: served.url, locale: 'it-IT', ...options })
  contexts.push(context)
  const functions = await on.database.stores.network.functionsOf(demoPersonId(code), on.database.today())
  const functionId = functions.find(({ role }) => role === 'PROCESS_OWNER')?.functionId
  const data = { accountId: demoAccountId(code), functionId }
  expect((await context.request.post('/api/session', { data })).status()).toBe(201)
  return context.newPage()
}

/* How many lists of choices are narrower than what can be chosen in them. */
const CUT_CHOICES = `[...document.querySelectorAll('.filter select')].filter((one) => {
  const { offsetWidth } = one
  one.style.cssText = 'width: max-content; max-width: none'
  const whole = one.offsetWidth
  one.style.cssText = ''
  return offsetWidth < whole
}).length`

const picture = async (page: Page, name: string): Promise<void> => {
  if (PICTURES === undefined) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}

describe.each([
  { viewport: DESK, javaScriptEnabled: true },
  { viewport: PHONE, javaScriptEnabled: false },
])('an intervention by two: $viewport.width px, scripts $javaScriptEnabled', (options) => {
  it('is proposed by one on the page of the instance, and confirmed there by another who was told at home', async () => {
    const { width } = options.viewport
    const key = await on.stoppedMeeting()
    const address = `/cycles/${CYCLE}/processes/${key}`
    const first = await signedIn('PROCESS_OWNER', options)
    await first.goto(address)
    if (options.javaScriptEnabled) expect(await faultsOf(first)).toEqual([])
    await first.setViewportSize(options.viewport)
    await first.goto(address)
    await first.getByText('Proponi un intervento').click()
    await picture(first, `interventions-forms-${width}`)
    await first.getByRole('button', { name: 'Proponi di rimettere il termine' }).click()
    await first.getByText('Correggi').or(first.locator('[aria-invalid="true"]')).first().waitFor()
    await picture(first, `interventions-refused-${width}`)
    await first.getByLabel('Termine', { exact: true }).selectOption('meetingStartsAt')
    await first.getByLabel('Perché si rimette il termine').fill('L’ora della riunione manca al processo.')
    await first.getByRole('button', { name: 'Proponi di rimettere il termine' }).click()
    await first.getByRole('button', { name: 'Ritira l’intervento' }).waitFor()
    await picture(first, `interventions-proposed-${width}`)

    const second = await signedIn('FINANCE_2', options)
    await second.goto('/')
    await picture(second, `interventions-home-${width}`)
    await second.getByRole('link', { name: 'la tua conferma' }).click()
    if (options.javaScriptEnabled) expect(await faultsOf(second)).toEqual([])
    await second.setViewportSize(options.viewport)
    await picture(second, `interventions-room-${width}`)
    expect(await second.evaluate<number>(CUT_CHOICES)).toBe(0)
    await second.locator(`#interventions ~ ul a[href^="${address}"]`).click()
    if (options.javaScriptEnabled) expect(await faultsOf(second)).toEqual([])
    await second.setViewportSize(options.viewport)
    await second.reload()
    await second.getByText('Conferma', { exact: true }).click()
    await second.getByLabel('Perché si conferma').fill('Visto il verbale di convocazione.')
    await second.getByRole('button', { name: 'Conferma l’intervento' }).click()
    await second.getByText('Visto il verbale di convocazione.').waitFor()
    await on.retry(key)
    expect(await on.done(key)).toBe('COMPLETED')
    await second.reload()
    await second.getByText(': fatto').waitFor()
    expect(await second.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await picture(second, `interventions-done-${width}`)
  }, 120_000)
})
