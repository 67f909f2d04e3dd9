/** The parts in which a call is written, in the order in which its notice tells them. */
export const CALL_PARTS = [
  'notice',
  'money',
  'who',
  'grant',
  'costs',
  'payments',
  'scores',
  'conflicts',
  'terms',
  'information',
  'documents',
] as const
export type CallPart = (typeof CALL_PARTS)[number]

/** How a person writes a value: `order` is a list of codes in their order, `id` the code of a row, which nobody writes. */
export type FieldKind =
  | 'text'
  | 'long'
  | 'amount'
  | 'share'
  | 'points'
  | 'whole'
  | 'year'
  | 'years'
  | 'day'
  | 'hour'
  | 'choice'
  | 'choices'
  | 'yes-no'
  | 'order'
  | 'id'

/** One value of the configuration, where it stands in its item, and how it is asked. */
export interface CallField {
  at: string
  kind: FieldKind
  label: string
  hint?: string
  /** True where there may be none, and a person has to say so: then the value is null. */
  none?: true
  /** What can be chosen, by its code. */
  options?: Readonly<Record<string, string>>
}

/** What shares one source: a value (of one field or of a few), or a list in which each row has its own; `PLAIN` needs none. */
export interface CallItem {
  form: 'VALUE' | 'ROWS' | 'PLAIN'
  path: string
  label: string
  /** What one row is called. */
  row?: string
  fields: readonly CallField[]
}

export type Tree = Record<string, unknown>
type Leaf = string | number | boolean | null | (string | number)[]

/** The fields of a source, each asked beside its value. */
export const SOURCE_KEYS = ['act', 'article', 'version'] as const

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands at a path of a tree: `grant.vat.value`, `areas[0].label`. */
export const valueAt = (tree: unknown, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter((key) => key !== '')
    .reduce<unknown>(
      (inner, key) =>
        Array.isArray(inner) ? (inner as unknown[])[Number(key)] : isTree(inner) ? inner[key] : undefined,
      tree,
    )

/** The path of a field in its item, of a list in one of its rows. */
export const pathOf = (item: CallItem, { at }: { at: string }, row?: number): string =>
  [
    item.form === 'ROWS'
      ? `${item.path}[${row ?? ''}]`
      : `${item.path}${item.form === 'VALUE' ? '.value' : ''}`,
    at,
  ]
    .filter(Boolean)
    .join('.')

/** Where the source of a value, or of a row, stands. */
export const sourcePathOf = (item: CallItem, row?: number): string =>
  item.form === 'ROWS' ? `${item.path}[${row ?? ''}].source` : `${item.path}.source`

/** Puts a value at a path of names. */
export function put(tree: Tree, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const home = keys.reduce<Tree>((inner, key) => (inner[key] ??= {}) as Tree, tree)
  home[last] = value
}

const isLeaf = (value: unknown): value is Leaf =>
  value === null ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((one) => ['string', 'number'].includes(typeof one)))

const leaf = (value: unknown): Leaf | undefined => (isLeaf(value) ? value : undefined)

function fieldsOf(fields: readonly CallField[], given: unknown): unknown {
  if (fields[0]?.at === '') return leaf(given)
  const made: Tree = {}
  for (const { at } of fields) put(made, at, leaf(valueAt(given, at)))
  return made
}

const sourceOf = (given: unknown): Tree =>
  Object.fromEntries(SOURCE_KEYS.map((key) => [key, leaf(valueAt(given, key))]))

function itemOf({ form, fields }: CallItem, given: unknown): unknown {
  if (form === 'PLAIN') return leaf(given)
  if (form === 'VALUE')
    return { value: fieldsOf(fields, valueAt(given, 'value')), source: sourceOf(valueAt(given, 'source')) }
  const rows = Array.isArray(given) ? (given as unknown[]) : []
  return rows.map((row) => ({ ...(fieldsOf(fields, row) as Tree), source: sourceOf(valueAt(row, 'source')) }))
}

/** A draft with a place for each value of these items, empty (undefined) where nothing is written, and with nothing else. */
export function draftOf(items: readonly CallItem[], given: unknown): Tree {
  const made: Tree = {}
  for (const item of items) put(made, item.path, itemOf(item, valueAt(given, item.path)))
  return made
}

/** A draft with what is written of these items in the place of what it had. */
export function withItems(draft: Tree, items: readonly CallItem[], written: unknown): Tree {
  const made = structuredClone(draft)
  for (const { path } of items) put(made, path, valueAt(written, path))
  return made
}

/** The file of a draft: what a configuration holds beside what people write is always the same. */
export function fileOf(draft: Tree): unknown {
  const file = structuredClone(draft)
  if (isTree(valueAt(file, 'window.value'))) put(file, 'window.value.zone', 'Europe/Rome')
  return { formatVersion: 1, ...file }
}
