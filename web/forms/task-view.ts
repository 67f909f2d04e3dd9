import Handlebars from 'handlebars'
import { formatDate } from '../../words/formats.ts'
import type { FieldSpec } from './field-view.ts'
import { rowsOf } from './fields.ts'
import type { Typed } from './fields.ts'
import { choicesOf, conditionField, filledIn, isHidden, valueOf } from './form-schema.ts'
import type { Component, Scope, Values } from './form-schema.ts'
import { typedAt } from './form-state.ts'
import { addTo, removeFrom } from './rows.ts'

/* What the template writes of a form, part by part; `span` of one that shares its line. */
export type Part = { span?: number | undefined } & (
  | { kind: 'html'; html: string }
  | { kind: 'table'; label: string; columns: readonly { key: string; label: string }[]; rows: string[][] }
  | { kind: 'hidden'; path: string; value: string }
  | { kind: 'field'; spec: FieldSpec; note: string | null }
  | {
      kind: 'list'
      path: string
      label: string
      add: string | null
      note: string | null
      rows: { parts: Part[]; number: number; remove: string | null }[]
    }
)

const KINDS: Readonly<Record<string, FieldSpec['kind']>> = {
  ...{ textfield: 'text', textarea: 'textarea', number: 'number', datetime: 'day', select: 'select' },
  ...{ radio: 'radio', checkbox: 'checkbox', checklist: 'checklist', taglist: 'checklist' },
}

interface Writing {
  form: readonly Component[]
  /** What came back with a refusal; null when the form is first shown. */
  typed: Typed | null
}

/** A task's form as fields of a page. What depends on an answer is shown with the answer that it depends on: without
 * scripts nobody knows it before the form is sent. */
export function taskFormView(form: readonly Component[], data: Values, typed: Typed | null): Part[] {
  return writeParts({ form, typed }, form, { scope: { root: data, row: null }, prefix: '' })
}

interface Spot {
  scope: Scope
  prefix: string
}

function writeParts(writing: Writing, parts: readonly Component[], spot: Spot): Part[] {
  return parts.flatMap((part) => {
    const decides = conditionField(writing.form, part)
    if (decides === null && isHidden(part, spot.scope)) return []
    const note = decides === null ? null : noteOf(part, decides, spot.scope)
    if (note === '') return []
    return [{ ...writePart(writing, part, { ...spot, note }), span: part.layout?.columns }]
  })
}

type Write = (writing: Writing, part: Component, spot: Spot & { path: string; note: string | null }) => Part

const WRITE: Readonly<Record<string, Write>> = {
  html: (_, { content = '' }, { scope }) => ({
    kind: 'html',
    html: filledIn(content, scope, Handlebars.escapeExpression),
  }),
  table: (_, part, { scope }) => tableOf(part, scope),
  expression: (_, { expression = '' }, { scope, path }) => ({
    ...{ kind: 'hidden', path },
    value: textOf(valueOf(expression, scope)),
  }),
  dynamiclist: (writing, part, spot) => listOf(writing, part, spot),
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

function writePart(writing: Writing, part: Component, spot: Spot & { note: string | null }): Part {
  const path = `${spot.prefix}${part.key ?? part.path ?? ''}`
  const write = WRITE[part.type]
  return (
    write?.(writing, part, { ...spot, path }) ?? {
      ...{ kind: 'field', note: spot.note },
      spec: specOf(part, path, spot.scope),
    }
  )
}

function tableOf({ label = '', columns = [], dataSource = '' }: Component, scope: Scope): Part {
  const rows = valueOf(dataSource, scope)
  const shown = Array.isArray(rows) ? (rows as Values[]) : []
  const cells = shown.map((row) => columns.map(({ key }) => textOf(row[key])))
  return { kind: 'table', label, columns, rows: cells }
}

function listOf(writing: Writing, part: Component, { scope, note }: Spot & { note: string | null }): Part {
  const { path = '', label = '', components = [], allowAddRemove = false } = part
  const known = rowsAtFirst(part, scope)
  const typed = allowAddRemove && writing.typed ? rowsOf(typedAt(writing.typed, path)) : known
  const rows = typed.map((_, index) => ({
    number: index + 1,
    remove: allowAddRemove ? removeFrom(path, index) : null,
    parts: writeParts(writing, components, {
      scope: { ...scope, row: known[index] ?? {} },
      prefix: `${path}[${index}].`,
    }),
  }))
  return { kind: 'list', path, label, note, rows, add: allowAddRemove ? addTo(path) : null }
}

function rowsAtFirst({ path = '', defaultRepetitions = 0 }: Component, { root }: Scope): readonly Values[] {
  const rows = root[path]
  return Array.isArray(rows) ? (rows as Values[]) : Array.from({ length: defaultRepetitions }, () => ({}))
}

function specOf(part: Component, path: string, scope: Scope): FieldSpec {
  const { key = '', label = '', description, validate = {} } = part
  const value = (scope.row ?? scope.root)[key]
  return {
    ...{ kind: KINDS[part.type] ?? 'text', path, label },
    hint: description,
    required: validate.required,
    max: validate.maxLength,
    options: choicesOf(part, scope),
    value: shownOf(part, value),
  }
}

function shownOf({ type }: Component, value: unknown): unknown {
  if (type === 'datetime' && typeof value === 'string' && /^\d{4}-/.test(value)) return formatDate(value)
  return typeof value === 'number' && type === 'number' ? String(value).replace('.', ',') : value
}

/* The answers with which the part counts; empty where none of those can be chosen. */
function noteOf(part: Component, decides: Component, scope: Scope): string {
  const { key = '', label = '' } = decides
  const shows = choicesOf(decides, scope)
    .filter(({ value }) => !isHidden(part, { ...scope, root: { ...scope.root, [key]: value } }))
    .map((one) => `«${one.label}»`)
  return shows.length === 0
    ? ''
    : `Conta solo se in «${label}» scegli ${shows.join(' o ')}; altrimenti non è inviato.`
}
