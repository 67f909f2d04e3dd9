import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { newId } from '../../domain/shared/ids.ts'
import { openStatement } from '../../workers/expenditure/open-statement.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createEvaluationScenario, told } from '../support/evaluation-scenario.ts'
import { serveHttp } from '../support/http.ts'
import { createProjectScenario } from '../support/project-scenario.ts'
import type { ProjectScenario } from '../support/project-scenario.ts'
import startPostgres from '../support/start-postgres.ts'
import stopPostgres from '../support/stop-postgres.ts'
import { startBrowser } from './browser.ts'
import { keysOf } from './keyboard.ts'

let browser: Browser
const contexts: BrowserContext[] = []

beforeAll(async () => {
  await startPostgres()
  browser = await startBrowser()
}, 120_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser.close()
  await stopPostgres()
}, 60_000)

async function signedIn(baseURL: string, accountId: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: 'it-IT' })
  contexts.push(context)
  const answer = await context.request.post('/api/session', { data: { accountId } })
  expect(answer.status()).toBe(201)
  return context.newPage()
}

const complete = (page: Page) => page.getByRole('button', { name: 'Completa l’attività' })

async function openTask(page: Page, id: string) {
  const keys = keysOf(page)
  await page.goto(`/tasks/${id}`)
  const take = page.getByRole('button', { name: 'Prendi in carico' })
  if ((await take.count()) > 0) {
    await keys.use(take)
    await page.locator('#done').waitFor()
  }
  await page.locator('#form .fjs-form').waitFor()
  await keys.skipHead()
  return keys
}

/* Sent as it stands, a form leads to its first fault. */
async function expectLedToFault(page: Page): Promise<void> {
  const keys = keysOf(page)
  const fault = page.locator('[aria-invalid=true]').first()
  await keys.use(complete(page))
  await fault.and(page.locator(':focus')).waitFor()
}

async function expectCompleted(page: Page): Promise<void> {
  const keys = keysOf(page)
  await keys.use(complete(page))
  await page.waitForURL('**/inbox')
  await page.getByRole('status').getByText('Attività completata').waitFor()
  await keys.skipHead()
}

