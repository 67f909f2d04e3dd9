import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import { NARROW, openDraftBrowser, OTHER, WIDE } from './draft-browser.ts'
import type { DraftBrowser } from './draft-browser.ts'

let drafts: DraftBrowser
let callId: string
let task: string
beforeAll(async () => {
  drafts = await openDraftBrowser()
  callId = (await drafts.openCall()).id
}, 120_000)
afterAll(() => drafts.close(), 60_000)

const maximum = (page: Page) => page.getByLabel('Contributo massimo')
const save = (page: Page) => page.getByRole('button', { name: 'Salva', exact: true })
const isSaved = (page: Page) => page.locator('#done').getByText('Bozza salvata').waitFor()
/* Both write the same part: of a call that a task prepares, and of one that is corrected. */
const editors = [
  {
    what: 'a call',
    desk: () => `/tasks/${task}`,
    part: () => `/tasks/${task}/call/grant`,
    kept: () => drafts.database.stores.callDrafts.parts(task),
  },
  {
    what: 'a correction',
    desk: () => `/calls/${callId}/correction`,
    part: () => `/calls/${callId}/correction/grant`,
    kept: () => drafts.database.stores.correctionDrafts.parts(callId),
  },
]
const browsers = [
  { how: 'with scripts, on a desk', scripts: true, viewport: WIDE },
  { how: 'without scripts, on a phone', scripts: false, viewport: NARROW },
]

beforeEach(async () => {
  task = await drafts.newTask('Task_PrepareCall')
  await drafts.database.knex('call_correction_parts').delete()
  await drafts.database.knex('call_corrections').delete()
})

describe.each(editors.flatMap((editor) => browsers.map((browser) => ({ ...editor, ...browser }))))(
  '$what that is written $how (record 92, 100)',
  ({ part, desk, kept, ...browser }) => {
    const written = async () => JSON.stringify((await kept()).map(({ content }) => content))
    async function openPart(): Promise<Page> {
      const page = await drafts.browserOf('PROCESS_OWNER', browser)
      await drafts.take(page, task)
      await page.goto(part())
      return page
    }

    it('is saved once by a double click', async () => {
      const page = await openPart()
      await maximum(page).fill('91.000,00')
      await save(page).dblclick()
      await isSaved(page)
      expect(await maximum(page).inputValue()).toBe('91.000,00')
      expect([(await kept()).length, await written()]).toEqual([1, expect.stringContaining('9100000')])
    })

    it('goes on after «back» from what was saved, in one part', async () => {
      const page = await openPart()
      await maximum(page).fill('92.000,00')
      await save(page).click()
      await isSaved(page)
      await page.goBack()
      await maximum(page).fill('92.500,00')
      await save(page).click()
      await isSaved(page)
      expect([(await kept()).length, await written()]).toEqual([1, expect.stringContaining('9250000')])
    })

    it('in two tabs is never overwritten unseen: the later sees both, and chooses', async () => {
      const page = await openPart()
      const other = await page.context().newPage()
      await other.goto(part())
      await maximum(page).fill('93.000,00')
      await save(page).click()
      await isSaved(page)
      await maximum(other).fill('94.000,00')
      await save(other).click()
      await other.getByText('Contributo massimo: salvato «93.000,00», qui «94.000,00»').waitFor()
      expect(await maximum(other).inputValue()).toBe('94.000,00')
      expect(await written()).toContain('9300000')
      await other.getByRole('button', { name: 'Tieni quello che è scritto qui' }).click()
      await isSaved(other)
      expect(await written()).toContain('9400000')
    })

    it('comes back with all that was typed where the session was over', async () => {
      const page = await openPart()
      await drafts.endSessions()
      await maximum(page).fill('95.000,00')
      await save(page).click()
      const person = page.locator(`[data-account="${demoAccountId('PROCESS_OWNER')}"]`).first()
      await person.click()
      await page.getByText('La sessione era finita').waitFor()
      expect(await maximum(page).inputValue()).toBe('95.000,00')
      await save(page).click()
      await isSaved(page)
    })

    it('keeps what cannot be read, and leads from the list to its field', async () => {
      const page = await openPart()
      await maximum(page).fill('molti')
      await save(page).click()
      await isSaved(page)
      await page.goto(desk())
      await page.getByRole('link', { name: 'Contributo › Contributo massimo' }).first().click()
      expect(await maximum(page).inputValue()).toBe('molti')
      expect(await maximum(page).getAttribute('aria-invalid')).toBe('true')
    })
  },
)

describe('what somebody else has done meanwhile', () => {
  it('of a call: a task that is over is said to be, and what was typed stays to be copied', async () => {
    const page = await drafts.browserOf('PROCESS_OWNER')
    await drafts.take(page, task)
    await page.goto(`/tasks/${task}/call/grant`)
    await drafts.database.arrange((tx) =>
      tx('work_items')
        .where({ id: task })
        .update({
          state: 'COMPLETED',
          ended_at: drafts.database.clock.now(),
          completed_by: demoPersonId(OTHER),
        }),
    )
    await maximum(page).fill('96.000,00')
    await save(page).click()
    await page.getByText("L'attività non è più aperta").first().waitFor()
    expect(await maximum(page).inputValue()).toBe('96.000,00')
  })

  it('of a correction: what another has saved or taken back is told, and proposed by nobody unseen', async () => {
    const [page, other] = [await drafts.browserOf('PROCESS_OWNER'), await drafts.browserOf(OTHER)]
    await page.goto(`/calls/${callId}`)
    await page.getByText('Solo una proroga').click()
    await page.getByLabel('Motivo').fill('Uffici chiusi')
    await page.getByLabel('Chiusura: giorno').fill('06/03/2027')
    await page.getByRole('button', { name: 'Proponi la proroga' }).dblclick()
    await page.getByText('Proroga proposta').waitFor()
    await other.goto(`/calls/${callId}`)
    for (const one of [page, other]) {
      await one.getByText('Ritira questa rettifica').click()
      await one.getByLabel('Motivo del ritiro').fill('Va riscritta')
    }
    await other.getByRole('button', { name: 'Ritira la rettifica' }).dblclick()
    await other.getByText('Rettifica ritirata').first().waitFor()
    await page.getByRole('button', { name: 'Ritira la rettifica' }).click()
    await page.getByText('Rettifica ritirata').first().waitFor()
    const states = await drafts.database.knex('call_corrections').pluck('status')
    expect(states).toEqual(['WITHDRAWN'])
    await page.goto(`/calls/${callId}/correction`)
    await page.getByText('La chiusura passa dal').waitFor()
    await other.goto(`/calls/${callId}/correction`)
    await other.getByRole('button', { name: 'Scarta la bozza' }).click()
    await other.getByText('Bozza scartata').waitFor()
    await page.getByLabel('Motivo').fill('Uffici chiusi')
    await page.getByRole('button', { name: 'Proponi la rettifica' }).click()
    await page.getByText('Rileggi qui che cosa cambierebbe ora').waitFor()
    expect(await page.getByLabel('Motivo').inputValue()).toBe('Uffici chiusi')
    await page.getByText('Nulla, finora').waitFor()
  })
})
