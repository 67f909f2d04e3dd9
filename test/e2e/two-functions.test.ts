import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { NARROW, OTHER, WIDE, fillGuidance, need, openDraftBrowser, title } from './draft-browser.ts'
import type { DraftBrowser } from './draft-browser.ts'

let drafts: DraftBrowser
let task = ''

beforeAll(async () => {
  drafts = await openDraftBrowser()
}, 120_000)
afterAll(() => drafts.close())
beforeEach(async () => {
  task = await drafts.newTask()
})

describe('two tabs of one session, in the second of which another function is chosen', () => {
  const choose = async (page: Page, name: string): Promise<void> => {
    await page.goto('/')
    await page.getByLabel('Funzione in cui operi').selectOption({ label: name })
    await page.getByRole('button', { name: 'Cambia funzione' }).click()
    await page.getByRole('heading', { name: 'Oggi' }).waitFor()
  }
  const inForce = (page: Page) => page.locator('#function option[selected]').textContent()

  it.each([
    ['with', true, WIDE],
    ['without', false, NARROW],
  ])(
    '%s scripts: what the first has written is not sent in it, and goes where it was written',
    async (_with, scripts, viewport) => {
      const first = await drafts.browserOf(OTHER, { scripts, viewport })
      await drafts.take(first, task)
      await first.goto(`/tasks/${task}`)
      if (scripts) await first.locator('#form .fjs-form').waitFor()
      const second = await first.context().newPage()
      await choose(second, 'Istruttore')
      await title(first).fill('Scritto come responsabile')
      if (scripts) await first.getByText('Nulla è stato registrato: è scritto in un’altra').waitFor()
      await need(first).fill('Nidi')
      await first.getByRole('button', { name: 'Salva bozza' }).click()
      if (!scripts) {
        await first.getByRole('heading', { name: 'Questo modulo è scritto in un’altra funzione' }).waitFor()
        expect(await first.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
        expect(await inForce(first)).toBe('Istruttore')
        expect(await drafts.savedTitle(task)).toBeUndefined()
        await first.getByRole('button', { name: 'Riprendi il modulo come Responsabile' }).click()
        await first.getByText('Nulla è ancora inviato').waitFor()
        expect([await title(first).inputValue(), await need(first).inputValue()]).toEqual([
          'Scritto come responsabile',
          'Nidi',
        ])
        await first.getByRole('button', { name: 'Salva bozza' }).click()
      } else {
        expect(await drafts.savedTitle(task)).toBeUndefined()
        await choose(second, 'Responsabile del procedimento')
        await first.getByRole('button', { name: 'Salva bozza' }).click()
      }
      await first.getByText('Bozza salvata alle').first().waitFor()
      expect(await drafts.savedTitle(task)).toBe('Scritto come responsabile')
    },
    60_000,
  )

  it('sends a task in the function in which it was filled in, and nothing of it stays behind in the tab', async () => {
    const first = await drafts.browserOf(OTHER)
    await drafts.openTask(first, task)
    const second = await first.context().newPage()
    await choose(second, 'Istruttore')
    await fillGuidance(first)
    await first.getByRole('button', { name: 'Completa l’attività' }).click()
    await first.getByRole('heading', { name: 'Questo modulo è scritto in un’altra funzione' }).waitFor()
    expect((await drafts.database.knex('work_items').where({ id: task }).first())?.state).toBe('OPEN')
    await first.getByRole('button', { name: 'Invia come Responsabile del procedimento' }).click()
    await first.getByText('Attività completata').waitFor()
    const item = await drafts.database.knex('work_items').where({ id: task }).first()
    expect([item?.state, item?.completed_in]).toEqual(['COMPLETED', await drafts.functionOf(OTHER)])
    expect(await first.evaluate('sessionStorage.length')).toBe(0)
  }, 60_000)
})
