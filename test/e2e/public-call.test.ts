import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { createCallScenario } from '../support/call-scenario.ts'
import type { CallScenario } from '../support/call-scenario.ts'
import { proposeCorrectionAct } from '../../workers/call/propose-correction-act.ts'
import { publishCorrection } from '../../workers/call/publish-correction.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { serveHttp } from '../support/http.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { startBrowser } from './browser.ts'
import { DESK, faultsOf, PHONE } from './examination.ts'

const LEAD = `LEAD_${demoAlliances[0].lead}`
let database: TestDatabase
let browser: Browser
let served: Awaited<ReturnType<typeof serveHttp>>
let path: string
let scenario: CallScenario
const contexts: BrowserContext[] = []

beforeAll(async () => {
  await startPostgres()
  browser = await startBrowser()
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  path = `/calls/${(await scenario.openCall()).id}`
  await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
  served = await serveHttp(database)
}, 120_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser.close()
  served.close()
  await database.close()
  await stopPostgres()
}, 60_000)

interface Reader {
  code?: string
  viewport?: typeof DESK
  javaScriptEnabled?: boolean
}

async function open({ code, viewport = DESK, javaScriptEnabled = true }: Reader): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: served.url, locale: 'it-IT', viewport, javaScriptEnabled },
  })
  contexts.push(context)
  if (code !== undefined)
    await context.request.post('/api/session', { data: { accountId: demoAccountId(code) } })
  const page = await context.newPage()
  await page.goto(path)
  return page
}

const done = (page: Page) => page.locator('#done').textContent()

describe('the public page of a call', () => {
  it.each([DESK, PHONE])('leads a stranger from what it is to the way in, at $width', async (viewport) => {
    const page = await open({ viewport })
    await page.getByText('Aperto fino a sabato 20 febbraio 2027, ore 12:00').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('link', { name: 'Entra e presenta la domanda' }).click()
    await page.waitForURL(`**/sign-in?next=${path}`)
  })

  it('opens on a phone the rules to which a link leads', async () => {
    const page = await open({ viewport: PHONE })
    const rule = page.getByText('Quota massima del contributo')
    expect(await rule.isVisible()).toBe(false)
    await page.getByRole('link', { name: 'contributo', exact: true }).click()
    await rule.waitFor()
  })
})

describe('a question about a call', () => {
  const asked = 'Un Comune che aderisce conta fra gli enti pubblici?'

  it('is asked without scripts, on a phone, and refused when it is empty', async () => {
    const page = await open({ code: LEAD, viewport: PHONE, javaScriptEnabled: false })
    const send = page.getByRole('button', { name: 'Invia il quesito' })
    await send.click()
    await page.getByRole('link', { name: 'Quesito', exact: true }).waitFor()
    await page.getByLabel('Quesito', { exact: false }).last().fill(asked)
    await send.click()
    expect(await done(page)).toContain('senza dire chi ha chiesto')
    await page.getByText('fino ad allora lo leggi solo tu').waitFor()
    expect(await (await open({})).getByText(asked).count()).toBe(0)
  })

  it('is one question where the button is pressed twice', async () => {
    const page = await open({ code: LEAD })
    await page.getByLabel('Quesito', { exact: false }).last().fill('Si può presentare più di un progetto?')
    await page.getByRole('button', { name: 'Invia il quesito' }).dblclick()
    await page.locator('#done').waitFor()
    expect(await database.knex('call_questions')).toHaveLength(2)
  })

  it('is answered by the office to all, who never read who asked', async () => {
    const office = await open({ code: 'CASE_OFFICER_1' })
    expect(await faultsOf(office)).toEqual([])
    const article = office.getByRole('article').filter({ hasText: asked })
    await article.getByLabel('Risposta').fill('No: contano capofila e partner.')
    await article.getByRole('button', { name: 'Pubblica la risposta' }).click()
    expect(await done(office)).toContain('Risposta pubblicata')
    const page = await open({ javaScriptEnabled: false })
    const shown = await page.locator('#questions').textContent()
    expect(shown).toContain('No: contano capofila e partner.')
    expect(shown).not.toContain('Chiesto il')
    expect(shown).not.toContain('Si può presentare più di un progetto?')
  })

  it('is put right without scripts, and anybody reads both answers', async () => {
    const office = await open({ code: 'CASE_OFFICER_1', viewport: PHONE, javaScriptEnabled: false })
    const article = office.getByRole('article').filter({ hasText: asked })
    await article.getByText('Correggi la risposta').click()
    await article.getByLabel('Risposta corretta').fill('Sì, se è capofila o partner.')
    await article.getByRole('button', { name: 'Pubblica la correzione' }).click()
    expect(await done(office)).toContain('Risposta corretta')
    const page = await open({ viewport: PHONE })
    await page.getByText('Sì, se è capofila o partner.').waitFor()
    await page.getByText('Com’era prima').click()
    await page.getByText('No: contano capofila e partner.').waitFor()
    expect(await faultsOf(page)).toEqual([])
  })
})

