import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import { callId, convenedCallMeeting, cycleId } from '../support/call-meeting.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { serveHttp } from '../support/http.ts'
import startPostgres from '../support/start-postgres.ts'
import { createSteps } from '../support/steps.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { startBrowser } from './browser.ts'
import { DESK, faultsOf, openWithoutScripts, PHONE } from './examination.ts'

const SEATS = demoNetwork.seats.length
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

/* Two sheets of the second project, which the process owner has said to read. */
async function insertScores({ arrange, clock }: TestDatabase): Promise<void> {
  const at = clock.now()
  const criteria = ['INNOVAZIONE', 'CONCRETEZZA', 'EFFICACIA', 'ECONOMICITA', 'SOSTENIBILITA']
  await arrange((tx) =>
    tx('scoring_rounds').insert({ id: 'round', call_id: callId, number: 1, due_at: at, status: 'COMPLETED' }),
  )
  const of = { call_id: callId, round_id: 'round', application_id: 'A-02', requested_at: at, scored_at: at }
  for (const [index, code] of (['TITULAR_CISL', 'TITULAR_CGIL'] as const).entries()) {
    const id = `sheet ${index}`
    await arrange((tx) =>
      tx('scorings').insert({ id, ...of, person_id: demoPersonId(code), status: 'SCORED' }),
    )
    const scores = criteria.map((criterion) => ({
      ...{ scoring_id: id, criterion, centipoints: 1_000 + 300 * index, reason: `Perché ${index}` },
    }))
    await arrange((tx) => tx('scores').insert(scores))
  }
  const aggregates = ['TOTAL', ...criteria].map((criterion) => ({
    ...{ application_id: 'A-02', criterion, denominator: '1' },
    numerator: criterion === 'TOTAL' ? '5750' : '1150',
  }))
  await arrange((tx) => tx('aggregated_scores').insert(aggregates))
  const reading = { call_id: callId, person_id: demoPersonId('PROCESS_OWNER'), read_at: at }
  await arrange((tx) => tx('sheet_readings').insert(reading))
}

