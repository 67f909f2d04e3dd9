import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import { startWholeApplication } from '../support/running-application.ts'
import type { RunningApplication } from '../support/running-application.ts'
import { startBrowser } from './browser.ts'

const CODE = 'PTC-MANI'
const TASK = 'Redigi il documento di indirizzo'
const PATIENCE_MS = 60_000

let application: RunningApplication | undefined
let browser: Browser | undefined
const contexts: BrowserContext[] = []

async function signedIn(code: string, javaScriptEnabled: boolean): Promise<Page> {
  if (browser === undefined || application === undefined) throw new Error('the application is not running')
  const viewport = { width: 390, height: 844 }
  const context = await browser.newContext({ baseURL: application.baseUrl, javaScriptEnabled, viewport })
  contexts.push(context)
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page
    .locator(`[data-account="${demoAccountId(code)}"]`)
    .first()
    .click()
  await page.getByRole('heading', { name: 'Oggi' }).waitFor()
  return page
}

/* What a page of ours sends: the browser says from where. */
const send = (page: Page, path: string, body: object): Promise<number> =>
  page.evaluate(
    async ([to, sent]) =>
      (await fetch(to!, { method: 'POST', headers: { 'content-type': 'application/json' }, body: sent! }))
        .status,
    [path, JSON.stringify(body)],
  )

const taskIn = (page: Page) => page.getByRole('row').filter({ hasText: CODE })
async function openTask(page: Page): Promise<void> {
  await page.goto('/inbox')
  await taskIn(page).getByRole('link', { name: TASK }).click()
  await page.waitForURL('**/tasks/*')
}
const overflowOf = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')

beforeAll(async () => {
  application = await startWholeApplication({ name: 'test-hands', portOffset: 60 })
  browser = await startBrowser()
}, 300_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await application?.stop()
}, 60_000)

describe('a task that two may do (art. 8)', () => {
  let owner: Page
  let other: Page

  it('is free, and not to be filled in before one takes it', async () => {
    owner = await signedIn('PROCESS_OWNER', true)
    const given = { role: 'PROCESS_OWNER', from: '2026-01-01', act: 'Decreto 1', reason: 'In due' }
    expect(await send(owner, `/api/network/people/${demoPersonId('CASE_OFFICER_1')}/functions`, given)).toBe(
      201,
    )
    expect(
      await send(owner, '/api/cycles', {
        ...{
          code: CODE,
          title: 'In due',
          guidelinesAct: 'DGR',
          guidanceDueOn: '2030-01-31',
          endsOn: '2033-12-31',
        },
        allocations: [{ year: 2030, amountCents: 27_600_000 }],
      }),
    ).toBe(201)
    await owner.goto('/inbox')
    await taskIn(owner).getByText('libera').waitFor()
    await openTask(owner)
    expect(await owner.getByLabel('Titolo del documento').isDisabled()).toBe(true)
    expect(await overflowOf(owner)).toBe(0)
    await owner.getByRole('button', { name: 'Prendi in carico' }).click()
    await owner.getByText('L’attività è in carico a te.').waitFor()
    await owner.getByLabel('Titolo del documento').fill('Documento in due')
  }, 120_000)

  it('says to the other who has it, without scripts too, and cannot be completed there', async () => {
    other = await signedIn('CASE_OFFICER_1', false)
    await other.getByText('in carico a Responsabile').waitFor()
    await openTask(other)
    await other.getByRole('heading', { name: /^È in carico a .* dal / }).waitFor()
    expect(await other.getByLabel('Titolo del documento').isDisabled()).toBe(true)
    expect(await other.getByRole('button', { name: 'Completa l’attività' }).count()).toBe(0)
  }, 120_000)

  it('is given to the other, who finds it, and returned', async () => {
    await owner.getByText('Assegna a un’altra persona').click()
    await owner.getByLabel('Assegna a', { exact: true }).selectOption({ index: 1 })
    await owner.getByRole('button', { name: 'Assegna', exact: true }).click()
    await taskIn(owner).getByText('in carico a').waitFor()
    await openTask(other)
    expect(await other.getByLabel('Titolo del documento').isDisabled()).toBe(false)
    expect(await other.getByRole('button', { name: 'Completa l’attività' }).count()).toBe(1)
    await other.getByRole('button', { name: 'Restituisci' }).click()
    await other.getByText('Attività restituita: ora è libera.').waitFor()
    await taskIn(other).getByText('libera').waitFor()
  }, 120_000)

  it('is set free with a reason by the process owner, where who has it is away', async () => {
    await openTask(other)
    await other.getByRole('button', { name: 'Prendi in carico' }).click()
    await owner.goto('/inbox')
    await owner.getByRole('link', { name: 'Attività che qualcuno ha in carico' }).click()
    await taskIn(owner).getByText('Restituisci').first().click()
    await owner.getByRole('button', { name: 'Restituisci l’attività' }).click()
    await owner.getByRole('alert').waitFor()
    await owner.getByLabel('Motivo').fill('Assente per malattia')
    expect(await overflowOf(owner)).toBe(0)
    await owner.getByRole('button', { name: 'Restituisci l’attività' }).click()
    await owner.getByText('Nessuno ha in carico attività').waitFor()
    await openTask(other)
    await other.getByRole('heading', { name: 'Questa attività è libera' }).waitFor()
  }, 120_000)
})

describe('a substitution (art. 8)', () => {
  it('is recorded on the page of who substitutes, with its act, and refused for oneself', async () => {
    const owner = await signedIn('PROCESS_OWNER', false)
    await owner.goto(`/network/people/${demoPersonId('FINANCE_1')}`)
    const form = owner.locator('details').filter({ hasText: 'In sostituzione di un’altra persona' })
    await form.locator('summary').click()
    await form
      .getByLabel('Sostituisce')
      .selectOption({ label: 'Istruttore A · Responsabile del procedimento' })
    await form.getByLabel('Al', { exact: true }).fill('31/12/2031')
    await form.getByLabel('Atto').fill('Decreto n. 7')
    await form.getByLabel('Motivo').fill('Congedo')
    await form.getByRole('button', { name: 'Registra la sostituzione' }).click()
    await owner.getByText('Sostituzione registrata').waitFor()
    await owner.getByText('in sostituzione di Istruttore A').first().waitFor()
    expect(await overflowOf(owner)).toBe(0)
  }, 120_000)

  it('is said in the head of every page and on the task, and lets do what the other may', async () => {
    const substitute = await signedIn('FINANCE_1', false)
    expect(await substitute.locator('#function option[selected]').textContent()).toContain(
      'in sostituzione di Istruttore A',
    )
    await openTask(substitute)
    await substitute.getByText('Operi in sostituzione di').waitFor()
    await substitute.getByRole('button', { name: 'Prendi in carico' }).click()
    await substitute.getByText('L’attività è in carico a te.').waitFor()
    expect(await overflowOf(substitute)).toBe(0)
  }, 120_000)
})