describe('by keyboard alone', () => {
  let database: TestDatabase
  let scenario: ProjectScenario
  let served: Awaited<ReturnType<typeof serveHttp>>
  let guidanceId: string

  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createProjectScenario(database)
    await database.knex('engine_identity').insert({ engine: 'embedded', engine_id: 'test-engine' })
    guidanceId = await database.stores.guidance.draft({
      ...{ cycleId: scenario.cycleId, version: 1, title: 'Documento di indirizzo', context: [] },
      ...{ needs: [{ text: 'Nidi', source: 'ISTAT' }], priorities: [{ title: 'Tempo', text: 'Servizi' }] },
      ...{ commentsDueAt: new Date('2027-08-31T21:59:59Z'), createdAt: database.clock.now() },
    })
    await database.stores.guidance.move(guidanceId, 'share')
    served = await serveHttp(database)
  }, 120_000)
  afterAll(async () => {
    served.close()
    await database.close()
  })

  it('a process owner signs in and opens a cycle, led to the day that is over (art. 8)', async () => {
    const context = await browser.newContext({ baseURL: served.url })
    contexts.push(context)
    const page = await context.newPage()
    const keys = keysOf(page)
    await page.goto('/sign-in?next=/cycles')
    await keys.skipHead()
    await keys.use(page.locator(`[data-account="${demoAccountId('PROCESS_OWNER')}"]`).first())
    await page.getByRole('heading', { name: 'Apri un ciclo' }).waitFor()
    await keys.skipHead()
    const due = page.getByLabel('Documento di indirizzo entro il')
    const open = page.getByRole('button', { name: 'Apri il ciclo' })
    await keys.write(page.getByLabel('Codice', { exact: true }), 'PTC-TASTI')
    await keys.write(page.getByLabel('Titolo', { exact: true }), 'Piano aperto dalla tastiera')
    await keys.write(page.getByLabel('Atto delle linee guida regionali'), 'DGR di prova')
    await keys.write(due, '31/01/2020')
    await keys.write(page.getByLabel('Fine del ciclo'), '31/12/2030')
    await keys.write(page.getByLabel('Anno', { exact: true }), '2027')
    await keys.write(page.getByLabel('Importo'), '276.000,00')
    await keys.use(open)
    await page.getByRole('alert').getByText('già passato').waitFor()
    expect(await keys.isAt(due)).toBe(true)
    await keys.write(due, '31/12/2027')
    await keys.use(open)
    await page.waitForURL(/\/cycles\/\w+$/)
    await page.getByRole('heading', { level: 1, name: 'Piano aperto dalla tastiera' }).waitFor()
    await keys.skipHead()
  }, 120_000)

  it('a body of the network comments on the shared draft (art. 6)', async () => {
    const page = await signedIn(served.url, demoAccountId('MEMBER_COMUNE_RHO'))
    const keys = keysOf(page)
    await page.goto(`/guidance-documents/${guidanceId}`)
    await keys.skipHead()
    const text = page.getByLabel('Osservazione', { exact: true })
    const send = page.getByRole('button', { name: 'Invia l’osservazione' })
    await keys.use(send)
    await page.getByRole('alert').first().waitFor()
    expect(await keys.isAt(text)).toBe(true)
    await keys.write(text, 'Si chiede di citare i nidi aziendali.')
    await keys.use(send)
    await page.getByRole('article').getByText('nidi aziendali').waitFor()
    await keys.skipHead()
  }, 120_000)

  it('the office convenes the committee (art. 5)', async () => {
    const { cycleId, steps } = scenario
    const meetingId = newId<string>()
    await database.stores.meetings.schedule({
      ...{ id: meetingId, cycleId, stage: 'GUIDANCE', subjectId: guidanceId },
      items: [{ title: 'Approvazione del documento', kind: 'GUIDANCE' }],
    })
    const page = await signedIn(served.url, demoAccountId('PROCESS_OWNER'))
    const keys = await openTask(page, await steps.open('Task_ConveneMeeting', { cycleId, meetingId }))
    await expectLedToFault(page)
    await keys.write(page.getByLabel('Giorno della riunione'), '20/07/2027')
    await keys.write(page.getByLabel('Ora di inizio'), '10:00')
    await keys.write(page.getByLabel('Ora di fine prevista'), '12:00')
    await keys.write(page.getByLabel('Sede'), 'Corso Italia 52, Milano')
    await expectCompleted(page)
  }, 120_000)

  it('a case officer takes an application and decides on its admissibility (art. 10)', async () => {
    const { cycleId, steps } = scenario
    const waiting = await database.owner('applications').where({ status: 'SUBMITTED' }).first()
    const applicationId = waiting?.id ?? ''
    const variables = { cycleId, applicationId, admissibilityRoute: 'PROPOSE_ADMISSION' }
    const page = await signedIn(served.url, demoAccountId('CASE_OFFICER_1'))
    const keys = await openTask(page, await steps.open('Task_DecideAdmissibility', variables))
    await expectLedToFault(page)
    await keys.to(page.getByLabel('Ammessa alla valutazione'))
    await keys.press('Space')
    await keys.press('ArrowDown')
    expect(await page.getByLabel('Prima di non ammetterla').isChecked()).toBe(true)
    await keys.press('ArrowUp')
    expect(await page.getByLabel('Ammessa alla valutazione').isChecked()).toBe(true)
    await keys.write(page.getByLabel('Motivazione'), 'Domanda completa.')
    await expectCompleted(page)
  }, 120_000)

  it('a lead writes a statement of expenditure and saves it (art. 9)', async () => {
    const { cycleId, steps, projectIds } = scenario
    const projectId = projectIds[3] ?? ''
    await scenario.run(projectId)
    const statement = told(await steps.job(openStatement, { cycleId, projectId }))
    const variables = { cycleId, projectId, statementId: String(statement['statementId']) }
    const page = await signedIn(served.url, demoAccountId(`LEAD_${demoAlliances[3]?.lead}`))
    const task = await steps.open('Task_SubmitStatement', variables)
    const keys = await openTask(page, task)
    await keys.write(page.getByLabel('Nome di chi ha emesso il documento'), 'Fornitore S.r.l.')
    await keys.chooseSecond(page.getByLabel('Tipo di documento'))
    await keys.write(page.getByLabel('Importo del documento'), '1.234,56')
    await keys.use(page.getByRole('button', { name: 'Salva bozza' }))
    await page.getByText(/^Bozza salvata alle/).waitFor()
    await page.reload()
    await page.locator('#form .fjs-form').waitFor()
    expect(await page.getByLabel('Importo del documento').inputValue()).toBe('1.234,56')
    const draft = await database.owner('task_drafts').where({ work_item_id: task }).first()
    expect(draft?.typed).toMatchObject({ lines: [{ type: expect.any(String), amount: '1.234,56' }] })
  }, 120_000)

  it('finance takes a payment and approves it (art. 8)', async () => {
    const { cycleId, steps, projectIds } = scenario
    const projectId = projectIds[2] ?? ''
    await scenario.run(projectId)
    await scenario.receive(projectId, 27_000_000, 'REV-1')
    const paymentId = String(told(await scenario.open(projectId, 'ANTICIPO'))['paymentId'])
    await scenario.request(paymentId, projectId)
    await scenario.approveOffice(paymentId, scenario.bothChecks)
    const page = await signedIn(served.url, demoAccountId('FINANCE_1'))
    const task = await steps.open('Task_ApprovePaymentFinance', { cycleId, paymentId })
    const keys = await openTask(page, task)
    await expectLedToFault(page)
    await keys.to(page.getByLabel('Approva il pagamento'))
    await keys.press('Space')
    await keys.to(page.getByLabel('Ho verificato impegno'))
    await keys.press('Space')
    await expectCompleted(page)
  }, 120_000)
})

describe('by keyboard alone, in the evaluation', () => {
  let database: TestDatabase
  let served: Awaited<ReturnType<typeof serveHttp>>
  afterAll(async () => {
    served.close()
    await database.close()
  })

  it('an evaluator fills a sheet, led to the first criterion without points (art. 7)', async () => {
    database = await createTestDatabase()
    served = await serveHttp(database)
    const scenario = await createEvaluationScenario(database)
    await scenario.exclude()
    await scenario.declareAll()
    await scenario.openRound()
    const [sheet] = await scenario.openSheets()
    if (sheet === undefined) throw new Error('no sheet was asked for')
    const task = await scenario.openScoring(sheet)
    const account = await database.owner('accounts').where({ person_id: sheet.personId }).first()
    const page = await signedIn(served.url, account?.id ?? '')
    const keys = await openTask(page, task)
    await expectLedToFault(page)
    const points = page.getByLabel('Punti')
    const reasons = page.getByLabel('Motivazione')
    for (let row = 0; row < (await points.count()); row += 1) {
      await keys.write(points.nth(row), '1')
      await keys.write(reasons.nth(row), 'Motivazione del punteggio.')
    }
    await expectCompleted(page)
  }, 240_000)
})
