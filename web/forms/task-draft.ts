import type { TypedSoFar } from '../../domain/cycle/task-draft.ts'
import { formatDate } from '../../words/formats.ts'
import { fieldOf, rowsOf } from './fields.ts'
import type { Typed } from './fields.ts'
import { choicesOf } from './form-schema.ts'
import type { Component, Scope, Values } from './form-schema.ts'
import { readerOf } from './task-reader.ts'

/** All that was typed into a task's form, whatever it is and whether it counts: what cannot be read stays as it was typed. */
export function draftOf(form: readonly Component[], data: Values, typed: Typed): TypedSoFar {
  return typedIn(form, { root: data, row: null }, typed) as TypedSoFar
}

function typedIn(parts: readonly Component[], scope: Scope, typed: Typed): Values {
  const named = parts.filter((part) => nameOf(part) !== '')
  return Object.fromEntries(
    named.map((part) => [nameOf(part), typedAtPart(part, scope, fieldOf(typed, nameOf(part)))]),
  )
}

const nameOf = ({ key, path }: Component): string => key ?? path ?? ''

function typedAtPart(part: Component, scope: Scope, typed: Typed | undefined): unknown {
  const { type, components = [] } = part
  if (type === 'dynamiclist')
    return rowsOf(typed).map((row) => typedIn(components, { ...scope, row: {} }, row))
  if (type === 'expression') return typed ?? null
  const reading = readerOf(part, scope)(typed)
  return ('fault' in reading ? typed : reading.value) ?? null
}

/** A form's data with what was typed put over them: rows that people cannot add or remove are those of now. */
export function withTyped(form: readonly Component[], data: Values, typed: Values): Values {
  const own = form.map(nameOf).filter((name) => typed[name] !== undefined)
  const over: Record<string, unknown> = { ...data }
  for (const name of own) over[name] = typed[name]
  for (const { path, allowAddRemove, components = [] } of form) {
    if (path === undefined || typed[path] === undefined) continue
    const kept = rowsIn(typed[path])
    over[path] = allowAddRemove ? kept : sameRows(components, rowsIn(data[path]), kept)
  }
  return over
}

/* Rows as a form has them, whatever a program has sent. */
const rowsIn = (value: unknown): readonly Values[] =>
  (Array.isArray(value) ? (value as unknown[]) : []).filter(
    (row): row is Values => typeof row === 'object' && row !== null,
  )

/* A row is known again by its hidden values, or by its place where it has none. */
function sameRows(
  components: readonly Component[],
  now: readonly Values[],
  kept: readonly Values[],
): Values[] {
  const keys = components.flatMap(({ type, key = '' }) => (type === 'expression' ? [key] : []))
  return now.map((row, index) => ({
    ...row,
    ...(keys.length > 0 ? kept.find((one) => keys.every((key) => one[key] === row[key])) : kept[index]),
  }))
}

interface Line {
  label: string
  text: string
}

/** What was typed, line by line under the labels of the form, to be read and copied; what is empty is left out. */
export function draftLines(form: readonly Component[], data: Values, typed: Values): Line[] {
  return linesOf(form, { root: data, row: null }, typed).filter(({ text }) => text !== '')
}

function linesOf(parts: readonly Component[], scope: Scope, typed: Values): Line[] {
  const shown = parts.filter((part) => part.type !== 'expression' && typed[nameOf(part)] != null)
  return shown.flatMap((part) => {
    const { type, label = '', components = [] } = part
    const value = typed[nameOf(part)]
    if (type !== 'dynamiclist') return [{ label, text: textOf(part, scope, value) }]
    return rowsIn(value).flatMap((row, index) =>
      linesOf(components, scope, row).map((line) => ({
        ...line,
        label: `${label}, riga ${index + 1}: ${line.label}`,
      })),
    )
  })
}

const WRITTEN: Readonly<Record<string, (text: string) => string>> = {
  datetime: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDate(text) : text),
  number: (text) => text.replace('.', ','),
}

function textOf(part: Component, scope: Scope, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => textOf(part, scope, one)).join(', ')
  if (typeof value === 'boolean') return value ? 'sì' : ''
  const text = String(value)
  const chosen = choicesOf(part, scope).find((one) => one.value === value)
  return chosen?.label ?? WRITTEN[part.type]?.(text) ?? text
}
