import type { Typed } from './fields.ts'
import { fieldOf, rowsOf } from './fields.ts'
import { typedAt } from './form-state.ts'

/** What a button of a list asks, in the field `rows`: a further row, or one row less. */
export const addTo = (list: string): string => `add:${list}`
export const removeFrom = (list: string, row: number): string => `remove:${list}:${row}`

const CHANGE = /^(?:add:([\w.]+)|remove:([\w.]+):(\d+))$/

/** A form with one row more or less, as its button asked; null where none was pressed. */
export function changeRows(typed: Typed): Typed | null {
  const asked = fieldOf(typed, 'rows')
  const [, more, less, row] = CHANGE.exec(typeof asked === 'string' ? asked : '') ?? []
  const list = more ?? less
  if (list === undefined) return null
  const rows = rowsOf(typedAt(typed, list))
  const changed = more === undefined ? rows.filter((_, index) => index !== Number(row)) : [...rows, {}]
  return withTypedAt(typed, list, changed)
}

/** What was typed, with something else at a path of names. */
export function withTypedAt(typed: Typed | undefined, path: string, value: Typed): Typed {
  const [name = '', ...rest] = path.split('.')
  const inner = rest.length === 0 ? value : withTypedAt(fieldOf(typed, name), rest.join('.'), value)
  const others = typeof typed === 'object' && !Array.isArray(typed) ? typed : {}
  return { ...(others as Readonly<Record<string, Typed>>), [name]: inner }
}
