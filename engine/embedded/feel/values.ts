import { DateTime, FixedOffsetZone } from 'luxon'

/** A point of time with the offset in which it was written, as Zeebe keeps it. */
export class Instant {
  readonly ms: number
  readonly offsetMinutes: number

  constructor(ms: number, offsetMinutes: number) {
    this.ms = ms
    this.offsetMinutes = offsetMinutes
  }
}

/** A length of time in milliseconds: a day has 24 hours, also where clocks change. */
export class Span {
  readonly ms: number

  constructor(ms: number) {
    this.ms = ms
  }
}

export type ValueType = 'null' | 'boolean' | 'number' | 'string' | 'list' | 'context' | 'instant' | 'duration'

/** How a person reads the types, with their article. */
export const ITALIAN: Readonly<Record<ValueType, string>> = {
  null: 'un valore che manca',
  boolean: 'un valore logico',
  number: 'un numero',
  string: 'un testo',
  list: 'una lista',
  context: 'una struttura',
  instant: 'un istante',
  duration: 'una durata',
}

export type Context = Readonly<Record<string, unknown>>

export function typeOf(value: unknown): ValueType {
  if (value === null || value === undefined) return 'null'
  return typeof value === 'object' ? typeOfObject(value) : (typeof value as ValueType)
}

function typeOfObject(value: object): ValueType {
  if (Array.isArray(value)) return 'list'
  if (value instanceof Instant) return 'instant'
  return value instanceof Span ? 'duration' : 'context'
}

export const isContext = (value: unknown): value is Context => typeOf(value) === 'context'
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** The entry of a context, null where it has none. */
export const entryOf = (context: Context, key: string): unknown =>
  Object.hasOwn(context, key) ? (context[key] ?? null) : null

/** True where both are the same through and through; what differs in type is not the same. */
export function same(left: unknown, right: unknown): boolean {
  if (typeOf(left) !== typeOf(right)) return false
  if (isList(left)) return sameItems(left, right as readonly unknown[])
  if (isContext(left)) return sameEntries(left, right as Context)
  return comparand(left) === comparand(right)
}

/* What tells one value without parts from another. */
function comparand(value: unknown): unknown {
  if (value instanceof Span) return `P${value.ms}`
  return value instanceof Instant ? `T${value.ms}/${value.offsetMinutes}` : (value ?? null)
}

const sameItems = (left: readonly unknown[], right: readonly unknown[]): boolean =>
  left.length === right.length && left.every((item, index) => same(item, right[index]))

function sameEntries(left: Context, right: Context): boolean {
  const keys = Object.keys(left)
  if (keys.length !== Object.keys(right).length) return false
  return keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/
const SPAN = /^(-)?P(?=.)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/** Reads an instant with its zone as an offset or Z; null for every other text. */
export function readInstant(text: string): Instant | null {
  const read = DateTime.fromISO(text, { setZone: true })
  return INSTANT.test(text) && read.isValid ? new Instant(read.toMillis(), read.offset) : null
}

/** Reads a duration of days, hours, minutes and whole seconds; null for every other text. */
export function readSpan(text: string): Span | null {
  const found = SPAN.exec(text)
  if (!found) return null
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = [2, 3, 4, 5].map((at) => Number(found[at] ?? 0))
  const ms = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
  return Number.isSafeInteger(ms) ? new Span(found[1] === '-' ? -ms : ms) : null
}

function writeInstant({ ms, offsetMinutes }: Instant): string {
  const written = DateTime.fromMillis(ms, { zone: FixedOffsetZone.instance(offsetMinutes) })
  return (written.toISO({ suppressMilliseconds: true }) ?? '').replace(/(\.\d*[1-9])0+(?=Z|[+-])/, '$1')
}

function writeSpan({ ms }: Span): string {
  let rest = Math.trunc(Math.abs(ms) / 1000)
  const take = (seconds: number, unit: string): string => {
    const count = Math.trunc(rest / seconds)
    rest -= count * seconds
    return count > 0 ? `${count}${unit}` : ''
  }
  const days = take(86_400, 'D')
  const time = take(3600, 'H') + take(60, 'M') + take(1, 'S')
  if (days + time === '') return 'P0D'
  return `${ms < 0 ? '-' : ''}P${days}${time === '' ? '' : `T${time}`}`
}

/** The value as it is stored: instants and durations become texts, as in Zeebe. */
export function toJson(value: unknown): unknown {
  if (value instanceof Instant) return writeInstant(value)
  if (value instanceof Span) return writeSpan(value)
  if (isList(value)) return value.map(toJson)
  if (!isContext(value)) return value ?? null
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]))
}
