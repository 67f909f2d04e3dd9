import { fault, named } from './scope.ts'
import type { Compiling } from './scope.ts'
import { Instant, Span, same, typeOf } from './values.ts'

type Order = '<' | '<=' | '>' | '>='

const HOLDS: Readonly<Record<Order, (left: Ordered, right: Ordered) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
}
type Ordered = number | string

export const isOrder = (text: string): text is Order => Object.hasOwn(HOLDS, text)

/* Zeebe tells one instant in two zones apart, here before there: nobody means that. */
function sameZoneOrFault(left: unknown, right: unknown, compiling: Compiling): void {
  if (!(left instanceof Instant) || !(right instanceof Instant)) return
  if (left.ms === right.ms && left.offsetMinutes !== right.offsetMinutes)
    throw fault(compiling, 'confronta lo stesso istante scritto in due fusi')
}

function comparable(left: unknown, right: unknown, compiling: Compiling): void {
  if (typeOf(left) !== typeOf(right)) throw fault(compiling, `confronta ${named(left)} con ${named(right)}`)
  sameZoneOrFault(left, right, compiling)
}

/** Whether both are the same; null is the same as null alone. Two types are a fault. */
export function equal(left: unknown, right: unknown, compiling: Compiling): boolean {
  if (typeOf(left) !== 'null' && typeOf(right) !== 'null') comparable(left, right, compiling)
  return same(left, right)
}

/** Whether the order holds; null where one side is null. Two types, or one without an order, are a fault. */
export function ordered(order: Order, [left, right]: readonly [unknown, unknown], compiling: Compiling) {
  if (typeOf(left) === 'null' || typeOf(right) === 'null') return null
  comparable(left, right, compiling)
  return HOLDS[order](rank(left, compiling), rank(right, compiling))
}

function rank(value: unknown, compiling: Compiling): Ordered {
  if (typeof value === 'number' || typeof value === 'string') return value
  if (value instanceof Instant || value instanceof Span) return value.ms
  throw fault(compiling, `cerca il maggiore fra ${named(value)} e un altro valore`)
}

/** Three-valued "and" over what is asked of each: false wins and ends it, then null. */
export function allOf<T>(items: readonly T[], ask: (item: T) => boolean | null): boolean | null {
  let result: boolean | null = true
  for (const item of items) {
    const answer = ask(item)
    if (answer === false) return false
    if (answer === null) result = null
  }
  return result
}

/** Three-valued "or" over what is asked of each: true wins and ends it, then null. */
export function anyOf<T>(items: readonly T[], ask: (item: T) => boolean | null): boolean | null {
  let result: boolean | null = false
  for (const item of items) {
    const answer = ask(item)
    if (answer === true) return true
    if (answer === null) result = null
  }
  return result
}
