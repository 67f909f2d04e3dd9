import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { demoCallConfiguration } from '../../app/demo/call.ts'
import { NARROW, openDraftBrowser, WIDE } from './draft-browser.ts'
import type { DraftBrowser } from './draft-browser.ts'
import { faultsOf } from './examination.ts'

let drafts: DraftBrowser
beforeAll(async () => {
  drafts = await openDraftBrowser()
}, 120_000)
afterAll(() => drafts.close(), 60_000)

const toPart = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('link', { name, exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

async function bring(page: Page): Promise<void> {
  const file = demoCallConfiguration(drafts.database.clock.now(), 2027)
  await page.getByText('Porta un avviso da un file').click()
  await page.getByLabel('File dell’avviso').setInputFiles({
    ...{ name: 'avviso.json', mimeType: 'application/json' },
    buffer: Buffer.from(JSON.stringify(file)),
  })
  await page.getByRole('button', { name: 'Porta questo file' }).click()
  await page.getByText('Il file è ora la bozza dell’avviso').waitFor()
}

it('saves itself with scripts, a moment after somebody typed (record 72)', async () => {
  const task = await drafts.newTask('Task_PrepareCall')
  const page = await drafts.browserOf('PROCESS_OWNER')
  await drafts.take(page, task)
  await page.goto(`/tasks/${task}/call/terms`)
  for (const days of ['quindici', '15']) {
    await page.getByLabel('Per valutare').fill(days)
    await page.getByText('Bozza salvata').waitFor()
    await page.getByText('Da correggere: 1').waitFor({ state: days === '15' ? 'hidden' : 'visible' })
  }
  await page.getByRole('button', { name: 'Salva', exact: true }).click()
  await page.locator('#done').waitFor()
  const [part] = await drafts.database.stores.callDrafts.parts(task)
  expect(part?.content).toMatchObject({ terms: { scoringDays: { value: 15 } } })
}, 60_000)

describe.each([
  ['with scripts, on a desk', true, WIDE],
  ['without scripts, on a phone', false, NARROW],
] as const)('the call is prepared %s (art. 8, 9)', (_how, scripts, viewport) => {
  it('is written part by part, brought as a file, mended and proposed, and no page has a fault', async () => {
    const task = await drafts.newTask('Task_PrepareCall')
    const page = await drafts.browserOf('PROCESS_OWNER', { viewport, scripts })
    /* Without scripts nothing of the page runs; what examines it needs a browser in which scripts may. */
    const examined = await drafts.browserOf('PROCESS_OWNER', { viewport })
    const examine = async (path: string) => {
      await examined.goto(path)
      expect(await faultsOf(examined)).toEqual([])
    }
    await drafts.take(page, task)
    await page.goto(`/tasks/${task}`)
    await examine(`/tasks/${task}`)

    await toPart(page, 'Contributo')
    await page.getByRole('button', { name: 'Usa «70' }).click()
    expect(await page.getByLabel('Quota massima del contributo').inputValue()).toBe('70')
    await page.getByLabel('Contributo massimo').fill('cinquantamila')
    await page.getByRole('button', { name: 'Salva', exact: true }).click()
    await page.getByText('Bozza salvata').first().waitFor()
    expect(await page.getByLabel('Contributo massimo').inputValue()).toBe('cinquantamila')
    await page.getByRole('link', { name: 'Contributo › Contributo massimo' }).first().click()
    await examine(`/tasks/${task}/call/grant`)
    await page.getByLabel('Contributo massimo').fill('50.000,00')
    await page.getByRole('button', { name: 'Salva e vai alla parte che segue' }).click()
    await page.getByRole('heading', { level: 1, name: 'Spese ammesse' }).waitFor()

    await page.getByRole('button', { name: 'Aggiungi: categoria' }).click()
    await page.getByRole('textbox', { name: 'Categoria' }).fill('Personale')
    await page.getByRole('button', { name: 'Salva', exact: true }).click()
    await page.getByText('Bozza salvata').first().waitFor()
    await page.getByRole('link', { name: 'Tutte le parti' }).click()

    await page.getByRole('button', { name: 'Completa: proponi l’avviso' }).click()
    await page.getByText('correggi i punti indicati e riprova').waitFor()
    await bring(page)
    await page.getByRole('link', { name: 'Prova dell’avviso' }).click()
    await page.getByRole('heading', { name: 'Punti, graduatoria e dotazione' }).waitFor()
    await examine(`/tasks/${task}/call-trial`)
    await page.goBack()
    await page.getByRole('link', { name: 'Che cosa cambia dall’ultimo avviso' }).click()
    await page.getByRole('heading', { name: 'Che cosa cambia dall’ultimo avviso' }).waitFor()
    await examine(`/tasks/${task}/call-comparison`)
    await page.goBack()
    await toPart(page, 'Criteri e punti')
    await examine(`/tasks/${task}/call/scores`)
    await page.getByLabel('Soglia per essere ammessi').fill('55')
    await page.getByRole('button', { name: 'Salva', exact: true }).click()
    await page.getByText('Bozza salvata').first().waitFor()
    await page.getByRole('link', { name: 'Tutte le parti' }).click()
    await page.getByRole('button', { name: 'Completa: proponi l’avviso' }).click()
    await page.getByText('Attività completata: Predisponi').waitFor()
    const call = (await drafts.database.stores.calls.ofCycle(drafts.cycleId)).at(-1)
    expect(call?.rules.evaluation.thresholdCentipoints).toBe(5500)
  }, 180_000)
})
