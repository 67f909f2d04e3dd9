import type { Locator, Page } from 'playwright-core'
import { conditionField, formOf, isHidden } from '../../web/forms/form-schema.ts'
import type { Component } from '../../web/forms/form-schema.ts'

const OPTIONS = [
  { value: 'ONE', label: 'Prima voce' },
  { value: 'TWO', label: 'Seconda voce' },
]

/** `whole`: a row in every list, every field, first answers. `least`: no row, what is required alone, last answers. */
export type Filling = 'whole' | 'least'

/** Data with which every list of a form has a row, or none; every choice two voices, and all that the form tells a text. */
export function dataFor(formId: string, filling: Filling = 'whole'): Record<string, unknown> {
  const form = formOf(formId)
  const data: Record<string, unknown> = Object.fromEntries(form.flatMap(dataOf))
  for (const { path } of filling === 'least' ? form : []) if (path !== undefined) data[path] = []
  return data
}

function dataOf(part: Component): [string, unknown][] {
  const { path, dataSource, valuesKey, valuesExpression, components = [] } = part
  const source = valuesKey ?? valuesExpression?.replace(/^=/, '')
  const inner = components.flatMap(dataOf)
  const ids = components.filter(({ type }) => type === 'expression').map(({ key }) => [key, `${key}-1`])
  const row = Object.fromEntries([...components.flatMap(textsOf), ...ids]) as object
  return [
    ...inner,
    ...textsOf(part),
    ...(path === undefined ? [] : [[path, [row]] as [string, unknown]]),
    ...(dataSource === undefined ? [] : [[dataSource.replace(/^=/, ''), []] as [string, unknown]]),
    ...(source === undefined ? [] : [[source, OPTIONS] as [string, unknown]]),
    ...(part.conditional?.hide === '=not(durcNeeded)' ? [['durcNeeded', true] as [string, unknown]] : []),
  ]
}

const textsOf = ({ content = '' }: Component): [string, unknown][] =>
  [...content.matchAll(/\{\{(?:this\.)?(\w+)\}\}/g)].map(([, name = '']) => [name, name])

const MANY = new Set(['taglist', 'checklist'])

/** A field of a form: its part, its id on the page without scripts, and where form-js draws it. */
export interface Field {
  part: Component
  id: string
  row: string
}

const answerOf = ({ values = OPTIONS }: Component, filling: Filling): number =>
  filling === 'whole' ? 0 : values.length - 1

/** The fields to fill of those that people see once every choice is made. */
export function fieldsOf(formId: string, filling: Filling): Field[] {
  const form = formOf(formId)
  const root: Record<string, unknown> = { ...dataFor(formId, filling) }
  for (const part of form) {
    const { key, values } = conditionField(form, part) ?? {}
    if (key !== undefined) root[key] = values?.at(filling === 'whole' ? 0 : -1)?.value
  }
  const seen = form.filter((part) => !isHidden(part, { root, row: null }))
  const fields = seen.flatMap((part) =>
    part.components === undefined
      ? [{ part, id: part.key ?? '', row: '' }]
      : part.components.map((one) => ({ part: one, id: `${part.path}-0-${one.key}`, row: '_0' })),
  )
  return filling === 'whole'
    ? fields
    : fields.filter(({ part, row }) => row === '' && part.validate?.required === true)
}

const textFor = ({ type, validate = {} }: Component): string | null => {
  if (type === 'datetime') return '5/3/2027'
  if (type === 'number') return '3'
  if (type !== 'textfield' && type !== 'textarea') return null
  const { pattern } = validate
  return (
    ['Un testo «così»', '10:30', '1.234,56'].find(
      (text) => pattern === undefined || new RegExp(pattern).test(text),
    ) ?? null
  )
}

/** Fills the page's own fields, as without scripts; but for the one of an id. */
export async function fillPlain(
  page: Page,
  formId: string,
  filling: Filling,
  except: string | null = null,
): Promise<void> {
  for (const { part, id } of fieldsOf(formId, filling)) {
    if (id === except) continue
    const text = textFor(part)
    const answer = answerOf(part, filling)
    if (text !== null) await page.locator(`#${id}`).fill(text)
    else if (part.type === 'checkbox') await page.locator(`label[for="${id}"]`).click()
    else if (part.type === 'select') await page.locator(`#${id}`).selectOption({ index: answer + 1 })
    else if (part.type === 'radio') await page.locator(`label[for="${id}-${answer}"]`).click()
    else if (MANY.has(part.type)) await page.locator(`label[for="${id}-1"]`).click()
  }
}

/** Fills the same through form-js. */
export async function fillWithScripts(
  page: Page,
  formId: string,
  filling: Filling,
  except: string | null = null,
): Promise<void> {
  for (const { part, id, row } of fieldsOf(formId, filling)) {
    if (id === except) continue
    const answer = answerOf(part, filling)
    const field = page.locator(
      `[id$="-${part.id}${row}"], [id$="-${part.id}${row}-date"], [id$="-${part.id}${row}-search"]`,
    )
    const text = textFor(part)
    if (text !== null) {
      await field.first().fill(text)
      await field.first().blur()
    } else if (part.type === 'checkbox') await field.first().check()
    else if (part.type === 'radio') await page.locator(`[id$="-${part.id}${row}-${answer}"]`).check()
    else if (part.type === 'checklist') await page.locator(`[id$="-${part.id}${row}-1"]`).check()
    else if (part.type === 'select') await choose(page, field.first(), answer)
    else if (part.type === 'taglist') await choose(page, field.first(), 1)
  }
}

async function choose(page: Page, field: Locator, index: number): Promise<void> {
  await field.click()
  await page.locator('.fjs-dropdownlist-item').nth(index).click()
}
