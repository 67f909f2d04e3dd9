import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createGuidanceMeeting } from '../support/guidance-meeting.ts'
import type { GuidanceMeeting } from '../support/guidance-meeting.ts'
import { serveHttp } from '../support/http.ts'
import { pdfBytes } from '../support/small-files.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { drawUpMinutes } from '../../workers/meeting/draw-up-minutes.ts'
import { sendConvocation } from '../../workers/meeting/send-convocation.ts'
import { startBrowser } from './browser.ts'
import { DESK, faultsOf, PHONE } from './examination.ts'

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

describe.each([
  ['with scripts, on a desk', true, DESK],
  ['without scripts, on a phone', false, PHONE],
])(
  'a working group, from its proposal to its report, by its pages (art. 5, 7), %s',
  (_, scripts, viewport) => {
    let database: TestDatabase
    let scenario: GuidanceMeeting
    let served: Awaited<ReturnType<typeof serveHttp>>
    let context: BrowserContext
    let page: Page
    let group: string
    let meetingId: string

    beforeAll(async () => {
      database = await createTestDatabase('2027-03-01T09:00:00Z')
      scenario = await createGuidanceMeeting(database)
      await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
      served = await serveHttp(database)
      const asked = { baseURL: served.url, locale: 'it-IT', javaScriptEnabled: scripts, viewport }
      context = await browser.newContext(asked)
      context.setDefaultTimeout(15_000)
      page = await context.newPage()
    }, 120_000)
    afterAll(async () => {
      await context.close()
      served.close()
      await database.close()
    })

    const signIn = async (code: string) => {
      const data = { accountId: demoAccountId(code) }
      expect((await context.request.post('/api/session', { data })).status()).toBe(201)
    }
    /* Without the page's scripts axe has none either. */
    const looked = async (what: string) => {
      if (scripts) expect(await faultsOf(page)).toEqual([])
      await page.setViewportSize(viewport)
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(viewport.width)
      if (PICTURES !== undefined)
        await page.screenshot({ path: `${PICTURES}/group-${what}-${viewport.width}.png`, fullPage: true })
    }
    const convene = async (date: string) => {
      await page.getByLabel(/^Giorno/).fill(date)
      await page.getByLabel('Ora di inizio').fill('10:00')
      await page.getByLabel('Ora di fine prevista').fill('12:00')
      await page.getByLabel('Sede').fill('Sala Grande')
    }
    const convened = async () => {
      await page.getByRole('button', { name: 'Convoca il Comitato' }).click()
      await page.waitForURL(/\/meetings\//)
      await page.getByRole('heading', { level: 1, name: 'Riunione del Comitato' }).waitFor()
      meetingId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
      await scenario.steps.jobAgain(sendConvocation, { cycleId: scenario.cycleId, meetingId })
    }

    it('is proposed by who convenes, with a referent of the committee and somebody from outside', async () => {
      await signIn('PROCESS_OWNER')
      await page.goto('/network')
      await page.getByRole('link', { name: 'Gruppi di lavoro del Comitato' }).click()
      await page.getByText('Proponi un gruppo').click()
      const form = page.locator('form', { hasText: 'Proponi il gruppo' })
      await form.locator('[name="name"]').fill('Nidi e orari')
      await form.getByLabel(/^Finalità/).fill('Approfondire i servizi per la prima infanzia.')
      await form.getByLabel(/^Referente/).selectOption(demoPersonId('TITULAR_CCIAA'))
      await form.getByLabel(/^Riferisce al Comitato entro il/).fill('30/06/2027')
      await form.getByLabel('Nome e cognome').fill('Anna Rossi')
      await form.locator('[name="contacts[0][organisation]"]').fill('Cooperativa Esempio')
      await form.getByLabel('E-mail').fill('anna')
      await form.getByRole('button', { name: 'Proponi il gruppo' }).click()
      await page.getByText('Indirizzo e-mail non valido').first().waitFor()
      await looked('refused')
      await form.getByLabel('E-mail').fill('anna@esempio.example')
      await form.getByRole('button', { name: 'Proponi il gruppo' }).click()
      await page.getByRole('heading', { level: 1, name: 'Gruppo di lavoro «Nidi e orari»' }).waitFor()
      group = new URL(page.url()).pathname
      await looked('proposed')
    })

    it('is an item of the committee’s own agenda, beside what the lead puts on it', async () => {
      await page.goto('/')
      await page.getByRole('link', { name: 'Convoca il Comitato' }).click()
      await convene('08/03/2027')
      await page.getByLabel('Titolo').fill('Andamento del Piano')
      await page.getByLabel('Spiegazione').fill('Sei mesi dopo l’avvio.')
      await page.getByText('Il Comitato ne prende atto').click()
      await page.getByRole('button', { name: 'Aggiungi un punto' }).click()
      await page.getByLabel('Titolo').nth(1).fill('Calendario delle azioni')
      await page.getByRole('button', { name: 'Convoca il Comitato' }).click()
      await page.getByText('Scegli se il punto si vota').first().waitFor()
      await looked('convene')
      await page.getByText('Il Comitato vota').nth(1).click()
      await convened()
      await page.getByText('Costituzione del Gruppo di lavoro «Nidi e orari»').waitFor()
      await looked('meeting')
    })

    it('is constituted by the votes of those present, recorded on the sitting’s page', async () => {
      database.setNow('2027-03-08T12:00:00Z')
      await signIn('PROCESS_OWNER')
      const { cycleId, steps } = scenario
      const task = await steps.open('Task_RecordMeeting', { cycleId, meetingId })
      await page.goto(`/tasks/${task}`)
      await page.getByRole('button', { name: 'Prendi in carico' }).click()
      await page.locator('#done').waitFor()
      await page.getByLabel('Ora di fine').fill('11:30')
      const seats = page.locator('.room tbody tr')
      const count = await seats.count()
      for (let index = 0; index < count; index++)
        await seats.nth(index).getByText('Titolare', { exact: true }).click()
      for (const position of [1, 2, 3]) {
        const item = page.locator(`#item-${position}`)
        if ((await item.getAttribute('open')) === null) await item.locator('summary').click()
        await item.getByLabel('Sintesi della discussione').fill('Se ne è parlato.')
        if (position === 2) continue
        await item.getByText('Il punto', { exact: true }).click()
        await item.getByLabel('Favorevoli').fill(String(count))
      }
      await looked('sitting')
      await page.getByRole('button', { name: 'Completa' }).click()
      await page.getByText('Attività completata').first().waitFor()
      await steps.jobAgain(drawUpMinutes, { cycleId, meetingId })
      await page.goto(group)
      await page.getByText('Costituito', { exact: true }).waitFor()
    })

    it('is reported on by its referent, from what the home says is owed', async () => {
      await signIn('TITULAR_CCIAA')
      await page.goto('/')
      await page
        .getByRole('link', { name: 'Riferisci al Comitato sul Gruppo di lavoro «Nidi e orari»' })
        .click()
      await looked('report')
      await page.getByLabel(/^Esiti delle attività/).fill('Servono cento posti.')
      await page
        .getByLabel('Allegato')
        .setInputFiles({ name: 'esiti.json', mimeType: 'application/json', buffer: Buffer.from('{}') })
      await page.getByRole('button', { name: 'Consegna la relazione' }).click()
      await page.getByText('sono accettati PDF, P7M').first().waitFor()
      await page
        .getByLabel('Allegato')
        .setInputFiles({ name: 'esiti.pdf', mimeType: 'application/pdf', buffer: pdfBytes('esiti') })
      await page.getByRole('button', { name: 'Consegna la relazione' }).click()
      await page.getByRole('link', { name: 'esiti.pdf' }).waitFor()
      await page.getByText('aspetta un ordine del giorno').waitFor()
      await looked('reported')
    })

    it('is heard on the next agenda, where the report stands ticked', async () => {
      await signIn('PROCESS_OWNER')
      await page.goto(`/cycles/${scenario.cycleId}/committee-meeting`)
      expect(await page.getByLabel(/^Nidi e orari, consegnata il/).isChecked()).toBe(true)
      await looked('hears')
      await convene('20/03/2027')
      await convened()
      await page.getByText('Servono cento posti.').waitFor()
    })
  },
)
