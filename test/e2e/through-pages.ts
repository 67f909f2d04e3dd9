import type { Browser, BrowserContext, Page } from 'playwright-core'
import { taskOf } from '../../tasks/registry.ts'
import { formOf } from '../../web/forms/form-schema.ts'
import type { OpenTask, Play } from '../cycle/play.ts'
import { DESK, faultsOf, PHONE } from './examination.ts'
import { fillDrawn, fillPlain, fillSitting } from './fill-values.ts'
import type { Values } from './fill-values.ts'

interface Way {
  viewport: typeof DESK
  scripts: boolean
}
/* The first two cover both widths, with and without scripts; all four each pair of them. */
const WAYS: readonly [Way, Way, ...Way[]] = [
  { viewport: DESK, scripts: true },
  { viewport: PHONE, scripts: false },
  { viewport: DESK, scripts: false },
  { viewport: PHONE, scripts: true },
]
const PATIENCE_MS = 30_000
const MOST_SCREENS = 4

/** What was seen of a task's page, and what was wrong with it. */
interface Seen {
  element: string
  way: Way
  faults: string[]
}

/** The same people, who do their tasks on the tasks' pages in Chromium: of each element the first on a desk with scripts, after it was
 * looked at on a phone without; the next on that phone, and so on. What is no task goes to the API as before. */
export function throughPages(play: Play, { browser, baseUrl }: { browser: Browser; baseUrl: string }) {
  const contexts = new Map<string, Promise<BrowserContext>>()
  const turns = new Map<string, number>()
  const seen: Seen[] = []

  const open = async ({ id, who }: OpenTask, { viewport, scripts }: Way): Promise<Page> => {
    const key = [who.personId, viewport.width, scripts].join()
    const asked = { baseURL: baseUrl, locale: 'it-IT', viewport, javaScriptEnabled: scripts }
    const context = await (contexts.get(key) ?? signedIn(play, who.personId, browser.newContext(asked)))
    contexts.set(key, Promise.resolve(context))
    const page = await context.newPage()
    await page.goto(`/tasks/${id}`)
    const take = page.getByRole('button', { name: 'Prendi in carico' })
    if (await take.isVisible()) {
      await take.click()
      await page.locator('#done').waitFor()
    }
    if (scripts && !(await isSitting(page))) await page.locator('#form .fjs-form').waitFor()
    return page
  }
  const look = async (page: Page, element: string, way: Way): Promise<void> => {
    if (seen.some((one) => one.element === element && one.way === way)) return
    seen.push({ element, way, faults: await faultsSeen(page, way) })
  }
  const complete: Play['complete'] = async (task, input, files = {}) => {
    const turn = turns.get(task.element) ?? 0
    turns.set(task.element, turn + 1)
    if (turn === 0) {
      const before = await open(task, WAYS[1])
      await look(before, task.element, WAYS[1])
      await before.close()
    }
    const way = WAYS[turn % WAYS.length] ?? WAYS[0]
    const page = await open(task, way)
    await look(page, task.element, way)
    await fill(page, { task, input: input as Values, scripts: way.scripts })
    for (const [kind, { fileName: name, mediaType: mimeType, content: buffer }] of Object.entries(files)) {
      const slot = page.locator(`[data-kind="${kind}"]`)
      await slot.locator('input[type=file]').setInputFiles({ name, mimeType, buffer })
      if (way.scripts) await slot.getByText(name).waitFor()
    }
    await page.getByRole('button', { name: 'Completa l’attività' }).click()
    await accepted(page)
    await page.close()
  }
  return { ...play, complete, seen }
}

async function signedIn(
  play: Play,
  personId: string,
  opened: Promise<BrowserContext>,
): Promise<BrowserContext> {
  const context = await opened
  context.setDefaultTimeout(PATIENCE_MS)
  const { accountId, functionId } = play.people.find((one) => one.personId === personId) ?? {}
  const answer = await context.request.post('/api/session', { data: { accountId, functionId } })
  if (!answer.ok()) throw new Error(`${personId} could not sign in: ${answer.status()}`)
  return context
}

const isSitting = async (page: Page): Promise<boolean> => (await page.locator('.sitting').count()) > 0

async function fill(
  page: Page,
  { task, input, scripts }: { task: OpenTask; input: Values; scripts: boolean },
): Promise<void> {
  const form = formOf(taskOf(task.element).form)
  if (await isSitting(page)) await fillSitting(page, form, input)
  else if (scripts) await fillDrawn(page, form, { input, data: task.data })
  else await fillPlain(page, form, input)
}

/* A refusal says what the page says. */
async function accepted(page: Page): Promise<void> {
  const refused = page.locator('#refusal, .fjs-form-field-error, #form-faults:not(:empty)').first()
  await page.locator('#done').or(refused).first().waitFor()
  if (await refused.isVisible()) throw new Error(await page.locator('main').innerText())
}

/* Without scripts axe-core waits for ever. */
async function faultsSeen(page: Page, { viewport, scripts }: Way): Promise<string[]> {
  const faults: string[] = []
  const sideways = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  if (sideways > 0) faults.push(`scrolls sideways by ${sideways}`)
  const screens = await page.evaluate<number>('document.documentElement.scrollHeight / innerHeight')
  if (viewport === DESK && screens > MOST_SCREENS) faults.push(`is ${screens} screens long`)
  if (!scripts) return faults
  faults.push(...(await faultsOf(page)))
  await page.setViewportSize(viewport)
  return faults
}
