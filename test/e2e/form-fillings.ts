import type { Page } from 'playwright-core'
import { conditionField, formOf, isHidden } from '../../web/forms/form-schema.ts'
import type { Component } from '../../web/forms/form-schema.ts'
import * as values from './fill-values.ts'
import type { Values } from './fill-values.ts'

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
  /** The list whose row it stands in; null where it stands in none. */
  list: string | null
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
      ? [{ part, id: part.key ?? '', row: '', list: null }]
      : part.components.map((one) => ({
          part: one,
          id: `${part.path}-0-${one.key}`,
          row: '_0',
          list: part.path ?? null,
        })),
  )
  return filling === 'whole'
    ? fields
    : fields.filter(({ part, row }) => row === '' && part.validate?.required === true)
}

const TEXTS = ['Un testo «così»', '10:30', '1.234,56']

/* What is put into a field: a text that its pattern lets pass, a day, a number, a voice of a choice. */
function valueFor(part: Component, filling: Filling): unknown {
  const { type, values: voices = OPTIONS, validate = {} } = part
  if (type === 'datetime') return '2027-03-05'
  if (type === 'number') return 3
  if (type === 'checkbox') return true
  if (MANY.has(type)) return [voices[1]?.value]
  if (type === 'select' || type === 'radio') return voices[answerOf(part, filling)]?.value
  const { pattern } = validate
  return TEXTS.find((text) => pattern === undefined || new RegExp(pattern).test(text))
}

/* The same for both ways; but for the field of an id. */
function valuesFor(formId: string, filling: Filling, except: string | null): Values {
  const filled: Record<string, unknown> = {}
  for (const { part, id, list } of fieldsOf(formId, filling)) {
    if (id === except || part.key === undefined) continue
    const value = valueFor(part, filling)
    if (list === null) filled[part.key] = value
    else filled[list] = [{ ...(filled[list] as object[] | undefined)?.[0], [part.key]: value }]
  }
  return filled
}

/** Fills the page's own fields, as without scripts; but for the one of an id. */
export const fillPlain = (
  page: Page,
  formId: string,
  filling: Filling,
  except: string | null = null,
): Promise<void> => values.fillPlain(page, formOf(formId), valuesFor(formId, filling, except))

/** Fills the same through form-js. */
export const fillWithScripts = (
  page: Page,
  formId: string,
  filling: Filling,
  except: string | null = null,
): Promise<void> =>
  values.fillDrawn(page, formOf(formId), {
    input: valuesFor(formId, filling, except),
    data: dataFor(formId, filling),
  })
