import type { Locator, Page } from 'playwright-core'
import type { Component } from '../../web/forms/form-schema.ts'

export type Values = Readonly<Record<string, unknown>>

/* A field with what it takes: its id on the page's own form, and how its id ends where form-js draws it. */
interface Asked {
  part: Component
  value: unknown
  id: string
  drawn: string
}

const asRows = (value: unknown): readonly Values[] => (Array.isArray(value) ? (value as Values[]) : [])
const isGiven = (value: unknown): boolean => value !== undefined && value !== null

function fieldsOf(form: readonly Component[], input: Values): Asked[] {
  return form.flatMap((part) =>
    part.components === undefined
      ? given(part, input, { id: part.key ?? '', drawn: part.id })
      : asRows(input[part.path ?? '']).flatMap((row, index) =>
          (part.components ?? []).flatMap((one) =>
            given(one, row, { id: `${part.path}-${index}-${one.key}`, drawn: `${one.id}_${index}` }),
          ),
        ),
  )
}

const given = (part: Component, values: Values, place: { id: string; drawn: string }): Asked[] =>
  part.type === 'expression' || part.key === undefined || !isGiven(values[part.key])
    ? []
    : [{ part, value: values[part.key], ...place }]

/* As people write it. */
function textOf({ type }: Component, value: unknown): string {
  const text = String(value)
  if (type === 'number') return text.replace('.', ',')
  return type === 'datetime' ? text.split('-').toReversed().join('/') : text
}

/* Of these all voices stand on the page. */
const BOXES = new Set(['radio', 'checklist'])
const TYPED = new Set(['textfield', 'textarea', 'number', 'datetime'])
const chosen = (value: unknown): string[] => [value].flat().map(String)

/* People press its words: they lie over the box. */
async function tick(page: Page, box: Locator): Promise<void> {
  if (!(await box.isChecked())) await page.locator(`label[for="${await box.getAttribute('id')}"]`).click()
}

/** Fills the page's own fields, as without scripts, a row more for what a list takes. */
export async function fillPlain(page: Page, form: readonly Component[], input: Values): Promise<void> {
  for (const { path, allowAddRemove } of form) {
    if (path === undefined || allowAddRemove !== true) continue
    const missing = asRows(input[path]).length - (await page.locator(`#${path} > .row-of-list`).count())
    for (let row = 0; row < missing; row += 1) await page.locator(`button[value="add:${path}"]`).click()
  }
  for (const { part, value, id } of fieldsOf(form, input)) {
    if (TYPED.has(part.type)) await page.locator(`#${id}`).fill(textOf(part, value))
    else if (part.type === 'select') await page.locator(`#${id}`).selectOption(String(value))
    else if (part.type === 'checkbox') await tick(page, page.locator(`#${id}`))
    else for (const one of chosen(value)) await tick(page, page.locator(`#${id} input[value="${one}"]`))
  }
}

/** Fills the same where form-js draws the form. */
export async function fillDrawn(
  page: Page,
  form: readonly Component[],
  { input, data }: { input: Values; data: Values },
): Promise<void> {
  /* In their order: what is chosen shows what comes after it. */
  for (const part of form) {
    await addDrawnRows(page, part, asRows(input[part.path ?? '']).length)
    for (const asked of fieldsOf([part], input)) await fillDrawnField(page, asked, data)
  }
}

async function addDrawnRows(page: Page, { components = [] }: Component, rows: number): Promise<void> {
  const last = page.locator(components.map(({ id }) => `[id*="-${id}_${rows - 1}"]`).join(', '))
  while (rows > 0 && (await last.count()) === 0) await page.locator('.fjs-repeat-render-add').click()
}

async function fillDrawnField(page: Page, { part, value, drawn }: Asked, data: Values): Promise<void> {
  const ends = ['', '-date', '-search'].map((end) => `[id$="-${drawn}${end}"]`)
  const field = page.locator(ends.join(', ')).first()
  if (TYPED.has(part.type)) {
    await field.fill(textOf(part, value))
    await field.blur()
  } else if (part.type === 'checkbox') await field.setChecked(value === true)
  else await choose(page, { part, drawn, field }, { value, data })
}

async function choose(
  page: Page,
  { part, drawn, field }: { part: Component; drawn: string; field: Locator },
  { value, data }: { value: unknown; data: Values },
): Promise<void> {
  const source = part.valuesKey ?? part.valuesExpression?.replace(/^=/, '') ?? ''
  const options = part.values ?? (data[source] as NonNullable<Component['values']>)
  /* What the task proposes of several is chosen already. */
  const before = part.type === 'taglist' ? chosen(data[part.key ?? ''] ?? []) : []
  for (const one of chosen(value).filter((each) => !before.includes(each))) {
    const index = options.findIndex((option) => option.value === one)
    if (BOXES.has(part.type)) await page.locator(`[id$="-${drawn}-${index}"]`).check()
    else {
      await field.click()
      await page
        .locator('.fjs-dropdownlist-item')
        .getByText(options[index]?.label ?? '', { exact: true })
        .click()
    }
  }
}

const LISTS = ['movements', 'votes'] as const

/** Fills in a sitting: who sits at the opening, what was said and voted of each item, and within it who moved or was against. */
export async function fillSitting(page: Page, form: readonly Component[], input: Values): Promise<void> {
  const items = asRows(input['items'])
  const top = form.filter(({ path }) => path !== 'items' && !LISTS.some((list) => list === path))
  await fillPlain(page, top, input)
  for (const list of LISTS) {
    const part = form.find(({ path }) => path === list)
    const rows = asRows(input[list])
    for (const [index, row] of rows.entries()) {
      const position = items.findIndex((item) => item['agendaItemId'] === row['agendaItemId']) + 1
      await openItem(page, position)
      await page
        .locator(`#item-${position}`)
        .getByRole('button', { name: list === 'votes' ? /^Aggiungi: Contrari/ : /^Aggiungi: Chi entra/ })
        .click()
      const inRow = (part?.components ?? []).filter(({ key }) => key !== 'agendaItemId')
      for (const one of inRow)
        await page.locator(`#${list}-${index}-${one.key}`).selectOption(String(row[one.key ?? '']))
    }
  }
  for (const index of items.keys()) {
    await openItem(page, index + 1)
    const part = form.find(({ path }) => path === 'items')
    const only = items.map((item, at) => (at === index ? item : {}))
    if (part !== undefined) await fillPlain(page, [part], { items: only })
  }
}

async function openItem(page: Page, position: number): Promise<void> {
  const item = page.locator(`#item-${position}`)
  if (!(await item.evaluate((one: { open: boolean }) => one.open))) await item.locator('> summary').click()
}
