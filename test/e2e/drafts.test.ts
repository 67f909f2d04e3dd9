import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import { createCallScenario } from '../support/call-scenario.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { serveHttp } from '../support/http.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { waitFor } from '../support/wait-for.ts'
import { startBrowser } from './browser.ts'

const OTHER = 'CASE_OFFICER_1'
const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 390, height: 844 }

let database: TestDatabase
let scenario: Awaited<ReturnType<typeof createCallScenario>>
let served: Awaited<ReturnType<typeof serveHttp>>
let browser: Browser
let task = ''
const contexts: BrowserContext[] = []

beforeAll(async () => {
  await startPostgres()
  database = await createTestDatabase()
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  scenario = await createCallScenario(database)
  await scenario.steps.hold(demoPersonId(OTHER), { role: 'PROCESS_OWNER' })
  served = await serveHttp(database)
  browser = await startBrowser()
}, 120_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser.close()
  served.close()
  await database.close()
  await stopPostgres()
})
beforeEach(async () => {
  task = await scenario.steps.open('Task_DraftGuidance', { cycleId: scenario.cycleId })
})

const functionOf = async (code: string): Promise<string | null | undefined> =>
  (await database.stores.network.functionsOf(demoPersonId(code), database.today())).find(
    ({ role }) => role === 'PROCESS_OWNER',
  )?.functionId

const signIn = async (page: Page, code: string) =>
  page.request.post('/sign-in?act=enter', {
    form: { accountId: demoAccountId(code), functionId: (await functionOf(code)) ?? '' },
    maxRedirects: 0,
  })

async function browserOf(code: string, { viewport = WIDE, scripts = true } = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: served.url, viewport, javaScriptEnabled: scripts })
  contexts.push(context)
  const page = await context.newPage()
  await signIn(page, code)
  return page
}

const take = (page: Page) => page.request.post(`/api/work-items/${task}/take`)
async function openTask(page: Page): Promise<void> {
  await take(page)
  await page.goto(`/tasks/${task}`)
  await page.locator('#form .fjs-form').waitFor()
}
const title = (page: Page) => page.getByLabel('Titolo del documento')
const need = (page: Page) => page.getByRole('textbox', { name: 'Bisogno' }).first()
const savedTitle = async (): Promise<unknown> =>
  (await database.knex('task_drafts').where({ work_item_id: task }))
    .map(({ typed }) => (typed as { title: string }).title)
    .at(0)
const isSaved = (text: string) =>
  waitFor('the draft', 10_000, async () => (await savedTitle()) === text || null)
const endSessions = () => database.knex('sessions').update({ ended_at: new Date() })
const enter = (page: Page) =>
  page
    .locator(`[data-account="${demoAccountId('PROCESS_OWNER')}"]`)
    .first()
    .click()

