import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { tasks } from '../../tasks/registry.ts'
import { startBrowser } from './browser.ts'
import { faultsOf, openWithoutScripts } from './examination.ts'
import { dataFor } from './form-fillings.ts'
import { serveForm } from './form-server.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('a form %s, on a desk and on a phone', (_with, scripts) => {
  it.each([...new Set(tasks.map(({ form }) => form))])(
    'has no fault that axe-core finds, and nothing scrolls sideways: %s',
    async (formId) => {
      const server = await serveForm({ formId, data: dataFor(formId) })
      const context = await browser.newContext({ locale: 'it-IT' })
      try {
        const page = await context.newPage()
        if (scripts) {
          await page.goto(server.url)
          await page.locator('#form .fjs-form').waitFor()
        } else await openWithoutScripts(page, server.url)
        expect(await page.locator('#form .fjs-form').count()).toBe(scripts ? 1 : 0)
        expect(await faultsOf(page)).toEqual([])
      } finally {
        await context.close()
        server.close()
      }
    },
    60_000,
  )
})
