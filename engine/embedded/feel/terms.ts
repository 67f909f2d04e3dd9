import { FeelRefusal } from './errors.ts'
import { fault, logical, named, within } from './scope.ts'
import type { Compiling, Rule, Run, Scope } from './scope.ts'
import { part, parts } from './tree.ts'
import type { Node } from './tree.ts'
import { entryOf, isContext, isList } from './values.ts'

const NAME = /^[A-Za-z_]\w*$/
/* Words that Zeebe keeps for itself, also where this grammar does not. */
const RESERVED = new Set(
  ['null true false function in return then else satisfies and or partial cellInput'].flatMap((words) =>
    words.split(' '),
  ),
)

/** A name that both grammars read as one word. Throws FeelRefusal for every other one. */
export function plainName(text: string): string {
  if (!NAME.test(text)) throw new FeelRefusal(`«${text}» is no plain name: letters, digits and _ only`)
  if (RESERVED.has(text)) throw new FeelRefusal(`«${text}» is a word of the language`)
  return text
}

/** The text of a string literal. Throws FeelRefusal for escapes that are read differently. */
export function stringOf({ text }: Node): string {
  if (/\\(?!")/.test(text)) throw new FeelRefusal(`the text ${text} has an escape other than \\"`)
  return text.slice(1, -1).replaceAll('\\"', '"')
}

/* The number of a literal. Throws FeelRefusal where a double cannot hold it, or it is written with an exponent. */
function numberOf({ text }: Node): number {
  const digits = text.replace(/\s/g, '')
  if (!/^-?(\d+(\.\d+)?|\.\d+)$/.test(digits) || digits.replace(/\D/g, '').length > 15)
    throw new FeelRefusal(`the number ${text} is written with an exponent or more than 15 digits`)
  return Number(digits)
}

const constant =
  (value: unknown): Run =>
  () =>
    value

const variable: Rule = (node, compiling) => {
  const name = plainName(node.text)
  if (!compiling.locals.has(name)) compiling.names.add(name)
  return (scope) => scope(name)
}

const path: Rule = (node, compiling) => {
  const base = operand(part(node, 0), compiling)
  const key = plainName(part(node, 1).text)
  return (scope) => {
    const value = base(scope)
    if (value === null || value === undefined) return null
    if (!isContext(value)) throw fault(compiling, `legge ${key} di ${named(value)}`)
    return entryOf(value, key)
  }
}

const list: Rule = (node, compiling) => {
  const items = parts(node).map((item) => compiling.compile(item, compiling))
  return (scope) => items.map((item) => item(scope) ?? null)
}

function keyOf(entry: Node): string {
  const [key] = parts(part(entry, 0))
  return key?.kind === 'StringLiteral' ? stringOf(key) : plainName(part(entry, 0).text)
}

const context: Rule = (node, compiling) => {
  const keys = parts(node).map(keyOf)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  if (twice !== undefined) throw new FeelRefusal(`the context has the key ${twice} twice`)
  /* A later entry sees the earlier ones. */
  const entries = parts(node).map((entry, index): [string, Run] => [
    keys[index] ?? '',
    compiling.compile(part(entry, 1), within(compiling, ...keys.slice(0, index))),
  ])
  return (scope) => {
    const made = new Map<string, unknown>()
    const inner: Scope = (name) => (made.has(name) ? made.get(name) : scope(name))
    for (const [key, run] of entries) made.set(key, run(inner) ?? null)
    return Object.fromEntries(made)
  }
}

const CONDITIONS = new Set(['Comparison', 'Conjunction', 'Disjunction', 'FunctionInvocation'])

const filter: Rule = (node, compiling) => {
  const [source, condition] = [operand(part(node, 0), compiling), part(node, 1)]
  const pick =
    condition.kind === 'NumericLiteral' ? pickAt(condition) : pickWhere(condition, within(compiling, 'item'))
  return (scope) => {
    const items = source(scope)
    if (items === null || items === undefined) return null
    if (!isList(items)) throw fault(compiling, `filtra ${named(items)}`)
    return pick(items, scope)
  }
}

type Pick = (items: readonly unknown[], scope: Scope) => unknown

function pickAt(literal: Node): Pick {
  const position = numberOf(literal)
  if (!Number.isInteger(position) || position === 0)
    throw new FeelRefusal(
      `«${literal.text}» is no position in a list: they count from 1, or from -1 backwards`,
    )
  return (items) => items.at(position > 0 ? position - 1 : position) ?? null
}

function pickWhere(condition: Node, compiling: Compiling): Pick {
  if (!CONDITIONS.has(condition.kind))
    throw new FeelRefusal(`the filter «${condition.text}» is neither a position nor a condition`)
  const holds = compiling.compile(condition, compiling)
  return (items, scope) =>
    items.filter((item) => logical(holds(scopeOfItem(item, scope)), compiling) === true)
}

/* The entries of an item hide what stands outside, in both languages. */
function scopeOfItem(item: unknown, outer: Scope): Scope {
  return (name) => {
    if (isContext(item) && Object.hasOwn(item, name)) return item[name]
    return name === 'item' ? item : outer(name)
  }
}

const LOOSE = new Set(['IfExpression', 'ForExpression', 'QuantifiedExpression'])

/** Compiles what stands beside an operator: what Zeebe does not read there without brackets is refused. */
export function operand(node: Node, compiling: Compiling): Run {
  if (LOOSE.has(node.kind)) throw new FeelRefusal(`put brackets around «${node.text}»`)
  return compiling.compile(node, compiling)
}

/** Literals, names, and what is built of them. */
export const TERMS: Readonly<Record<string, Rule>> = {
  Expression: (node, compiling) => compiling.compile(part(node, 0), compiling),
  ParenthesizedExpression: (node, compiling) => compiling.compile(part(node, 0), compiling),
  NumericLiteral: (node) => constant(numberOf(node)),
  StringLiteral: (node) => constant(stringOf(node)),
  BooleanLiteral: (node) => constant(node.text === 'true'),
  null: () => constant(null),
  VariableName: variable,
  PathExpression: path,
  FilterExpression: filter,
  List: list,
  Context: context,
}
