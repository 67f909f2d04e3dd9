import type { BrowserContext, Page } from 'playwright-core'
import { demoAccountId, demoPersonId } from '../../app/demo/network-ids.ts'
import { createCallScenario } from '../support/call-scenario.ts'
import { createTestDatabase } from '../support/database.ts'
import { serveHttp } from '../support/http.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { startBrowser } from './browser.ts'

/** A case officer who may do what the process owner does, too. */
export const OTHER = 'CASE_OFFICER_1'
export const WIDE = { width: 1280, height: 900 }
export const NARROW = { width: 390, height: 844 }

export const title = (page: Page) => page.getByLabel('Titolo del documento')
export const need = (page: Page) => page.getByRole('textbox', { name: 'Bisogno' }).first()

/** Fills in a guidance document that has nothing yet, as far as it can then be completed. */
export async function fillGuidance(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Aggiungi' }).first().click()
  await page.getByLabel('Titolo della sezione').fill('Il territorio')
  await page.getByRole('textbox', { name: 'Testo' }).first().fill('Quattro ambiti.')
  await need(page).fill('Servizi')
  await page.getByLabel('Fonte').first().fill('ISTAT')
  await page.getByRole('textbox', { name: 'Priorità' }).first().fill('Tempo')
  await page.getByLabel('Descrizione').first().fill('Una descrizione')
}

/** Tasks of the process owner's, and Chromium for two who can do them. */
export async function openDraftBrowser() {
  await startPostgres()
  const database = await createTestDatabase()
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  const { steps, cycleId, openCall } = await createCallScenario(database)
  await steps.hold(demoPersonId(OTHER), { role: 'PROCESS_OWNER' })
  const served = await serveHttp(database)
  const browser = await startBrowser()
  const contexts: BrowserContext[] = []
  const functionOf = async (code: string): Promise<string> => {
    const functions = await database.stores.network.functionsOf(demoPersonId(code), database.today())
    return functions.find(({ role }) => role === 'PROCESS_OWNER')?.functionId ?? ''
  }
  const take = (page: Page, task: string) => page.request.post(`/api/work-items/${task}/take`)
  return {
    ...{ database, cycleId, openCall, functionOf, take },

    /** Ends every session, as time or another browser does. */
    endSessions: () => database.knex('sessions').update({ ended_at: new Date() }),

    newTask: (element = 'Task_DraftGuidance') => steps.open(element, { cycleId }),

    /** A browser of its own, signed in where the person acts as process owner. */
    async browserOf(code: string, { viewport = WIDE, scripts = true } = {}): Promise<Page> {
      const context = await browser.newContext({ baseURL: served.url, viewport, javaScriptEnabled: scripts })
      contexts.push(context)
      const page = await context.newPage()
      const form = { accountId: demoAccountId(code), functionId: await functionOf(code) }
      await page.request.post('/sign-in?act=enter', { form, maxRedirects: 0 })
      return page
    },

    async openTask(page: Page, task: string): Promise<void> {
      await take(page, task)
      await page.goto(`/tasks/${task}`)
      await page.locator('#form .fjs-form').waitFor()
    },

    async savedTitle(task: string): Promise<unknown> {
      const [draft] = await database.knex('task_drafts').where({ work_item_id: task })
      return (draft?.typed as { title: string } | undefined)?.title
    },

    async close(): Promise<void> {
      for (const context of contexts) await context.close()
      await browser.close()
      served.close()
      await database.close()
      await stopPostgres()
    },
  }
}
export type DraftBrowser = Awaited<ReturnType<typeof openDraftBrowser>>
