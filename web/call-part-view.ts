import type { CallField, CallItem, CallPart, FieldKind, Tree } from '../domain/call/call-draft.ts'
import { SOURCE_KEYS, pathOf, sourcePathOf, valueAt } from '../domain/call/call-draft.ts'
import { callFields } from '../words/call-fields.ts'
import type { ToldFault } from '../words/call-problems.ts'
import { capitalised } from '../words/formats.ts'
import type { FieldSpec } from './forms/field-view.ts'
import { fieldId } from './forms/form-state.ts'
import { addTo, removeFrom } from './forms/rows.ts'
import { shownValue } from './call-part-values.ts'

const KINDS: Readonly<Record<FieldKind, FieldSpec['kind']>> = {
  ...{ text: 'text', long: 'textarea', amount: 'number', share: 'number', points: 'number', whole: 'number' },
  ...{ year: 'number', years: 'text', day: 'day', hour: 'text', choice: 'radio', choices: 'checklist' },
  ...{ 'yes-no': 'radio', order: 'select', id: 'text' },
}
const SOURCE_LABELS = {
  act: { label: 'Fonte: atto', required: true, list: 'acts' },
  article: { label: 'Articolo', required: false },
  version: { label: 'Versione dell’atto', required: false },
}
const NOT_CORRECTED = 'Resta quello dell’avviso: non si rettifica'
const HOUR_HINT = 'Ora di Roma, come 12:00'
const OR_NONE = 'se non c’è, scrivi «nessuno»'

/** What is shown and not asked, by its place (`allocation.years[].year`). */
type Fixed = (place: string) => boolean

interface Shown {
  draft: Tree
  fixed: Fixed
  /** What is wrong with what was typed, by its path; what is only missing is told in the list above. */
  wrong: ReadonlyMap<string, string>
}
interface RowView {
  number: number
  specs: FieldSpec[]
  source: FieldSpec[]
  code: { path: string; value: string } | null
  remove: string | null
}

/** The fields of a part as its page writes them: each value with its source beside it. */
export function partView(
  part: CallPart,
  { draft, faults, fixed }: { draft: Tree; faults: readonly ToldFault[]; fixed: Fixed },
) {
  const wrong = new Map(
    faults.filter(({ isMissing }) => !isMissing).map(({ path, message }) => [path, message]),
  )
  return callFields[part].items.map((item) => itemView(item, { draft, wrong, fixed }))
}

function itemView(item: CallItem, shown: Shown) {
  if (item.form === 'ROWS') return listView(item, shown)
  return item.fields[0]?.kind === 'order' ? orderView(item, shown) : valueView(item, shown)
}

/* What an item shows beside its label, where it has it. */
const NOTHING = {
  ...{ hint: null as string | null, fault: null as string | null, add: null as string | null, addText: '' },
  ...{
    row: '',
    specs: [] as FieldSpec[],
    removes: [] as string[],
    source: [] as FieldSpec[],
    rows: [] as RowView[],
  },
}

const valueView = (item: CallItem, shown: Shown) => ({
  ...{ ...NOTHING, label: item.label, id: fieldId(item.path, null) },
  /* A value of one field is named by it. */
  named: item.fields.length > 1,
  specs: item.fields.map((field) => specOf(item, field, { shown })),
  source: item.form === 'VALUE' ? sourceSpecs(item, { shown }) : [],
})

const listView = (item: CallItem, shown: Shown) => ({
  ...{ ...NOTHING, label: item.label, id: fieldId(item.path, null), named: true },
  ...{ row: item.row ?? '', rows: rowViews(item, shown), fault: shown.wrong.get(item.path) ?? null },
  ...(isFixed(item, shown)
    ? {}
    : { add: addTo(item.path), addText: `Aggiungi: ${(item.row ?? '').toLowerCase()}` }),
})