describe('a draft saves itself', () => {
  it('a moment after somebody typed, with the hour and a way to discard it, on a phone too', async () => {
    const page = await browserOf('PROCESS_OWNER', { viewport: NARROW })
    await openTask(page)
    await title(page).fill('Scritto a mano')
    await page.getByText(/^Bozza salvata alle \d\d:\d\d$/).waitFor()
    await isSaved('Scritto a mano')
    await page.reload()
    await page.locator('#form .fjs-form').waitFor()
    expect(await title(page).inputValue()).toBe('Scritto a mano')
    await page.getByText('Scarta la bozza').first().click()
    await page.getByRole('button', { name: 'Scarta la bozza' }).click()
    await page.getByText('Bozza scartata.').waitFor()
    await page.locator('#form .fjs-form').waitFor()
    expect(await title(page).inputValue()).not.toBe('Scritto a mano')
    expect(await savedTitle()).toBeUndefined()
  })

  it('loses nothing by a reload at once, nor by going elsewhere and back, nor a day that nobody can read', async () => {
    const page = await browserOf('PROCESS_OWNER')
    await openTask(page)
    await title(page).fill('Subito ricaricata')
    await page.getByLabel('Osservazioni della Rete').fill('domani')
    await page.reload()
    await page.getByText('Bozza salvata alle').first().waitFor()
    await page.locator('#form .fjs-form').waitFor()
    expect(await title(page).inputValue()).toBe('Subito ricaricata')
    expect(await page.getByLabel('Osservazioni della Rete').inputValue()).toBe('domani')
    await title(page).fill('Prima di andare altrove')
    await page.getByRole('link', { name: 'Le tue attività' }).click()
    await isSaved('Prima di andare altrove')
    await page.goBack()
    await page.locator('#form .fjs-form').waitFor()
    expect(await title(page).inputValue()).toBe('Prima di andare altrove')
  })

  it('of two tabs neither is overwritten unseen: the later sees both, and chooses', async () => {
    const first = await browserOf('PROCESS_OWNER')
    await openTask(first)
    const second = await first.context().newPage()
    await openTask(second)
    await title(first).fill('Dalla prima scheda')
    await isSaved('Dalla prima scheda')
    await title(second).fill('Dalla seconda scheda')
    const both = second.getByRole('region', { name: 'La bozza salvata in un’altra scheda' })
    await both.waitFor()
    await both.getByText('Dalla prima scheda').waitFor()
    expect(await title(second).inputValue()).toBe('Dalla seconda scheda')
    expect(await savedTitle()).toBe('Dalla prima scheda')
    await both.getByRole('button', { name: 'Tieni quello che è scritto qui' }).click()
    await isSaved('Dalla seconda scheda')
    await both.waitFor({ state: 'hidden' })
    await title(first).fill('Ancora dalla prima')
    await first.getByRole('link', { name: 'Tieni la bozza salvata' }).click()
    await first.getByText(/^Bozza salvata alle/).waitFor()
    await first.locator('#form .fjs-form').waitFor()
    expect(await title(first).inputValue()).toBe('Dalla seconda scheda')
    expect(await savedTitle()).toBe('Dalla seconda scheda')
  })

  it('of two people each is the own: nobody reads or touches the other’s', async () => {
    const one = await browserOf('PROCESS_OWNER')
    const other = await browserOf(OTHER)
    await openTask(one)
    await title(one).fill('Di una persona')
    await isSaved('Di una persona')
    await one.request.post(`/api/work-items/${task}/return`)
    await openTask(other)
    expect(await title(other).inputValue()).not.toBe('Di una persona')
    await title(other).fill('Dell’altra')
    await other.getByText('Bozza salvata alle').waitFor()
    expect(await database.knex('task_drafts').where({ work_item_id: task })).toHaveLength(2)
  })

  it('waits in its tab while the session is over, and is saved once the person is back', async () => {
    const page = await browserOf('PROCESS_OWNER')
    await openTask(page)
    await endSessions()
    await title(page).fill('Scritto a sessione finita')
    await page.getByText('La sessione è finita.').waitFor()
    expect(await title(page).inputValue()).toBe('Scritto a sessione finita')
    await page.getByRole('link', { name: 'Entra di nuovo' }).click()
    await enter(page)
    await page.waitForURL(`**/tasks/${task}`)
    await isSaved('Scritto a sessione finita')
    await page.locator('#form .fjs-form').waitFor()
    expect(await title(page).inputValue()).toBe('Scritto a sessione finita')
  })

  it('is in the form again when the form was sent after the session was over', async () => {
    const page = await browserOf('PROCESS_OWNER')
    await openTask(page)
    await page.getByRole('button', { name: 'Aggiungi' }).first().click()
    await page.getByLabel('Titolo della sezione').fill('Il territorio')
    await page.getByRole('textbox', { name: 'Testo' }).first().fill('Quattro ambiti.')
    await need(page).fill('Servizi')
    await page.getByLabel('Fonte').first().fill('ISTAT')
    await page.getByRole('textbox', { name: 'Priorità' }).first().fill('Tempo')
    await page.getByLabel('Descrizione').first().fill('Una descrizione')
    await endSessions()
    await page.getByRole('button', { name: 'Completa l’attività' }).click()
    await page.waitForURL('**/sign-in*')
    await enter(page)
    await page.getByText('La sessione era finita: nulla è stato inviato.').waitFor()
    await page.locator('#form .fjs-form').waitFor()
    expect(await need(page).inputValue()).toBe('Servizi')
    await page.getByRole('button', { name: 'Completa l’attività' }).click()
    await page.getByText('Attività completata').waitFor()
    expect(await savedTitle()).toBeUndefined()
  })

  it('of a task that somebody else completes meanwhile stays to be read and copied', async () => {
    const page = await browserOf(OTHER)
    await openTask(page)
    await title(page).fill('Prima che finisse')
    await isSaved('Prima che finisse')
    await database.arrange((tx) =>
      tx('work_items')
        .where({ id: task })
        .update({
          state: 'COMPLETED',
          ended_at: database.clock.now(),
          completed_by: demoPersonId('PROCESS_OWNER'),
        }),
    )
    await title(page).fill('Dopo che è finita')
    await page.getByText('Questa attività non è più aperta.').waitFor()
    await page.reload()
    await page.getByText('completata da Responsabile del procedimento').waitFor()
    await page.getByText('Dopo che è finita').waitFor()
    await page.getByRole('button', { name: 'Scarta la bozza' }).click()
    await page.getByText('Bozza scartata.').waitFor()
  })

  it('takes 1 MB of text, also when the page is left at once', async () => {
    const page = await browserOf('PROCESS_OWNER')
    await openTask(page)
    const text = Array.from({ length: 10 }, () => 'Perché il territorio è così. '.repeat(3200)).join('\n')
    await need(page).fill(text)
    await page.reload()
    await page.locator('#form .fjs-form').waitFor({ timeout: 60_000 })
    expect(await need(page).inputValue()).toBe(text)
    const [draft] = await database.knex('task_drafts').where({ work_item_id: task })
    expect((draft?.typed as { needs: { text: string }[] }).needs[0]?.text).toBe(text)
  }, 120_000)
})

describe('without scripts', () => {
  it('a button saves, and a session that is over leads to the sign-in and back to all that was typed', async () => {
    const page = await browserOf('PROCESS_OWNER', { scripts: false })
    await take(page)
    await page.goto(`/tasks/${task}`)
    await title(page).fill('Senza script')
    await page.getByRole('button', { name: 'Salva bozza' }).click()
    await page.getByText('Bozza salvata alle').first().waitFor()
    expect(await title(page).inputValue()).toBe('Senza script')
    await need(page).fill('Nidi')
    await endSessions()
    await page.getByRole('button', { name: 'Salva bozza' }).click()
    await enter(page)
    await page.getByText('La sessione era finita').waitFor()
    expect(await need(page).inputValue()).toBe('Nidi')
    await page.getByRole('button', { name: 'Salva bozza' }).click()
    await page.goto(`/tasks/${task}`)
    expect([await title(page).inputValue(), await need(page).inputValue()]).toEqual(['Senza script', 'Nidi'])
  })
})
