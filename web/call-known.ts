import type { CallField, CallItem } from '../domain/call/call-draft.ts'
import { SOURCE_KEYS } from '../domain/call/call-draft.ts'
import type { KnownValue } from '../domain/call/known-values.ts'
import { allCallItems } from '../words/call-fields.ts'
import { capitalised, formatEuro, formatPercent, formatPoints } from '../words/formats.ts'
import { shownValue, typedFor } from './call-part-values.ts'
import { fieldOf, rowsOf } from './forms/fields.ts'
import type { Typed } from './forms/fields.ts'
import { typedAt } from './forms/form-state.ts'
import { withTypedAt } from './forms/rows.ts'

const PICK = /^pick:(\d+)$/

/** What of the known values can be picked for an item: the button's value and its words. */
export const picksFor = ({ path, fields }: CallItem, known: readonly KnownValue[]) =>
  known.flatMap((one, index) =>
    one.path === path
      ? [{ value: `pick:${index}`, text: textOf(one, fields[0]), source: sourceOf(one) }]
      : [],
  )

const sourceOf = ({ source: { act, article, version } }: KnownValue): string =>
  [act, article, version].filter((part) => part !== undefined).join(', ')

const WORDS: Partial<Record<CallField['kind'], (value: number) => string>> = {
  amount: formatEuro,
  share: formatPercent,
  points: formatPoints,
}

function textOf(known: KnownValue, field: CallField | undefined): string {
  if ('rows' in known)
    return known.rows.length === 1 ? 'Aggiungi 1 riga' : `Aggiungi ${known.rows.length} righe`
  return `Usa «${capitalised(valueText(known.value, field))}»`
}

function valueText(value: string | number | boolean, field: CallField | undefined): string {
  const say = field && WORDS[field.kind]
  if (say && typeof value === 'number') return say(value)
  return field?.options?.[String(value)] ?? String(value)
}

/** A form with a known value and its source put in, as its button asked: nothing is saved by that; null where none was pressed. */
export function pickKnown(known: readonly KnownValue[], typed: Typed): Typed | null {
  const asked = fieldOf(typed, 'rows')
  const [, index] = PICK.exec(typeof asked === 'string' ? asked : '') ?? []
  const picked = index === undefined ? undefined : known[Number(index)]
  const item = allCallItems.find(({ path }) => path === picked?.path)
  if (picked === undefined || item === undefined) return null
  if ('rows' in picked) return withRows(item, picked, typed)
  const values = Object.entries(typedFor(item, picked)) as [string, Typed][]
  return values.reduce<Typed>((made, [path, value]) => withTypedAt(made, path, value), typed)
}

/* Rows come after those that hold something. */
function withRows(item: CallItem, { rows, source }: KnownValue & { rows: object[] }, typed: Typed): Typed {
  const given = rows.map((row): Typed => {
    const fields = Object.entries(row) as [string, unknown][]
    const shown = fields.map(([at, value]) => {
      const field = item.fields.find((one) => one.at === at)
      return [at, field === undefined ? String(value) : String(shownValue(field, value))]
    })
    return { ...Object.fromEntries(shown), source: told(source) } as Typed
  })
  const kept = rowsOf(typedAt(typed, item.path)).filter(holdsText)
  return withTypedAt(typed, item.path, [...kept, ...given])
}

const told = (source: KnownValue['source']): Typed =>
  Object.fromEntries(SOURCE_KEYS.map((key) => [key, source[key] ?? '']))

const holdsText = (typed: Typed): boolean =>
  typeof typed === 'string' ? typed.trim() !== '' : Object.values(typed).some((inner) => holdsText(inner))
