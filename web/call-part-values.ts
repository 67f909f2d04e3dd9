import type { CallField, CallItem, FieldKind, Tree } from '../domain/call/call-draft.ts'
import { SOURCE_KEYS, pathOf, put, sourcePathOf, valueAt } from '../domain/call/call-draft.ts'
import { formatAmount, formatDate } from '../words/formats.ts'
import { choice, day, euro, hour, integer, rowsOf } from './forms/fields.ts'
import type { Reader, Typed } from './forms/fields.ts'
import { typedAt } from './forms/form-state.ts'

const NONE = /^nessun[oa]?$/i
const HUNDREDTHS = /^(\d{1,6})(?:[.,](\d{1,2}))?\s*%?$/
const YEAR = /^\d{4}$/

/* A share or points, with two decimals at most, in hundredths. */
const hundredths: Reader = (typed) => {
  const [, whole, decimals = ''] = HUNDREDTHS.exec(textIn(typed)) ?? []
  return whole === undefined
    ? { fault: '' }
    : { value: Number(whole) * 100 + Number(decimals.padEnd(2, '0')) }
}
const years: Reader = (typed) => {
  const each = textIn(typed).split(/[,;\s]+/)
  return each.every((one) => YEAR.test(one)) ? { value: each.map(Number) } : { fault: '' }
}
const yesNo: Reader = (typed) => ({ value: typed === 'true' || (typed === 'false' ? false : typed) })
const list: Reader = (typed) => ({
  value: (Array.isArray(typed) ? (typed as Typed[]) : rowsOrOne(typed)).filter(
    (one) => typeof one === 'string' && one !== '',
  ),
})
const rowsOrOne = (typed: Typed | undefined): readonly Typed[] =>
  typeof typed === 'string' ? [typed] : rowsOf(typed)
const plain: Reader = (typed) => ({ value: textIn(typed).replaceAll('\r\n', '\n') })

const READERS: Readonly<Record<FieldKind, Reader>> = {
  ...{ text: plain, long: plain, id: plain, amount: euro, share: hundredths, points: hundredths },
  ...{ whole: integer, year: integer, years, day, hour, choice, choices: list, order: list, 'yes-no': yesNo },
}

const textIn = (typed: Typed | undefined): string => (typeof typed === 'string' ? typed.trim() : '')

/* What was typed as the configuration has it; what cannot be read stays as it was typed. */
function valueOf({ kind, none }: CallField, typed: Typed | undefined): unknown {
  const isList = kind === 'choices' || kind === 'order'
  const text = textIn(typed)
  if (!isList && text === '') return undefined
  if (none === true && NONE.test(text)) return null
  const reading = READERS[kind](isList ? typed : text)
  return 'fault' in reading ? text : reading.value
}

/** A part of a call as it was typed into its page. */
export function readCallPart(items: readonly CallItem[], typed: Typed): Tree {
  const made: Tree = {}
  for (const item of items) put(made, item.path, readItem(item, typed))
  return made
}

function readItem(item: CallItem, typed: Typed): unknown {
  if (item.form === 'PLAIN') return readFields(item, typed)
  const source = sourceIn(typedAt(typed, sourcePathOf(item)))
  if (item.form === 'VALUE') {
    const value = readFields(item, typedAt(typed, `${item.path}.value`))
    return { value: isUntouched(value, source) ? undefined : value, source }
  }
  const codes = new Set<string>()
  return rowsOf(typedAt(typed, item.path)).map((row) => ({
    ...withCode(item, readFields(item, row) as Tree, codes),
    source: sourceIn(typedAt(row, 'source')),
  }))
}

function readFields({ form, path, fields }: CallItem, typed: Typed | undefined): unknown {
  const [first] = fields
  if (first?.at === '') return valueOf(first, form === 'PLAIN' ? typedAt(typed ?? {}, path) : typed)
  const made: Tree = {}
  for (const field of fields) put(made, field.at, valueOf(field, typedAt(typed ?? {}, field.at)))
  return made
}

/* Nothing ticked says "none" only once somebody has told where that comes from. */
const isUntouched = (value: unknown, source: Tree): boolean =>
  Array.isArray(value) && value.length === 0 && source['act'] === undefined

const sourceIn = (typed: Typed | undefined): Tree =>
  Object.fromEntries(SOURCE_KEYS.map((key) => [key, textIn(typedAt(typed ?? {}, key)) || undefined]))

/* A row that is new gets a code from its label, its own among the others. */
function withCode({ fields }: CallItem, row: Tree, taken: Set<string>): Tree {
  const at = fields.find(({ kind }) => kind === 'id')?.at
  if (at === undefined) return row
  const given = row[at]
  const code = typeof given === 'string' ? given : codeFor(row['label'], taken)
  if (code !== undefined) taken.add(code)
  return { ...row, [at]: code }
}

function codeFor(label: unknown, taken: ReadonlySet<string>): string | undefined {
  if (typeof label !== 'string') return undefined
  const letters = label.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase()
  const code = letters
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^[^A-Z]+|_+$/g, '')
    .slice(0, 36)
  const own = code === '' ? 'VOCE' : code
  const numbered = Array.from({ length: taken.size + 1 }, (_, index) =>
    index === 0 ? own : `${own}_${index + 1}`,
  )
  return numbered.find((one) => !taken.has(one))
}

/** A value as a person types it; what was never read is as it was typed. */
export function shownValue({ kind, none }: CallField, value: unknown): unknown {
  if (value === null && none === true) return 'nessuno'
  const show = SHOWN[kind]
  return show === undefined ? value : (show(value) ?? (typeof value === 'object' ? '' : value))
}

const decimal = (value: number): string => String(value / 100).replace('.', ',')
const whole = (show: (value: number) => string) => (value: unknown) =>
  Number.isSafeInteger(value) ? show(value as number) : undefined
const SHOWN: Partial<Record<FieldKind, (value: unknown) => string | undefined>> = {
  amount: whole(formatAmount),
  share: whole(decimal),
  points: whole(decimal),
  years: (value) => (Array.isArray(value) ? value.join(', ') : undefined),
  day: (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? formatDate(value) : undefined,
  'yes-no': (value) => (typeof value === 'boolean' ? String(value) : undefined),
}

/** What a person would have to type for a value and its source: by the paths of their fields. */
export function typedFor(item: CallItem, given: unknown, row?: number): Tree {
  const typed: Tree = {}
  for (const field of item.fields) {
    const at = [item.form === 'VALUE' ? 'value' : '', field.at].filter(Boolean).join('.')
    const value = valueAt(given, at)
    if (value !== undefined) typed[pathOf(item, field, row)] = shownValue(field, value)
  }
  for (const key of SOURCE_KEYS) {
    const value = valueAt(given, `source.${key}`)
    if (value !== undefined) typed[`${sourcePathOf(item, row)}.${key}`] = value
  }
  return typed
}
