import { FeelRefusal } from './errors.ts'
import { wholeNumber } from './arithmetic.ts'
import { fault, named } from './scope.ts'
import type { Compiling, Rule, Run } from './scope.ts'
import { stringOf } from './terms.ts'
import { part, parts } from './tree.ts'
import type { Node } from './tree.ts'
import { ITALIAN, readInstant, readSpan, same, typeOf } from './values.ts'
import type { Instant, Span, ValueType } from './values.ts'

type Parameter = 'list' | 'string' | 'boolean' | 'any'

interface Function {
  parameters: readonly Parameter[]
  /** The last parameter may be given several times. */
  repeats?: true
  /** Null where a list or text must stand is a fault; else the answer is null, as in Zeebe. */
  strict?: true
  call: (given: never, compiling: Compiling) => unknown
}

type Items = readonly unknown[]

/* The whole list: each answers as Zeebe's own does. */
const FUNCTIONS: Readonly<Record<string, Function>> = {
  not: { parameters: ['boolean'], call: ([value]: [boolean]) => !value },
  contains: {
    parameters: ['string', 'string'],
    call: ([text, piece]: string[]) => text?.includes(piece ?? ''),
  },
  'starts with': {
    parameters: ['string', 'string'],
    call: ([text, piece]: string[]) => text?.startsWith(piece ?? ''),
  },
  'ends with': {
    parameters: ['string', 'string'],
    call: ([text, piece]: string[]) => text?.endsWith(piece ?? ''),
  },
  count: { parameters: ['list'], call: ([list]: [Items]) => list.length },
  'list contains': {
    parameters: ['list', 'any'],
    call: ([list, item]: [Items, unknown]) => list.some((one) => same(one, item)),
  },
  append: {
    parameters: ['list', 'any'],
    repeats: true,
    call: ([list, ...items]: [Items, ...unknown[]]) => [...list, ...items],
  },
  concatenate: {
    parameters: ['list', 'list'],
    repeats: true,
    strict: true,
    call: (lists: Items[]) => lists.flat(),
  },
  sum: {
    parameters: ['list'],
    call: ([list]: [Items], compiling) => reduced(list, compiling, sumOf(compiling)),
  },
  min: { parameters: ['list'], call: ([list]: [Items], compiling) => reduced(list, compiling, Math.min) },
  max: { parameters: ['list'], call: ([list]: [Items], compiling) => reduced(list, compiling, Math.max) },
  string: { parameters: ['any'], call: ([value]: [unknown], compiling) => textOf(value, compiling) },
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['is defined', 'is defined is read differently by Zeebe: compare with null'],
  ['assert', 'assert is read differently by Zeebe'],
  ['decimal', 'decimal is read differently by Zeebe: this engine calculates with whole numbers only'],
  ['now', 'now() has no place in a model: hand the instant over as a variable'],
  ['today', 'today() has no place in a model: hand the date over as a variable'],
])

const sumOf = (compiling: Compiling) => (left: number, right: number) =>
  wholeNumber('+', [left, right], compiling)

/** One number out of many; null out of none. */
function reduced(
  list: Items,
  compiling: Compiling,
  join: (left: number, right: number) => number,
): number | null {
  const numbers = list.map((value) => {
    if (typeof value !== 'number') throw fault(compiling, `calcola con ${named(value)}`)
    return value
  })
  return numbers.length === 0 ? null : numbers.reduce((left, right) => join(left, right))
}

function textOf(value: unknown, compiling: Compiling): string {
  const isPlain = typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value)
  if (!isPlain) throw fault(compiling, `scrive come testo ${named(value)} che non è intero, logico o testo`)
  return String(value)
}

const invocation: Rule = (node, compiling) => {
  const name = spaced(part(node, 0))
  const called = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
  if (!called) throw new FeelRefusal(REASONS.get(name) ?? `the function ${name} is outside the subset`)
  const given = byPlace(name, part(node, 1)).map((value) => compiling.compile(value, compiling))
  const least = called.parameters.length
  if (given.length < least || (given.length > least && !called.repeats))
    throw new FeelRefusal(`${name} takes ${least} parameters${called.repeats ? ' or more' : ''}`)
  return (scope) => call(name, { called, values: given.map((run) => run(scope) ?? null) }, compiling)
}

const spaced = ({ text }: Node): string => text.replace(/\s+/g, ' ')

function byPlace(name: string, given: Node): readonly Node[] {
  if (given.kind === 'PositionalParameters') return parts(given)
  throw new FeelRefusal(`give the parameters of ${name} by their place, not by their name`)
}

function call(name: string, { called, values }: { called: Function; values: Items }, compiling: Compiling) {
  for (const [index, value] of values.entries()) {
    const wanted = called.parameters[Math.min(index, called.parameters.length - 1)] ?? 'any'
    if (wanted === 'any' || typeOf(value) === wanted) continue
    if (value === null && !called.strict) return null
    throw fault(compiling, `dà a ${name} ${named(value)} al posto di ${ITALIAN[wanted satisfies ValueType]}`)
  }
  return called.call(values as never, compiling)
}

const TIMES: Readonly<Record<string, { read: (text: string) => Instant | Span | null; form: string }>> = {
  'date and time': { read: readInstant, form: '2027-01-31T12:00:00+01:00' },
  duration: { read: readSpan, form: 'P1DT2H, without years and months' },
}

const time: Rule = (node, compiling) => {
  const name = spaced(part(node, 0))
  const kind = TIMES[name]
  if (!kind)
    throw new FeelRefusal(`${name} is outside the subset: date and time(…) and duration(…) are in it`)
  const [only, ...more] = byPlace(name, part(node, 1))
  if (!only || more.length > 0) throw new FeelRefusal(`${name} takes one text`)
  if (only.kind !== 'StringLiteral') return timeOf(name, compiling.compile(only, compiling), compiling)
  const value = kind.read(stringOf(only))
  if (value === null) throw new FeelRefusal(`${node.text} is not of the form ${kind.form}`)
  return () => value
}

function timeOf(name: string, run: Run, compiling: Compiling): Run {
  return (scope) => {
    const text = run(scope) ?? null
    if (text === null) return null
    const value = typeof text === 'string' ? TIMES[name]?.read(text) : null
    if (value) return value
    throw fault(compiling, `legge ${named(text)} come ${name}, e non ne ha la forma`)
  }
}

/** Calls of functions, dates and durations. */
export const CALLS: Readonly<Record<string, Rule>> = { FunctionInvocation: invocation, DateTimeLiteral: time }
