import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import type { EmbeddedEngine } from '../../engine/embedded/engine.ts'
import { startWholeApplication } from '../support/running-application.ts'
import type { RunningApplication } from '../support/running-application.ts'
import * as bpmn from '../support/small-process.ts'
import { waitFor } from '../support/wait-for.ts'
import { startBrowser } from './browser.ts'
import { faultsOf } from './examination.ts'

const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 390, height: 844 }
const PICTURES = process.env['CONCILIA_TEST_PICTURES']

/* A newer version of a process of the cycle, with a timer that nobody gives its instant. */
const MODEL = bpmn.fileOf(
  `<bpmn:process id="meeting" isExecutable="true">${
    bpmn.start('start', bpmn.waitsFor('Convene')) +
    bpmn.element('intermediateCatchEvent', 'BoundaryEvent_MeetingStarted', {
      inside: bpmn.timer('Date', '=meetingStartsAt'),
    }) +
    bpmn.end() +
    bpmn.path('start', 'BoundaryEvent_MeetingStarted', 'end')
  }</bpmn:process>${bpmn.message('Convene', null)}`,
)

let application: RunningApplication
let engine: EmbeddedEngine
let browser: Browser
let cycleId: string
const contexts: BrowserContext[] = []

async function signedIn(code: string, options: { viewport: typeof WIDE; javaScriptEnabled?: boolean }) {
  const context = await browser.newContext({ baseURL: application.baseUrl, locale: 'it-IT', ...options })
  contexts.push(context)
  const answer = await context.request.post('/api/session', { data: { accountId: demoAccountId(code) } })
  expect(answer.status()).toBe(201)
  return context.newPage()
}

const picture = async (page: Page, name: string): Promise<void> => {
  if (PICTURES === undefined) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}

/* Begins an instance that stops at once; gives its key. */
async function beginStopped(messageId: string): Promise<string> {
  const stopped = async () =>
    (await engine.openIncidents(100, { name: 'cycleId', value: cycleId })).map(
      ({ processInstanceKey }) => processInstanceKey,
    )
  const before = await stopped()
  await engine.publishMessage({ name: 'Convene', correlationKey: '', messageId, variables: { cycleId } })
  return waitFor('the instance', 10_000, async () => {
    return (await stopped()).find((key) => !before.includes(key)) ?? null
  })
}
const mend = (key: string) =>
  engine.setVariables({
    elementInstanceKey: key,
    variables: { meetingStartsAt: '2020-01-31T10:00:00Z' },
    local: false,
  })
const ended = (key: string) =>
  waitFor('the end', 15_000, async () => ((await engine.instance(key))?.state === 'COMPLETED' ? true : null))

beforeAll(async () => {
  application = await startWholeApplication({ name: 'test-stopped', portOffset: 70 })
  browser = await startBrowser()
  const url = application.environment['DATABASE_URL'] ?? ''
  engine = createEmbeddedEngine({ url, clock: { now: () => new Date() }, log: pino({ enabled: false }) })
  const content = Buffer.from(MODEL)
  const sha256 = createHash('sha256').update(content).digest('hex')
  await engine.deploy([{ name: 'meeting.bpmn', content, sha256 }])
  const owner = await signedIn('PROCESS_OWNER', { viewport: WIDE })
  const { now } = (await (await owner.request.get('/api/demo/clock')).json()) as { now: string }
  const inDays = (days: number) =>
    new Date(Date.parse(now) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
  const opened = await owner.request.post('/api/cycles', {
    data: {
      ...{ code: 'PTC-FERMI', title: 'Piano di prova', guidelinesAct: 'DGR di prova' },
      ...{ guidanceDueOn: inDays(120), endsOn: inDays(900) },
      allocations: [{ year: Number(now.slice(0, 4)), amountCents: 27_600_000 }],
    },
  })
  cycleId = ((await opened.json()) as { cycleId: string }).cycleId
}, 300_000)

afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser.close()
  await engine.close()
  await application.stop()
}, 60_000)