describe('a correction of a call', () => {
  const reason = 'Gli uffici sono chiusi per una settimana.'

  it.each([
    ['with scripts, on a desk', DESK, true],
    ['without scripts, on a phone', PHONE, false],
  ])(
    'is written on the pages of its parts %s, and discarded; no page has a fault',
    async (_how, viewport, scripts) => {
      const page = await open({ code: 'PROCESS_OWNER', viewport, javaScriptEnabled: scripts })
      /* Without scripts nothing of the page runs; what examines it needs a browser in which scripts may. */
      const examined = await open({ code: 'PROCESS_OWNER', viewport })
      const examine = async (part = '') => {
        await examined.goto(`${path}/correction${part}`)
        expect(await faultsOf(examined)).toEqual([])
      }
      await page.getByRole('link', { name: 'Rettifica l’avviso' }).click()
      await page.getByText('apri una parte e correggila').waitFor()
      await page.getByRole('link', { name: 'Contributo', exact: true }).click()
      await page.getByLabel('Contributo massimo').fill('150.000,00')
      await page.getByRole('button', { name: 'Salva', exact: true }).click()
      await page.getByText('Bozza salvata').first().waitFor()
      await page.getByRole('link', { name: 'Tutte le parti' }).click()
      await page.getByText('Serve una chiusura successiva al').waitFor()
      await examine()
      for (const part of ['/money', '/notice', '/grant']) await examine(part)
      await page.getByRole('link', { name: 'apertura e chiusura', exact: true }).click()
      await page.getByLabel('Giorno di chiusura').fill('06/03/2027')
      await page.getByRole('button', { name: 'Salva', exact: true }).click()
      await page.getByText('Bozza salvata').first().waitFor()
      await page.getByRole('link', { name: 'Tutte le parti' }).click()
      await page.getByText('La chiusura passa dal').waitFor()
      await page.getByRole('button', { name: 'Scarta la bozza' }).click()
      expect(await done(page)).toContain('Bozza scartata')
    },
    120_000,
  )

  it('is proposed without scripts by the process owner, and refused where the closing would come earlier', async () => {
    const page = await open({ code: 'PROCESS_OWNER', javaScriptEnabled: false })
    await page.getByText('Solo una proroga').click()
    await page.getByLabel('Motivo').fill(reason)
    await page.getByLabel('Chiusura: giorno').fill('19/02/2027')
    await page.getByRole('button', { name: 'Proponi la proroga' }).click()
    await page.getByText('La chiusura non si anticipa').first().waitFor()
    expect(await page.getByLabel('Motivo').inputValue()).toBe(reason)
    await page.getByLabel('Chiusura: giorno').fill('06/03/2027')
    await page.getByRole('button', { name: 'Proponi la proroga' }).click()
    expect(await done(page)).toContain('vale da quando il suo atto è adottato e pubblicato')
    await page.getByText('Aspetta il suo atto').waitFor()
    expect(await (await open({})).getByText(reason).count()).toBe(0)
  })

  it('is read by anybody once its act is in force, old and new, with the new closing', async () => {
    const [proposed] = await database.knex('call_corrections').select('id')
    const variables = { cycleId: scenario.cycleId, callCorrectionId: String(proposed?.id) }
    await scenario.steps.job(proposeCorrectionAct, variables)
    await database.arrange((tx) => tx('act_proposals').update({ status: 'EFFECTIVE' }))
    await scenario.steps.job(publishCorrection, variables)
    const page = await open({ viewport: PHONE })
    await page.getByText('Aperto fino a sabato 6 marzo 2027, ore 12:00').waitFor()
    const shown = await page.locator('#corrections').textContent()
    expect(shown).toContain('20/02/2027, ore 12:00')
    expect(shown).toContain('06/03/2027, ore 12:00')
    expect(shown).toContain(reason)
    expect(await faultsOf(page)).toEqual([])
    expect(await faultsOf(await open({ code: 'PROCESS_OWNER' }))).toEqual([])
  })
})
