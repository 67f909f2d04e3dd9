import { fieldId, fieldName, toldOf, typedAt } from './form-state.ts'
import type { FormState } from './form-state.ts'

type FieldKind =
  'text' | 'textarea' | 'day' | 'amount' | 'number' | 'select' | 'radio' | 'checkbox' | 'checklist' | 'file'

/** What is told of a field, by a template or by the schema of a task's form. */
export interface FieldSpec {
  kind: FieldKind
  /** Its place in the form's data: `bodyId`, `lines[2].amount`. */
  path: string
  label: string
  hint?: string | null | undefined
  required?: boolean | undefined
  /** Most characters. */
  max?: number | undefined
  /** Lines of a text area. */
  rows?: number | undefined
  options?: readonly { value: unknown; label: string }[] | undefined
  /** What it holds before anybody types. */
  value?: unknown
  /** Endings of a file's name. */
  accepts?: string | undefined
  /** What is wrong with what it holds before anybody types. */
  fault?: string | undefined
  /** True for what is shown and not to be changed; a line of text only. */
  fixed?: boolean | undefined
  /** The list of the page that suggests what to type. */
  list?: string | undefined
}

const HINTS: Partial<Record<FieldKind, string>> = {
  day: 'Nella forma gg/mm/aaaa',
  amount: 'In euro, come 1.234,56',
}
const MODES: Partial<Record<FieldKind, string>> = { day: 'numeric', amount: 'decimal', number: 'decimal' }
const LINES: readonly FieldKind[] = ['text', 'day', 'amount', 'number']

/** The form that a field stands in: whether it is the one that came back, and what it is about. */
export interface FieldHome {
  state: FormState
  mine: boolean
  of: string | null
}

/** What the template of a field shows. Its place is kept for the list of refusals, and the first fault takes the focus. */
export function fieldView(spec: FieldSpec, home: FieldHome) {
  const { kind, path, label } = spec
  const id = fieldId(path, home.of)
  const { places } = home.state
  if (home.mine || !places.has(path)) places.set(path, { id, label, holdsLines: kind === 'textarea' })
  return {
    ...{ required: false, max: null, rows: 4, accepts: null, list: null, fixed: false, ...spec },
    ...{ kind, id, label, name: fieldName(path) },
    input: LINES.includes(kind),
    mode: MODES[kind] ?? null,
    ...notesOf(spec, home, id),
    ...heldBy(spec, home, id),
  }
}

function notesOf(
  { kind, path, hint: told, fault: known }: FieldSpec,
  { state, mine }: FieldHome,
  id: string,
) {
  const hint = told ?? HINTS[kind] ?? null
  const refused = mine ? faultAt(state, { kind, path }) : null
  const fault = refused ?? known ?? null
  const notes = { hint, fault }
  const described = Object.entries(notes).flatMap(([name, note]) => (note === null ? [] : [`${id}-${name}`]))
  return {
    ...{ hint, fault, describedBy: described.join(' ') },
    focus: refused !== null && takesFocus(state, id),
  }
}

const SEVERAL: readonly FieldKind[] = ['textarea', 'checklist']

/* What is wrong with one of the lines, or of the boxes, is wrong with their field. */
function faultAt({ sent }: FormState, { kind, path }: Pick<FieldSpec, 'kind' | 'path'>): string | null {
  if (sent === null) return null
  const own = sent.problems.find((problem) => problem.path === path)
  if (own !== undefined || !SEVERAL.includes(kind)) return own?.message ?? null
  const inner = sent.problems.filter((problem) => problem.path.replace(/\[\d+\]$/, '') === path)
  const told = inner.map((problem) => (kind === 'textarea' ? toldOf(sent, problem) : problem.message))
  return told.length === 0 ? null : told.join(' ')
}

/* What was typed stays, whatever it is; before that, what the page puts there. */
function heldBy({ kind, path, value, options = [] }: FieldSpec, { state, mine }: FieldHome, id: string) {
  const typed = mine && state.sent ? typedAt(state.sent.typed, path) : undefined
  const shown: unknown = mine ? typed : value
  const chosen = (Array.isArray(shown) ? (shown as unknown[]) : [shown]).map(textOf)
  const offered = options.map((option, index) => {
    const text = textOf(option.value)
    return { value: text, label: option.label, id: `${id}-${index}`, chosen: chosen.includes(text) }
  })
  return {
    value: textOf(shown),
    options: offered,
    unchosen: !offered.some((option) => option.chosen),
    checked: kind === 'checkbox' && (mine ? typed !== undefined : value === true),
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** Whether this is the place that has the focus when the page opens: the first that asks. */
export function takesFocus(state: FormState, id: string): boolean {
  state.focus ??= id
  return state.focus === id
}
