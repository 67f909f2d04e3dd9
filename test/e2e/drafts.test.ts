import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import type { Page } from 'playwright-core'
import { waitFor } from '../support/wait-for.ts'
import { NARROW, OTHER, fillGuidance, need, openDraftBrowser, title } from './draft-browser.ts'
import type { DraftBrowser } from './draft-browser.ts'

let drafts: DraftBrowser
let task = ''
const browserOf: DraftBrowser['browserOf'] = (...given) => drafts.browserOf(...given)

beforeAll(async () => {
  drafts = await openDraftBrowser()
}, 120_000)
afterAll(() => drafts.close())
beforeEach(async () => {
  task = await drafts.newTask()
})

const take = (page: Page) => drafts.take(page, task)
const openTask = (page: Page) => drafts.openTask(page, task)
const savedTitle = () => drafts.savedTitle(task)
const isSaved = (text: string) =>
  waitFor('the draft', 10_000, async () => (await savedTitle()) === text || null)
const endSessions = () => drafts.database.knex('sessions').update({ ended_at: new Date() })
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
    expect(await drafts.database.knex('task_drafts').where({ work_item_id: task })).toHaveLength(2)
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
    await fillGuidance(page)
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
    await drafts.database.arrange((tx) =>
      tx('work_items')
        .where({ id: task })
        .update({
          state: 'COMPLETED',
          ended_at: drafts.database.clock.now(),
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
    const [draft] = await drafts.database.knex('task_drafts').where({ work_item_id: task })
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
