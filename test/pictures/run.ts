import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { applicationSteps } from '../../web/application-steps.ts'
import { peopleWith } from '../bench/scale/answers.ts'
import { walks } from '../bench/scale/walk.ts'
import { startBrowser } from '../e2e/browser.ts'
import { DESK, PHONE } from '../e2e/examination.ts'
import { startSeededApplication } from '../e2e/seeded-application.ts'
import type { SeededApplication } from '../e2e/seeded-application.ts'

/* npm run pictures: the main pages of each role on a desk and on a phone, to be looked at, and what a desk shows first of those in the
   README; on the demo's people, with a network that has everything. */
const OF_README = join(import.meta.dirname, '../../docs/pictures')
const FOLDER = join(OF_README, 'roles')

/** The pages that each role opens most, as `pages` names them. */
const MAIN: Readonly<Record<string, readonly string[]>> = {
  'process owner': [
    ...['/', '/inbox', '/taken-tasks', '/control-room', '/cycles', '/cycles/:id', '/network/people'],
    '/network/people/:id',
    ...['/calls/:id/evaluation', '/meetings/:id', '/guidance-documents/:id', '/deliveries'],
  ],
  'case officer': ['/', '/inbox', '/tasks/:id', '/applications/:id', '/projects/:id'],
  finance: ['/', '/inbox', '/projects/:id'],
  chair: ['/', '/calls/:id/evaluation', '/calls/:id/late-conflict'],
  evaluator: ['/', '/inbox', '/calls/:id/scoring', '/tasks/:id', '/exclusions', '/calendar'],
  lead: [
    '/',
    '/inbox',
    '/tasks/:id',
    '/applications/:id',
    '/partnerships',
    ...applicationSteps.map(({ step }) => `/applications/:id/${step}`),
    '/applications/:id/submit',
  ],
  member: ['/', '/network', '/partnerships'],
  nobody: ['/sign-in', '/calls', '/calls/:id', '/calls/:id/ranking', '/accessibility'],
}

/** The README's, by the name of the page's picture. */
const README: Readonly<Record<string, string>> = {
  'process-owner-control-room': 'control-room',
  'case-officer-tasks-id': 'task',
  'evaluator-tasks-id': 'scoring',
  'lead-applications-id-budget': 'application',
  'finance-projects-id': 'project',
  'nobody-calls-id': 'call',
}

const application = await startSeededApplication()
const browser = await startBrowser()
try {
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
  for (const [role, routes] of Object.entries(MAIN))
    await takePictures(role, routes, { application, browser })
} finally {
  await browser.close()
  await application.stop()
}

async function takePictures(
  role: string,
  routes: readonly string[],
  { application, browser }: { application: SeededApplication; browser: Browser },
): Promise<void> {
  const context = await browser.newContext({ baseURL: application.baseUrl, locale: 'it-IT' })
  const account = peopleWith(application.found.lead)[role]?.account
  if (account !== undefined) await context.request.post('/api/session', { data: { accountId: account } })
  const page = await context.newPage()
  for (const route of routes) {
    const place = `${role}-${route === '/' ? 'home' : route.replaceAll(/[^a-z]+/g, '-').replaceAll(/^-|-$/g, '')}`
    const name = place.replaceAll(' ', '-')
    if (!(await opened(page, addressesOf(route, application)))) {
      console.log(`${role}: nothing to show at ${route}`)
      continue
    }
    for (const viewport of [DESK, PHONE]) {
      await page.setViewportSize(viewport)
      const path = join(FOLDER, `${name}-${viewport.width}.png`)
      await page.screenshot({ path, fullPage: true })
    }
    await page.setViewportSize(DESK)
    if (README[name] !== undefined)
      await page.screenshot({ path: join(OF_README, `${README[name]}.jpg`), quality: 80 })
  }
  await context.close()
}

/* What the walk of the bench opens; a page that it leaves out has an address of its own. */
function addressesOf(route: string, { found }: SeededApplication): readonly string[] {
  const walk = walks(found)[route]
  return walk === undefined || 'left' in walk ? [route] : walk.at
}

/* The first of the addresses that the role may open, drawn whole. */
async function opened(page: Page, addresses: readonly string[]): Promise<boolean> {
  for (const address of addresses) {
    if ((await page.goto(address, { waitUntil: 'load' }))?.status() !== 200) continue
    if ((await page.locator('script[src*="form-js"]').count()) > 0)
      await page.locator('#form .fjs-form').waitFor()
    return true
  }
  return false
}
