import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { pages } from '../../web/router.ts'
import { peopleWith } from '../bench/scale/answers.ts'
import { walks } from '../bench/scale/walk.ts'
import { startBrowser } from './browser.ts'
import { DESK, faultsOf, openWithoutScripts, PHONE } from './examination.ts'
import { scaleOf } from './scale.ts'
import { INVITATION, MAIL, startSeededApplication } from './seeded-application.ts'
import type { SeededApplication } from './seeded-application.ts'

const FIRST_VISIT_BYTES = 350_000
const LATER_PAGE_BYTES = 60_000
/* What the bench leaves out and a person can open all the same. */
const OTHERS: Readonly<Record<string, string>> = {
  '/calendar': '/calendar',
  '/control-room/figures': '/control-room/figures',
  '/clock': '/clock?back=/inbox',
  '/sign-in': '/sign-in',
  '/sign-in/function': '/sign-in/function',
  '/accessibility': '/accessibility',
  '/mail': '/mail',
  '/mail/:id': MAIL,
  '/invitations/:token': INVITATION,
  '/network/invitations': '/network/invitations',
  '/working-groups': '/working-groups',
}
/* Why a page is not walked. */
const LEFT: Readonly<Record<string, string>> = {
  '/session': 'leads to another page',
  '/signed-out': 'in the demo leads to another page',
  '/inbox/tasks': 'a part of a page',
  '/tasks/:id/draft': 'a part of a page',
  '/cycles/:id/stopped': 'a part of a page',
  '/working-groups/:id': 'the seed has none: examined in a journey of its own (working-groups.test.ts)',
  '/tasks/:id/call.json': 'a file',
  '/mail/:id/message.eml': 'a file',
  '/mail/:id/files/:index': 'a file',
}
const FUNCTIONS = Object.keys(peopleWith(1))

let application: SeededApplication
let browser: Browser
/* Where somebody was shown something. */
const shown = new Set<string>()

beforeAll(async () => {
  application = await startSeededApplication()
  browser = await startBrowser()
}, 300_000)

afterAll(async () => {
  await browser.close()
  await application.stop()
}, 60_000)

/* A browser that has seen nothing of us yet, and what it complains about. */
async function open(who: string) {
  const complaints: string[] = []
  const context = await browser.newContext({ baseURL: application.baseUrl, locale: 'it-IT' })
  const asker = peopleWith(application.found.lead)[who] ?? null
  if (asker !== null) {
    const answer = await context.request.post('/api/session', { data: { accountId: asker.account } })
    expect(answer.status()).toBe(201)
  }
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`)
  })
  return { context, page, complaints }
}

function addressesOf(route: string): readonly string[] {
  const walk = walks(application.found)[route]
  const other = OTHERS[route]
  if (other !== undefined) return [other]
  return walk === undefined || 'left' in walk || route in LEFT ? [] : walk.at
}

const addresses = (): (readonly [route: string, path: string])[] =>
  pages.flatMap(({ path: route }) => addressesOf(route).map((path) => [route, path] as const))

/* Null where the person is not shown the page. */
async function structureAt(context: BrowserContext, path: string): Promise<string | null> {
  const answer = await context.request.get(path, { maxRedirects: 0 })
  return answer.status() === 200 ? structureOf(await answer.text()) : null
}

/* Elements, classes and roles, without what is written in them and with each row once: pages of one structure have the same
   faults, whoever reads them. */
function structureOf(page: string): string {
  return page
    .replaceAll(/>[^<]+/g, '>')
    .replaceAll(/ (?!class|role|type)[a-z-]+="[^"]*"/g, '')
    .replaceAll(/(<(tr|li|option)\b[^]*?<\/\2>)\1+/g, '$1')
}

async function examine(page: Page, path: string, { scripts, at }: Combination): Promise<string[]> {
  const status = scripts
    ? (await page.goto(path, { waitUntil: 'load' }))?.status()
    : await openWithoutScripts(page, path)
  if (status !== 200) return [`answers ${String(status)}`]
  const drawsForm = scripts && (await page.locator('script[src*="form-js"]').count()) > 0
  if (drawsForm) await page.locator('#form .fjs-form').waitFor()
  return faultsOf(page, at)
}

interface Combination {
  scripts: boolean
  at: (typeof PHONE)[]
}

/* Each page with and without scripts, on a desk and on a phone; every two of them together over the walk. */
const combinationsOf = (nth: number): Combination[] => {
  const [one, other] = nth % 2 === 0 ? [DESK, PHONE] : [PHONE, DESK]
  return [
    { scripts: true, at: [one] },
    { scripts: false, at: [other] },
  ]
}

describe('every page, with and without scripts, on a desk and on a phone', () => {
  const examined = new Set<string>()
  const heavy: [who: string, path: string, bytes: number][] = []
  let weighed = 0

  it.each(FUNCTIONS)(
    'has no fault that axe-core finds, does not scroll sideways and complains of nothing: %s',
    async (who) => {
      const { context, page, complaints } = await open(who)
      const scale = await scaleOf(page)
      await scale.weigh('/')
      const faults: [path: string, faults: string[]][] = []
      for (const [route, path] of addresses()) {
        const structure = await structureAt(context, path)
        if (structure === null) continue
        shown.add(route)
        if (examined.has(structure)) continue
        const bytes = await scale.weigh(path)
        weighed += 1
        if (bytes > LATER_PAGE_BYTES) heavy.push([who, path, bytes])
        for (const { scripts, at } of combinationsOf(examined.size))
          faults.push([`${path}, scripts: ${scripts}`, await examine(page, path, { scripts, at })])
        examined.add(structure)
      }
      await context.close()
      expect(faults.filter(([, found]) => found.length > 0)).toEqual([])
      expect(complaints).toEqual([])
    },
    300_000,
  )

  it('is 60 kB at most over the wire once another has been seen, forms’ and diagrams’ libraries apart', () => {
    expect(weighed).toBeGreaterThan(80)
    expect(heavy).toEqual([])
  })
})

describe('what comes over the wire, forms’ and diagrams’ libraries apart', () => {
  it.each(['/', '/cycles/0CYC0000000000000000000001', '/sign-in'])(
    'is 350 kB at most at a first visit: %s',
    async (path) => {
      const { context, page } = await open('process owner')
      const bytes = await (await scaleOf(page)).weigh(path)
      await context.close()
      expect(bytes).toBeGreaterThan(1_000)
      expect(bytes).toBeLessThanOrEqual(FIRST_VISIT_BYTES)
    },
    60_000,
  )
})

describe('the page of a cycle', () => {
  it.each(FUNCTIONS.filter((who) => who !== 'nobody'))(
    'is four screens of a phone at most: %s',
    async (who) => {
      const { context, page } = await open(who)
      await page.setViewportSize(PHONE)
      await page.goto('/cycles/0CYC0000000000000000000001', { waitUntil: 'load' })
      const screens = await page.evaluate<number>('document.documentElement.scrollHeight / innerHeight')
      await context.close()
      expect(screens).toBeLessThanOrEqual(4)
    },
    60_000,
  )
})

describe('the walk', () => {
  it('leads to every page of the router, or says why not', () => {
    expect([...shown, ...Object.keys(LEFT)].toSorted()).toEqual(pages.map(({ path }) => path).toSorted())
  })
})