/* A list of which every field is fixed gets and loses no row. */
const isFixed = (item: CallItem, { fixed }: Shown): boolean =>
  item.fields.every((field) => fixed(pathOf(item, field)))

function orderView(item: CallItem, shown: Shown) {
  const path = `${item.path}.value`
  return {
    ...{ ...NOTHING, label: item.label, id: fieldId(path, null), named: true },
    ...{ hint: item.fields[0]?.hint ?? null, fault: shown.wrong.get(path) ?? null },
    specs: orderSpecs(item, shown),
    removes: orderIn(item, shown.draft).map((_, index) => removeFrom(path, index)),
    ...{ add: addTo(path), addText: 'Aggiungi una regola', source: sourceSpecs(item, { shown }) },
  }
}

interface At {
  shown: Shown
  row?: number
}

function specOf(item: CallItem, field: CallField, { shown, row }: At): FieldSpec {
  const path = pathOf(item, field, row)
  const { kind, label, options = {} } = field
  return {
    ...{ kind: KINDS[kind], path, label, required: true, rows: 3 },
    ...(shown.fixed(pathOf(item, field)) ? { fixed: true, hint: NOT_CORRECTED } : { hint: hintOf(field) }),
    options: Object.entries(options).map(([value, text]) => ({ value, label: capitalised(text) })),
    value: shownValue(field, valueAt(shown.draft, path)),
    fault: shown.wrong.get(path),
  }
}

function hintOf({ kind, hint, none }: CallField): string | null {
  const told = [kind === 'hour' ? HOUR_HINT : hint, none === true ? OR_NONE : undefined]
    .filter(Boolean)
    .join('; ')
  return told === '' ? null : capitalised(told)
}

function sourceSpecs(item: CallItem, { shown, row }: At): FieldSpec[] {
  return SOURCE_KEYS.map((key) => {
    const path = `${sourcePathOf(item, row)}.${key}`
    return {
      ...{ kind: 'text' as const, path, ...SOURCE_LABELS[key] },
      ...{ value: valueAt(shown.draft, path), fault: shown.wrong.get(path) },
    }
  })
}

function rowViews(item: CallItem, shown: Shown): RowView[] {
  const rows = valueAt(shown.draft, item.path)
  const code = item.fields.find(({ kind }) => kind === 'id')
  return (Array.isArray(rows) ? (rows as unknown[]) : []).map((_, row) => {
    const path = code && pathOf(item, code, row)
    const value = path && valueAt(shown.draft, path)
    return {
      number: row + 1,
      specs: item.fields.filter((one) => one !== code).map((one) => specOf(item, one, { shown, row })),
      source: sourceSpecs(item, { shown, row }),
      code: path !== undefined && typeof value === 'string' ? { path, value } : null,
      remove: isFixed(item, shown) ? null : removeFrom(item.path, row),
    }
  })
}

const orderIn = ({ path }: CallItem, draft: Tree): readonly unknown[] => {
  const order = valueAt(draft, `${path}.value`)
  return Array.isArray(order) && order.length > 0 ? (order as unknown[]) : ['']
}

/* What decides between equals: the criteria of the draft, by their names, and the fixed rules. */
function orderSpecs(item: CallItem, { draft }: Shown): FieldSpec[] {
  const criteria = valueAt(draft, 'evaluation.criteria')
  const named = (Array.isArray(criteria) ? (criteria as Tree[]) : []).flatMap(({ id, label }) =>
    typeof id === 'string'
      ? [{ value: id, label: `Punteggio più alto in «${typeof label === 'string' ? label : id}»` }]
      : [],
  )
  const fixed = Object.entries(item.fields[0]?.options ?? {}).map(([value, text]) => ({
    value,
    label: capitalised(text),
  }))
  return orderIn(item, draft).map((value, index) => ({
    ...{ kind: 'select', path: `${item.path}.value[${index}]`, label: `Regola ${index + 1}`, required: true },
    ...{ value, options: [...named, ...fixed] },
  }))
}
