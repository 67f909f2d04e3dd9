import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { demoAccountId } from '../../app/demo/network-ids.ts'
import { peopleWith } from '../bench/scale/answers.ts'
import { walks } from '../bench/scale/walk.ts'
import { startBrowser } from './browser.ts'
import { startSeededApplication } from './seeded-application.ts'
import type { SeededApplication } from './seeded-application.ts'

const FIRST_VISIT_BYTES = 350_000
const LATER_PAGE_BYTES = 60_000
const LIBRARIES = /\/(form-js|bpmn-js)\//

let application: SeededApplication
let browser: Browser

beforeAll(async () => {
  application = await startSeededApplication()
  browser = await startBrowser()
}, 300_000)

afterAll(async () => {
  await browser.close()
  await application.stop()
}, 60_000)

/* A browser that has seen nothing of us yet. */
async function fresh(account: string): Promise<{ context: BrowserContext; page: Page; scale: Scale }> {
  const context = await browser.newContext({ baseURL: application.baseUrl })
  const signedIn = await context.request.post('/api/session', { data: { accountId: account } })
  expect(signedIn.status()).toBe(201)
  const page = await context.newPage()
  return { context, page, scale: await scaleOf(await context.newCDPSession(page)) }
}

interface Scale {
  /** Opens the address; what came over the wire for it, in bytes, but for the libraries of forms and diagrams. Null where
   * the person may not open it. */
  weigh: (page: Page, path: string) => Promise<number | null>
}

async function scaleOf(devtools: CDPSession): Promise<Scale> {
  const urls = new Map<string, string>()
  let bytes = 0
  await devtools.send('Network.enable')
  devtools.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url))
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!LIBRARIES.test(urls.get(requestId) ?? '')) bytes += encodedDataLength
  })
  return {
    async weigh(page, path) {
      bytes = 0
      const answer = await page.goto(path, { waitUntil: 'load' })
      return answer?.status() === 200 ? bytes : null
    },
  }
}

const addresses = (): string[] =>
  Object.entries(walks(application.found)).flatMap(([route, walk]) =>
    route.startsWith('/api/') || 'left' in walk ? [] : walk.at,
  )

describe('what comes over the wire, forms’ and diagrams’ libraries apart', () => {
  it.each(['/', '/cycles/0CYC0000000000000000000001', '/sign-in'])(
    `is 350 kB at most at a first visit: %s`,
    async (path) => {
      const { context, page, scale } = await fresh(demoAccountId('PROCESS_OWNER'))
      const bytes = await scale.weigh(page, path)
      await context.close()
      expect(bytes).toBeGreaterThan(1_000)
      expect(bytes).toBeLessThanOrEqual(FIRST_VISIT_BYTES)
    },
    60_000,
  )

  it('is 60 kB at most for every later page, for each function', async () => {
    const weighed: [who: string, path: string, bytes: number][] = []
    for (const [who, asker] of Object.entries(peopleWith(application.found.lead))) {
      if (asker === null) continue
      const { context, page, scale } = await fresh(asker.account)
      await scale.weigh(page, '/')
      for (const path of addresses()) weighed.push([who, path, (await scale.weigh(page, path)) ?? 0])
      await context.close()
    }
    expect(weighed.filter(([, , bytes]) => bytes > 0).length).toBeGreaterThan(100)
    expect(weighed.filter(([, , bytes]) => bytes > LATER_PAGE_BYTES)).toEqual([])
  }, 300_000)
})
