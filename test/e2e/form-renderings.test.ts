import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext } from 'playwright-core'
import { tasks } from '../../tasks/registry.ts'
import { TYPED } from '../support/typed-values.ts'
import { startBrowser } from './browser.ts'
import { dataFor, fillPlain, fillWithScripts } from './form-fillings.ts'
import { serveForm } from './form-server.ts'

const complete = { name: 'Completa l’attività' } as const
let browser: Browser
let plain: BrowserContext
let scripted: BrowserContext

beforeAll(async () => {
  browser = await startBrowser()
  plain = await browser.newContext({ javaScriptEnabled: false })
  scripted = await browser.newContext({ locale: 'it-IT' })
})
afterAll(() => browser.close())

async function served<T>(
  formId: string,
  data: Record<string, unknown>,
  use: (url: string, sent: unknown[]) => Promise<T>,
): Promise<T> {
  const server = await serveForm({ formId, data })
  try {
    return await use(server.url, server.sent)
  } finally {
    server.close()
  }
}

const forms = [...new Set(tasks.map(({ form }) => form))]

describe('a form', () => {
  it.each(forms.flatMap((formId) => [[formId, 'whole'] as const, [formId, 'least'] as const]))(
    'sends the same data without scripts and through form-js: %s, %s',
    async (formId, filling) => {
      await served(formId, dataFor(formId, filling), async (url, sent) => {
        const without = await plain.newPage()
        await without.goto(url)
        await fillPlain(without, formId, filling)
        await without.getByRole('button', complete).click()
        const within = await scripted.newPage()
        await within.goto(url)
        await within.locator('#form .fjs-form').waitFor()
        await fillWithScripts(within, formId, filling)
        await within.getByRole('button', complete).click()
        await within.locator('#refusal, .fjs-form-field-error').first().waitFor()
        expect(sent).toHaveLength(2)
        expect(sent[1]).toEqual(sent[0])
        await without.close()
        await within.close()
      })
    },
    60_000,
  )

  it('sends a list without rows as an empty list (art. 6)', async () => {
    await served('draft-guidance', dataFor('draft-guidance', 'least'), async (url, sent) => {
      const page = await scripted.newPage()
      await page.goto(url)
      await page.locator('#form .fjs-form').waitFor()
      await fillWithScripts(page, 'draft-guidance', 'least')
      await page.getByRole('button', complete).click()
      await page.locator('#refusal').waitFor()
      expect(sent).toEqual([expect.objectContaining({ context: [], needs: [], priorities: [] })])
      await page.close()
    })
  }, 60_000)
})

describe('a day that somebody types', () => {
  const days = TYPED.filter(({ kind, typed }) => kind === 'day' && typed !== '')

  it.each(['without scripts', 'through form-js'])(
    'is what it says, or stays as it was typed with the way to write it: %s',
    async (way) => {
      await served('record-publication', {}, async (url, sent) => {
        const page = await (way === 'without scripts' ? plain : scripted).newPage()
        const number = page.getByLabel('Numero di pubblicazione')
        const day = page.getByLabel('Data di pubblicazione')
        for (const { typed, means } of days) {
          sent.length = 0
          await page.goto(url)
          if (way === 'through form-js') await page.locator('#form .fjs-form').waitFor()
          await number.fill('12')
          await day.fill(typed)
          await day.blur()
          await page.getByRole('button', complete).click()
          const answer = means === null ? page.getByText('gg/mm/aaaa, ad esempio') : page.locator('#refusal')
          await answer.first().waitFor()
          if (means === null) expect([typed, await day.inputValue()]).toEqual([typed, typed])
          expect([typed, sent]).toEqual([
            typed,
            means === null ? [] : [{ publishedOn: means, publicationNumber: '12' }],
          ])
        }
      })
    },
    120_000,
  )
})
