import type { Typed } from './fields.ts'
import { fieldOf, rowsOf } from './fields.ts'
import { typedAt } from './form-state.ts'

/** What a button of a list asks, in the field `rows`: a further row, or one row less. */
export const addTo = (list: string): string => `add:${list}`
export const removeFrom = (list: string, row: number): string => `remove:${list}:${row}`

/** The same with a row that holds something. */
export const addRow = (list: string, row: Readonly<Record<string, string>>): string =>
  `${addTo(list)}:${new URLSearchParams(row).toString()}`
/** What a button asks that only wants the page again with what is typed: checked, summed, searched; nothing is saved. */
const LOOK = 'look'

const CHANGE = /^(?:add:([\w.]+)(?::(.*))?|remove:([\w.]+):(\d+))$/

/** A form with one row more or less, or as it stands, as its button asked; null where none was pressed. */
export function changeRows(typed: Typed): Typed | null {
  const asked = fieldOf(typed, 'rows')
  if (asked === LOOK) return typed
  const [, more, given = '', less, row] = CHANGE.exec(typeof asked === 'string' ? asked : '') ?? []
  const list = more ?? less
  if (list === undefined) return null
  const rows = rowsOf(typedAt(typed, list))
  const further = Object.fromEntries(new URLSearchParams(given))
  const changed = more === undefined ? rows.filter((_, index) => index !== Number(row)) : [...rows, further]
  return withTypedAt(typed, list, changed)
}

/** What was typed, with something else at a path of names. */
export function withTypedAt(typed: Typed | undefined, path: string, value: Typed): Typed {
  const [name = '', ...rest] = path.split('.')
  const inner = rest.length === 0 ? value : withTypedAt(fieldOf(typed, name), rest.join('.'), value)
  const others = typeof typed === 'object' && !Array.isArray(typed) ? typed : {}
  return { ...(others as Readonly<Record<string, Typed>>), [name]: inner }
}

/** The rows of a list as they were read, without those at its end in which nothing stands: a list shows one row at least. */
export function withoutEmptyEnd(rows: unknown): readonly object[] {
  const read = rows as readonly object[]
  const last = read.findLastIndex((row) =>
    Object.values(row).some((value) => value !== '' && value !== undefined),
  )
  return read.slice(0, last + 1)
}
