import type { Problem } from '../../domain/shared/problem.ts'
import { choice, day, decimal, fieldOf, rowsOf, text } from './fields.ts'
import type { Reader, Typed } from './fields.ts'
import { choicesOf, conditionField, isHidden, valueOf } from './form-schema.ts'
import type { Component, Scope, Values } from './form-schema.ts'

interface Read {
  body: Record<string, unknown>
  problems: Problem[]
}
interface Place {
  typed: Typed | undefined
  prefix: string
}

const CHANGED = 'Questa parte del modulo è cambiata nel frattempo: ricontrollala e invia di nuovo.'

/** Reads a task's form as its schema tells: the data that form-js sends for the same filling, and what is wrong, in Italian.
 * What a condition hides is neither read nor checked. */
export function readTaskForm(form: readonly Component[], data: Values, typed: Typed): Read {
  const deciding = form.flatMap((part) => conditionField(form, part)?.key ?? [])
  const chosen = Object.fromEntries(deciding.map((key) => [key, fieldOf(typed, key)]))
  const scope: Scope = { root: { ...data, ...chosen }, row: null }
  return readParts(form, scope, { typed, prefix: '' })
}

function readParts(parts: readonly Component[], scope: Scope, { typed, prefix }: Place): Read {
  const read: Read = { body: {}, problems: [] }
  for (const part of parts) {
    if (isHidden(part, scope)) continue
    const name = part.key ?? part.path
    if (name === undefined) continue
    const place = { typed: fieldOf(typed, name), prefix: `${prefix}${name}` }
    if (part.type === 'dynamiclist') readRows(part, { scope, place }, read)
    else if (part.type === 'expression') read.body[name] = hiddenValue(part, scope, place.typed)
    else readField(part, { scope, place }, read)
  }
  return read
}

/* In a row it is what the row is known by; on its own it is sent as it was shown: it says what was read. */
const hiddenValue = ({ expression = '' }: Component, scope: Scope, typed: Typed | undefined): unknown =>
  scope.row === null ? typed : valueOf(expression, scope)

function readRows(
  { path = '', components = [], allowAddRemove = false }: Component,
  { scope, place }: { scope: Scope; place: Place },
  read: Read,
): void {
  const known = Array.isArray(scope.root[path]) ? (scope.root[path] as Values[]) : []
  const rows = rowsOf(place.typed).map((row, index) => {
    const at = `${place.prefix}[${index}]`
    const same = allowAddRemove ? {} : known.find((one) => isSameRow(components, { ...scope, row: one }, row))
    if (same === undefined) read.problems.push({ path: at, code: 'CHANGED', message: CHANGED })
    return readParts(components, { ...scope, row: same ?? {} }, { typed: row, prefix: `${at}.` })
  })
  if (!allowAddRemove && rows.length !== known.length)
    read.problems.push({ path: place.prefix, code: 'CHANGED', message: CHANGED })
  read.body[path] = rows.map((row) => row.body)
  read.problems.push(...rows.flatMap((row) => row.problems))
}

/* A row that people cannot add or remove is known again by its hidden values. */
const isSameRow = (components: readonly Component[], scope: Scope, row: Typed): boolean =>
  components
    .filter(({ type }) => type === 'expression')
    .every(({ key = '', expression = '' }) => String(valueOf(expression, scope)) === fieldOf(row, key))

function readField(
  part: Component,
  { scope, place }: { scope: Scope; place: Place },
  { body, problems }: Read,
): void {
  const reading = readerOf(part, scope)(place.typed)
  const value = 'fault' in reading ? place.typed : (reading.value ?? null)
  const fault = 'fault' in reading ? reading.fault : faultOf(part, value)
  if (fault !== null) problems.push({ path: place.prefix, code: 'UNREADABLE', message: fault })
  body[part.key ?? ''] = value
}

const READERS: Readonly<Record<string, (part: Component, scope: Scope) => Reader>> = {
  number: ({ decimalDigits = 0 }) => decimal(decimalDigits),
  datetime: () => day,
  checkbox: () => (typed) => ({ value: typed !== undefined }),
  select: (part, scope) => (typed) => oneOf(part, scope, typed),
  radio: (part, scope) => (typed) => oneOf(part, scope, typed),
  checklist: (part, scope) => (typed) => ({ value: someOf(part, scope, typed) }),
  taglist: (part, scope) => (typed) => ({ value: someOf(part, scope, typed) }),
}
/** How what is typed into a part is read. */
export const readerOf = (part: Component, scope: Scope): Reader => READERS[part.type]?.(part, scope) ?? text

/* A browser sends texts: what was chosen is the value of the same text. */
function oneOf(part: Component, scope: Scope, typed: Typed | undefined) {
  const reading = choice(typed)
  if ('fault' in reading || reading.value === undefined) return reading
  const chosen = choicesOf(part, scope).find(({ value }) => String(value) === reading.value)
  return chosen === undefined ? { fault: 'Scegli una delle voci.' } : { value: chosen.value }
}

function someOf(part: Component, scope: Scope, typed: Typed | undefined): unknown[] {
  const chosen = typed === undefined ? [] : Array.isArray(typed) ? (typed as Typed[]) : [typed]
  return choicesOf(part, scope)
    .map(({ value }) => value)
    .filter((value) => chosen.includes(String(value)))
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0)

/* The checks of the schema, which form-js makes too. */
function faultOf(part: Component, value: unknown): string | null {
  const { required, min = -Infinity } = part.validate ?? {}
  if (isEmpty(value)) return required === true ? 'Campo obbligatorio.' : null
  if (typeof value === 'string') return textFault(part, value)
  return Number(value) < min ? `Il valore minimo è ${min}.` : null
}

function textFault({ validate = {}, description }: Component, value: string): string | null {
  const { maxLength, pattern } = validate
  if (maxLength !== undefined && value.length > maxLength) return `Al massimo ${maxLength} caratteri.`
  if (pattern === undefined || new RegExp(pattern).test(value)) return null
  return `La forma non è quella richiesta${description === undefined ? '' : ` (${description})`}.`
}
