import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { tasks } from '../../tasks/registry.ts'
import { waitFor } from '../support/wait-for.ts'
import { startBrowser } from './browser.ts'
import { dataFor, fieldsOf, fillPlain, fillWithScripts } from './form-fillings.ts'
import type { Field } from './form-fillings.ts'
import { serveForm } from './form-server.ts'

interface Fault {
  formId: string
  field: Field
  /** What is typed into it; null where it is left as it is. */
  typed: string | null
}

/* What nobody can read, by the kind of field. */
const UNREADABLE: Readonly<Record<string, string>> = { datetime: 'domani', number: 'dodici' }
/* The shortest first: each kind is tried where the least is to be filled in. */
const lengthOf = (formId: string): number => fieldsOf(formId, 'whole').length
const forms = [...new Set(tasks.map(({ form }) => form))].toSorted((a, b) => lengthOf(a) - lengthOf(b))

const kindOf = ({ part: { type, validate, description = '' }, row }: Field): string => {
  const kind = description.startsWith('In euro') ? 'amount' : validate?.pattern ? 'hour' : type
  return row === '' ? kind : `${kind} in a row of a table`
}

/* Of each kind of field that must be filled in the first that a form has, left empty; and one that nobody can read. */
function faultsOfEachKind(): [string, Fault][] {
  const faults = new Map<string, Fault>()
  for (const formId of forms)
    for (const field of fieldsOf(formId, 'whole')) {
      const kind = kindOf(field)
      const add = (name: string, typed: string | null) => {
        if (!faults.has(name)) faults.set(name, { formId, field, typed })
      }
      if (field.part.validate?.required) add(`${kind} left empty`, null)
      if (kind.startsWith('amount')) add(`${kind} written the English way`, '1,234.56')
      if (kind.startsWith('hour')) add(`${kind} that is none`, '25:00')
      const unreadable = UNREADABLE[field.part.type]
      if (unreadable && field.part.validate?.required) add(`${kind} that nobody can read`, unreadable)
    }
  return [...faults]
}
const faults = faultsOfEachKind()

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

/* All that stands in the form, with what is chosen. */
const heldIn = async (form: Locator): Promise<unknown[]> => {
  const fields = await form.locator('input:not([type=hidden]), textarea, select').all()
  return Promise.all(
    fields.map(async (field) => {
      const type = await field.getAttribute('type')
      return type === 'checkbox' || type === 'radio' ? field.isChecked() : field.inputValue()
    }),
  )
}

/* Smooth scrolling takes its time. */
const inView = (page: Page, field: Locator) =>
  waitFor('the first fault in view', 10_000, async () => {
    const [box, { height }] = [await field.boundingBox(), page.viewportSize()!]
    return box !== null && box.y >= 0 && box.y < height ? box : null
  })

const placeOf = ({ part, id, row }: Field, scripts: boolean): string =>
  scripts ? `[id*="-${part.id}${row}"]` : `#${id}`

async function shownRefused(page: Page, { field }: Fault, scripts: boolean): Promise<void> {
  const place = placeOf(field, scripts)
  const focused = scripts
    ? page.locator(`.fjs-form-field:focus-within:has(${place})`).last()
    : page.locator(`${place}:focus, ${place}:focus-within`)
  await focused.waitFor()
  await inView(page, focused)
}

describe.each([
  ['without scripts', false],
  ['with scripts', true],
])('a task’s form that is sent with a fault, %s', (_, scripts) => {
  let context: BrowserContext
  beforeAll(async () => {
    const viewport = { width: 390, height: 800 }
    context = await browser.newContext({ javaScriptEnabled: scripts, viewport })
  })
  afterAll(() => context.close())

  it.each(faults)(
    'keeps all that was typed, and leads eye and focus to it: %s',
    async (_kind, fault) => {
      const { formId, field, typed } = fault
      const server = await serveForm({ formId, data: dataFor(formId) })
      const page = await context.newPage()
      await page.goto(server.url)
      if (scripts) await page.locator('#form .fjs-form').waitFor()
      await (scripts ? fillWithScripts : fillPlain)(page, formId, 'whole', field.id)
      if (typed !== null) {
        const input = page.locator(scripts ? `#form input${placeOf(field, true)}` : placeOf(field, false))
        await input.first().fill(typed)
        await input.first().blur()
      }
      const before = await heldIn(page.locator('#task'))
      await page.getByRole('button', { name: 'Completa l’attività' }).click()
      await shownRefused(page, fault, scripts)
      expect(await heldIn(page.locator('#task'))).toEqual(before)
      expect(server.sent).toEqual([])
      await page.close()
      server.close()
    },
    60_000,
  )
})