describe('a step that stopped', () => {
  it('is told on the page in a sentence, and goes on from there once it is mended and retried', async () => {
    const page = await signedIn('PROCESS_OWNER', { viewport: WIDE })
    await page.goto(`/cycles/${cycleId}`)
    await page.getByText('Punti attivi').waitFor()
    const key = await beginStopped('one')
    const steps = page.locator('.stopped-steps')
    await steps.getByText('meetingStartsAt').waitFor()
    await page.getByRole('link', { name: 'Mostra nel diagramma' }).click()
    await page.locator('#diagram-state').getByText('fermi per errore: 1').waitFor()
    await page.locator('#diagram-canvas .token-failed').waitFor()
    await picture(page, 'stopped-1280')

    await mend(key)
    await page.getByLabel('Perché si riprova').fill('Dato l’istante della riunione')
    await page.getByRole('button', { name: /^Riprova/ }).click()
    await ended(key)
    await steps.waitFor({ state: 'detached' })
    const owner = (await (await page.request.get('/api/session')).json()) as { displayName: string }
    await page.getByText('Passi ripresi').click()
    await page.locator('.retries').getByText(`ripreso da ${owner.displayName}`).waitFor()
    await picture(page, 'retried-1280')
  }, 120_000)

  it('is retried by a plain form where the browser runs no script, also on a phone', async () => {
    const key = await beginStopped('two')
    const page = await signedIn('PROCESS_OWNER', { viewport: NARROW, javaScriptEnabled: false })
    await page.goto(`/cycles/${cycleId}`)
    await picture(page, 'stopped-390')
    expect(await page.locator('#diagram').isVisible()).toBe(false)
    await page.locator(`a[href$="/processes/${key}"]`).click()
    expect(await page.locator('main').innerText()).toMatch(
      /In corso[^]*meetingStartsAt[^]*1 passo fermo per errore/,
    )
    await picture(page, 'process-in-words-390')
    await page.getByRole('link', { name: 'Riprendi dalla pagina del ciclo' }).click()
    await mend(key)
    await page.getByLabel('Perché si riprova').fill('Dato l’istante della riunione')
    await page.getByRole('button', { name: /^Riprova/ }).click()
    await page.waitForURL(`**/cycles/${cycleId}#stopped`)
    await ended(key)
    await page.reload()
    expect(await page.locator('.stopped-steps').count()).toBe(0)
    expect(await page.locator('.retries li').count()).toBe(2)
  }, 120_000)

  it('is shown to the office, but only the process owner can let it go on; nothing scrolls sideways', async () => {
    await beginStopped('three')
    const page = await signedIn('FINANCE_1', { viewport: NARROW })
    await page.goto(`/cycles/${cycleId}`)
    await page.locator('.stopped-steps').getByText('meetingStartsAt').waitFor()
    await page.getByText('Punti attivi').waitFor()
    expect(await page.getByRole('button', { name: /^Riprova/ }).count()).toBe(0)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await picture(page, 'finance-390')
  }, 120_000)

  it.each([
    { viewport: WIDE, javaScriptEnabled: true },
    { viewport: NARROW, javaScriptEnabled: false },
  ])(
    'is let go on with others from the page of all cycles: $viewport.width px, scripts $javaScriptEnabled',
    async (options) => {
      const kept = `${options.viewport.width}`
      const keys = [await beginStopped(`${kept}-1`), await beginStopped(`${kept}-2`)]
      const page = await signedIn('PROCESS_OWNER', options)
      await page.goto(
        '/control-room/incidents?incidents-text=PTC-FERMI&incidents-kind=MODEL&incidents-process=meeting',
      )
      const boxes = page.getByRole('checkbox')
      const standing = await boxes.count()
      expect(standing).toBeGreaterThanOrEqual(2)
      if (options.javaScriptEnabled) expect(await faultsOf(page)).toEqual([])
      await page.setViewportSize(options.viewport)
      await picture(page, `incidents-${kept}`)

      await page.getByRole('button', { name: 'Riprova i passi scelti' }).click()
      await page.getByText('Scegli almeno un passo da riprendere.').first().waitFor()
      await picture(page, `incidents-refused-${kept}`)
      await page.getByRole('link', { name: 'Scegli tutti quelli di questa pagina' }).click()
      expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(standing)
      for (const key of keys) await mend(key)
      await page.getByLabel('Perché si riprova').fill('Dato l’istante della riunione')
      await page.getByRole('button', { name: 'Riprova i passi scelti' }).click()
      await page.getByText('Ripresa chiesta per').waitFor()
      for (const key of keys) await ended(key)
      await page.reload()
      await page.getByText('Dato l’istante della riunione').first().waitFor()
      expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      await picture(page, `incidents-resumed-${kept}`)
    },
    120_000,
  )
})
