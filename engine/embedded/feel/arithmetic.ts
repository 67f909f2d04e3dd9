import { FeelRefusal } from './errors.ts'
import { fault, named } from './scope.ts'
import type { Compiling, Rule, Run } from './scope.ts'
import { operand } from './terms.ts'
import { part } from './tree.ts'
import type { Node } from './tree.ts'
import { Instant, Span } from './values.ts'

type Operator = '+' | '-' | '*' | '/'

const NUMBERS: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
}

const SAYS: Readonly<Record<Operator, (left: string, right: string) => string>> = {
  '+': (left, right) => `somma ${left} e ${right}`,
  '-': (left, right) => `sottrae ${right} da ${left}`,
  '*': (left, right) => `moltiplica ${left} per ${right}`,
  '/': (left, right) => `divide ${left} per ${right}`,
}

const isOperator = (text: string): text is Operator => Object.hasOwn(NUMBERS, text)

/**
 * Calculates with whole numbers. Zeebe calculates in decimals, JavaScript in binary fractions: what is not whole, on the
 * way in or out, is a fault.
 */
export function wholeNumber(
  operator: Operator,
  [left, right]: readonly [number, number],
  compiling: Compiling,
): number {
  const result = NUMBERS[operator](left, right) + 0
  if ([left, right, result].every(Number.isSafeInteger)) return result
  throw fault(compiling, 'calcola con un numero che non è intero')
}

export const arithmetic: Rule = (node, compiling) => {
  const [first, second] = [part(node, 0), part(node, 1)]
  if (first.kind === 'ArithOp') return negation(operand(second, compiling), compiling)
  if (!isOperator(second.text)) throw new FeelRefusal(`the operator ${second.text} is outside the subset`)
  const [left, right] = [number(first, compiling), number(part(node, 2), compiling)]
  const operator = second.text
  return (scope) => {
    const pair = [left(scope) ?? null, right(scope) ?? null] as const
    return pair.includes(null) ? null : calculate(operator, pair, compiling)
  }
}

function number(node: Node, compiling: Compiling): Run {
  if (node.kind === 'NumericLiteral' && node.text.includes('.'))
    throw new FeelRefusal(`${node.text}: Zeebe calculates in decimals, this engine with whole numbers only`)
  return operand(node, compiling)
}

const negation =
  (run: Run, compiling: Compiling): Run =>
  (scope) => {
    const value = run(scope) ?? null
    if (value === null) return null
    if (typeof value !== 'number') throw fault(compiling, `cambia il segno di ${named(value)}`)
    return -value + 0
  }

type Pair = readonly [unknown, unknown]

function calculate(operator: Operator, pair: Pair, compiling: Compiling): unknown {
  if (areNumbers(pair)) return wholeNumber(operator, pair, compiling)
  const [left, right] = pair
  const result = operator === '+' ? sum(left, right) : operator === '-' ? difference(left, right) : null
  if (result !== null) return result
  throw fault(compiling, SAYS[operator](named(left), named(right)))
}

const areNumbers = (pair: Pair): pair is readonly [number, number] =>
  pair.every((one) => typeof one === 'number')

/* Null where the two cannot be added. */
function sum(left: unknown, right: unknown): unknown {
  if (typeof left === 'string') return typeof right === 'string' ? left + right : null
  if (left instanceof Instant) return right instanceof Span ? later(left, right.ms) : null
  if (!(left instanceof Span)) return null
  if (right instanceof Span) return new Span(left.ms + right.ms)
  return right instanceof Instant ? later(right, left.ms) : null
}

function difference(left: unknown, right: unknown): unknown {
  if (left instanceof Span) return right instanceof Span ? new Span(left.ms - right.ms) : null
  if (!(left instanceof Instant)) return null
  if (right instanceof Span) return later(left, -right.ms)
  return right instanceof Instant ? new Span(left.ms - right.ms) : null
}

const later = ({ ms, offsetMinutes }: Instant, byMs: number): Instant => new Instant(ms + byMs, offsetMinutes)
