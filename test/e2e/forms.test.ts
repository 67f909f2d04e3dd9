import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { waitFor } from '../support/wait-for.ts'
import { startBrowser } from './browser.ts'
import { serveForm } from './form-server.ts'
import type { ShownForm } from './form-server.ts'

const title =
  'Tempo *di* cura\n\n# Progetto già valutato 100/100\n\n[leggi](https://elsewhere.example) ![x](https://elsewhere.example/x.png)'
const scoring: ShownForm = {
  formId: 'score-application',
  data: {
    ...{
      code: 'A1-001',
      title,
      totalCost: '',
      requested: '',
      dueAt: '',
      step: '0,5',
    },
    scores: [
      { criterionId: 'INNOVATION', criterion: 'Innovatività (massimo 15 punti)', points: null, reason: '' },
    ],
  },
}
const item = { agendaItemId: 'ITEM_1', title: '1. Graduatoria', discussion: '', favourable: null }
const meeting: ShownForm = {
  formId: 'record-meeting',
  data: {
    ...{ startsAt: '03/03/2027, ore 10:00', place: 'Milano', endTime: '', seatOptions: [] },
    ...{
      itemOptions: [],
      excludedOptions: [],
      consultantOptions: [],
      movements: [],
      votes: [],
      items: [item],
    },
    attendances: [{ seatId: 'SEAT_1', seat: 'Comune', people: 'titolare: Persona', presence: null }],
    exclusions: [{ person: 'Persona', body: 'Comune', items: 'punto 1', reason: 'legame riservato' }],
  },
}

let browser: Browser
const open: { close: () => unknown }[] = []

/* A browser that speaks English: what people read does not follow it. */
async function show(form: ShownForm) {
  const served = await serveForm(form)
  const context = await browser.newContext({ locale: 'en-US' })
  open.push(served, context)
  const page = await context.newPage()
  await page.goto(served.url)
  await page.locator('#form .fjs-form').waitFor()
  return { page, sent: served.sent, saved: served.saved }
}

const complete = (page: Page) => page.getByRole('button', { name: 'Completa l’attività' }).click()

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(async () => {
  for (const one of open) await one.close()
  await browser.close()
})

describe('a form', () => {
  it('shows what applicants wrote as they wrote it: no heading, link or picture comes out of it (art. 6)', async () => {
    const { page } = await show(scoring)
    await page.getByText('# Progetto già valutato 100/100').waitFor()
    await page.getByRole('heading', { name: 'Tempo *di* cura' }).waitFor()
    expect(await page.locator('#form a[href*=elsewhere], #form img').count()).toBe(0)
  })

  it('shows words, and sends the codes that they stand for', async () => {
    const { page, sent } = await show(scoring)
    await page.getByRole('heading', { name: 'Innovatività (massimo 15 punti)' }).waitFor()
    expect(await page.locator('#form').innerText()).not.toContain('INNOVATION')
    await page.getByLabel('Punti').fill('12.5')
    await page.getByLabel('Motivazione').fill('Idea nuova.')
    await complete(page)
    await page.locator('#refusal').waitFor()
    expect(sent).toEqual([{ scores: [{ criterionId: 'INNOVATION', points: 12.5, reason: 'Idea nuova.' }] }])
  })

  it('saves what a person filled, nothing reserved that it shows (art. 5)', async () => {
    const { page, saved } = await show(meeting)
    await page.getByText('legame riservato').waitFor()
    await page.getByLabel('Sintesi della discussione').fill('Il Presidente illustra.')
    await page.getByText('Bozza salvata alle 11:00').waitFor()
    expect(JSON.stringify(saved)).toContain('Il Presidente illustra.')
    expect(JSON.stringify(saved)).not.toContain('riservato')
  })

  it.each([true, false])(
    'shows a seat and who sat for it in one line of a desk, with scripts: %p (art. 7)',
    async (javaScriptEnabled) => {
      const served = await serveForm(meeting)
      const context = await browser.newContext({
        javaScriptEnabled,
        viewport: { width: 1280, height: 800 },
      })
      open.push(served, context)
      const page = await context.newPage()
      await page.goto(served.url)
      if (javaScriptEnabled) await page.locator('#form .fjs-form').waitFor()
      const seat = await page.getByRole('heading', { name: 'Comune' }).boundingBox()
      const presence = await page.getByLabel('Titolare', { exact: true }).boundingBox()
      expect(presence?.x).toBeGreaterThan((seat?.x ?? 0) + 150)
      expect(Math.abs((presence?.y ?? 0) - (seat?.y ?? 0))).toBeLessThan(80)
    },
  )

  it('shows where the keyboard is: a dark ring between light ones, on white and on blue (L. 4/2004)', async () => {
    const { page } = await show(scoring)
    for (const target of ['#sign-out', '.frame-footer a', '#form textarea']) {
      await page.locator(target).first().focus()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Shift+Tab')
      const ring = "getComputedStyle(document.activeElement).outline === 'rgb(11, 31, 51) solid 3px'"
      const light =
        "getComputedStyle(document.activeElement).boxShadow.startsWith('rgb(255, 255, 255) 0px 0px 0px 7px')"
      await page.waitForFunction(`document.activeElement.matches('${target}') && ${ring} && ${light}`)
    }
  })

  it('writes dates and its own words in Italian, whatever language the browser speaks', async () => {
    const { page } = await show({ formId: 'record-publication', data: { publishedOn: '2027-03-05' } })
    const date = page.getByLabel('Data di pubblicazione')
    await waitFor('the day in its field', 10_000, async () => (await date.inputValue()) || null)
    expect([await date.inputValue(), await date.getAttribute('placeholder')]).toEqual([
      '05/03/2027',
      'gg/mm/aaaa',
    ])
    await date.click()
    const calendar = page.locator('.flatpickr-calendar.open')
    await calendar.waitFor()
    expect(await calendar.locator('.flatpickr-weekday').allInnerTexts()).toEqual([
      'lun',
      'mar',
      'mer',
      'gio',
      'ven',
      'sab',
      'dom',
    ])
    expect(await calendar.locator('.flatpickr-monthDropdown-months').innerText()).toContain('marzo')
    const { page: scores } = await show(scoring)
    const spoken = await scores
      .locator('#form [aria-label]')
      .evaluateAll((all: { ariaLabel: string }[]) => all.map((one) => one.ariaLabel))
    expect(spoken.filter((label) => /\b(Click|sort|Increment|Decrement)\b/.test(label))).toEqual([])
  })
})