describe.each([
  ['with scripts, on a desk', true, DESK],
  ['without scripts, on a phone', false, PHONE],
])('a sitting is recorded on one page (art. 5, 7), %s', (_, scripts, viewport) => {
  let database: TestDatabase
  let served: Awaited<ReturnType<typeof serveHttp>>
  let context: BrowserContext
  let page: Page
  let meetingId: string

  beforeAll(async () => {
    database = await createTestDatabase('2027-03-01T09:00:00Z')
    const steps = createSteps(database)
    meetingId = await convenedCallMeeting(database, steps)
    await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
    served = await serveHttp(database)
    const asked = { baseURL: served.url, locale: 'it-IT', javaScriptEnabled: scripts, viewport }
    context = await browser.newContext(asked)
    context.setDefaultTimeout(15_000)
    await answers()
    database.setNow('2027-03-08T12:00:00Z')
    await insertScores(database)
    const task = await steps.open('Task_RecordMeeting', { cycleId, meetingId })
    await actAs('PROCESS_OWNER')
    page = await context.newPage()
    await page.goto(`/tasks/${task}`)
    await page.getByRole('button', { name: 'Prendi in carico' }).click()
    await page.locator('#done').waitFor()
  }, 120_000)
  afterAll(async () => {
    await context.close()
    served.close()
    await database.close()
  })

  const actAs = async (code: string) => {
    const accountId = demoAccountId(code)
    expect((await context.request.post('/api/session', { data: { accountId } })).status()).toBe(201)
  }
  /* Before the day one says that one comes, and who convenes sees it; the sitting's table has it again. */
  async function answers() {
    const meeting = await context.newPage()
    await actAs('TITULAR_CISL')
    await meeting.goto('/')
    await meeting.getByRole('link', { name: 'di’ se vieni' }).click()
    await meeting.getByText('Vengo', { exact: true }).click()
    await meeting.getByRole('button', { name: 'Rispondi' }).click()
    await meeting.getByText('La tua risposta: vengo').waitFor()
    if (scripts) expect(await faultsOf(meeting)).toEqual([])
    await actAs('PROCESS_OWNER')
    await meeting.goto(`/meetings/${meetingId}`)
    await meeting.getByText(/Attesi 1 seggio su/).waitFor()
    if (scripts) expect(await faultsOf(meeting)).toEqual([])
    if (PICTURES !== undefined)
      await meeting.screenshot({ path: `${PICTURES}/meeting-${viewport.width}.png`, fullPage: true })
    await meeting.close()
  }

  /* In a browser that runs axe-core, and nothing of the page's own. */
  async function faultsWithoutScripts(): Promise<string[]> {
    const { cookies } = await context.storageState()
    const examined = await browser.newContext({ locale: 'it-IT', storageState: { cookies, origins: [] } })
    try {
      const other = await examined.newPage()
      expect(await openWithoutScripts(other, page.url())).toBe(200)
      expect(await other.locator('.agenda-item').count()).toBe(3)
      return await faultsOf(other)
    } finally {
      await examined.close()
    }
  }

  const saveDraft = async () => {
    await page.getByRole('button', { name: 'Salva bozza' }).click()
    await page.locator('#done').waitFor()
  }
  const seat = (index: number) => page.locator('.room tbody tr').nth(index)
  const sits = (index: number, who: string) => seat(index).getByText(who, { exact: true }).click()
  const screens = () => page.evaluate<number>('document.documentElement.scrollHeight / innerHeight')
  const lacks = () => page.locator('#sitting-lacks')
  const picture = (what: string) =>
    PICTURES === undefined
      ? undefined
      : page.screenshot({ path: `${PICTURES}/sitting-${what}-${viewport.width}.png`, fullPage: true })

  it('is within four screens of a desk, and without a fault of accessibility', async () => {
    if (scripts) expect(await screens()).toBeLessThanOrEqual(4)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(viewport.width)
    expect(await (scripts ? faultsOf(page) : faultsWithoutScripts())).toEqual([])
    if (!scripts) return
    await page.setViewportSize(viewport)
    await page.reload()
  })

  it('says at first all that is missing, and opens the first item', async () => {
    const told = await lacks().textContent()
    expect(told).toContain('Scrivi l’ora di fine')
    expect(told).toContain(`Manca la presenza o assenza all’apertura di ${SEATS} seggi.`)
    expect(await page.locator('.agenda-item[open]').count()).toBe(1)
    expect(await page.locator('.room').textContent()).toContain('risposta: viene il titolare')
    await picture('empty')
  })

  it('shows each seat at each item, where the excluded is in the room and does not vote, and who left', async () => {
    for (let index = 0; index < SEATS; index++)
      await sits(index, index === SEATS - 1 ? 'Assente' : 'Titolare')
    await saveDraft()
    const marks = await Promise.all(
      Array.from({ length: SEATS }, (_, index) =>
        seat(index).locator('td.number [aria-hidden]').allTextContents(),
      ),
    )
    expect(marks.filter((row) => row.join('') === 'ETE')).toHaveLength(1)
    expect(marks.at(-1)?.join('')).toBe('–––')
    expect(await page.locator('#voting-2').textContent()).toBe(String(SEATS - 1))
    expect(await page.locator('#exclusions dt').count()).toBeGreaterThan(0)
  })

  it('takes a vote against within its item, and stays there', async () => {
    const first = page.locator('#item-1')
    await first.getByLabel('Sintesi della discussione').fill('Si è discusso.')
    await first.getByRole('button', { name: /Aggiungi: Contrari/ }).click()
    await page.waitForURL(/#item-1$/)
    await page.locator('#item-1').getByLabel('Ente').selectOption({ index: 3 })
    await page.locator('#item-1').getByLabel('Voto', { exact: true }).selectOption({ label: 'Contrario' })
    await page.locator('#item-1').getByText('Il punto', { exact: true }).click()
    await page.locator('#item-1').getByLabel('Favorevoli').fill('1')
    await saveDraft()
    expect(await lacks().textContent()).toContain(
      `i voti indicati sono 2 (1 favorevoli, 1 contrari o astenuti)`,
    )
    await picture('one')
  })

  it('shows of the project at hand the committee’s points, the least and the most of the sheets, and the reasons', async () => {
    await page.goto(`${new URL(page.url()).pathname}?item=2#item-2`)
    const told = await page.locator('#item-2 .scores').textContent()
    for (const part of ['Totale57,50', '50 – 65', '10 – 13', 'Perché 0', 'Perché 1'])
      expect(told).toContain(part)
    expect(told).not.toContain('CISL')
    /* Of three points: ten have room for as many lines more. */
    if (scripts) expect(await screens()).toBeLessThanOrEqual(3.6)
    await picture('project')
  })

  it('refuses what does not account for every vote, with what was typed, and then records it whole', async () => {
    await page.getByLabel('Ora di fine').fill('12:00')
    await page.getByRole('button', { name: 'Completa l’attività' }).click()
    await page.locator('#refusal').waitFor()
    for (const position of [1, 2, 3]) {
      const item = page.locator(`#item-${position}`)
      if (!(await item.evaluate((one: { open: boolean }) => one.open)))
        await item.locator('> summary').click()
      await item.getByLabel('Sintesi della discussione').fill('Si è discusso.')
      await item.getByText('Il punto', { exact: true }).click()
      const voting = Number(await page.locator(`#voting-${position}`).textContent())
      await item.getByLabel('Favorevoli').fill(String(voting - (position === 1 ? 1 : 0)))
    }
    await saveDraft()
    expect(await lacks().textContent()).toContain('Non manca nulla')
    if (scripts) expect(await screens()).toBeLessThanOrEqual(4)
    await picture('whole')
    for (const name of ['il verbale (PDF)', 'l’allegato riservato (PDF)']) {
      const paper = (await page.getByRole('link', { name }).getAttribute('href')) ?? ''
      const answer = await page.request.get(new URL(paper, page.url()).href)
      expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf'])
    }
    await page.getByRole('button', { name: 'Completa l’attività' }).click()
    await page.getByText('Attività completata').waitFor()
    const votes = await database.stores.meetings.votes(meetingId)
    expect(votes.filter(({ choice }) => choice === 'AGAINST')).toHaveLength(1)
  })
})
