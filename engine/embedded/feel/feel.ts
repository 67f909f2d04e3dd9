import { CONTROL } from './control.ts'
import { FeelRefusal } from './errors.ts'
import { CALLS } from './functions.ts'
import { OPERATORS } from './operators.ts'
import type { Compiling, Rule, Scope } from './scope.ts'
import { TERMS } from './terms.ts'
import { cellTest } from './unary.ts'
import { parse } from './tree.ts'
import type { Node } from './tree.ts'
import { entryOf, toJson } from './values.ts'

export { FeelFault, FeelRefusal } from './errors.ts'
export { expectType, isOfType } from './expect.ts'

/** A text of a model that is evaluated: FEEL, or a constant. */
export interface Expression {
  readonly source: string
  /** Names of the variables that it reads, without what stands in them. */
  readonly names: readonly string[]
  /** The value as JSON; a variable that is not given is null. Throws FeelFault. */
  evaluate(variables: Readonly<Record<string, unknown>>): unknown
}

/** The cell of a decision table: whether a value passes, null where that cannot be said. Throws FeelFault. */
export interface UnaryTests {
  readonly source: string
  readonly names: readonly string[]
  /** Types of the constants that stand in it. */
  readonly literals: ReadonlySet<string>
  test(input: unknown, variables: Readonly<Record<string, unknown>>): boolean | null
}

/* The subset: whatever the grammar knows and is not here is refused. */
const SUBSET: Readonly<Record<string, Rule>> = { ...TERMS, ...OPERATORS, ...CONTROL, ...CALLS }

const REASONS: Readonly<Record<string, string>> = {
  InstanceOfExpression: 'instance of is outside the subset',
  FunctionDefinition: 'functions of one’s own are outside the subset',
  SimplePositiveUnaryTest: 'an interval or half a comparison is no value: it stands behind in, or in a cell',
  '?': 'the question mark is outside the subset: write the test alone',
}

function compile(node: Node, compiling: Compiling): ReturnType<Rule> {
  const rule = Object.hasOwn(SUBSET, node.kind) ? SUBSET[node.kind] : undefined
  if (!rule) throw new FeelRefusal(REASONS[node.kind] ?? `«${node.text}» is outside the subset`)
  return rule(node, compiling)
}

const begin = (source: string): Compiling => ({ source, names: new Set(), locals: new Set(), compile })

const scopeOf =
  (variables: Readonly<Record<string, unknown>>): Scope =>
  (name) =>
    entryOf(variables, name)

/** Compiles FEEL without the sign before it. Throws FeelRefusal with the reason. */
export function compileFeel(source: string): Expression {
  const compiling = begin(source.trim())
  const run = compile(parse(compiling.source, { unary: false }), compiling)
  return {
    source: compiling.source,
    names: [...compiling.names],
    evaluate: (variables) => toJson(run(scopeOf(variables))),
  }
}

/* Zeebe makes numbers, and in newer versions also logical values, of these. */
const READ_OTHERWISE = /^(true|false|null|[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)$/

/** Compiles a text of a model: FEEL behind a `=`, else the text itself. Throws FeelRefusal with the reason. */
export function compileExpression(source: string): Expression {
  const text = source.trim()
  if (text.startsWith('=')) return compileFeel(text.slice(1))
  if (READ_OTHERWISE.test(text))
    throw new FeelRefusal(`Zeebe reads the text ${text} as a value: write =${text} or ="${text}"`)
  return { source, names: [], evaluate: () => source }
}

/** Compiles the cell of a decision table; an empty one lets everything pass. Throws FeelRefusal with the reason. */
export function compileUnaryTests(source: string): UnaryTests {
  const compiling = begin(source.trim() || '-')
  const root = parse(compiling.source, { unary: true })
  const test = cellTest(root, compiling)
  return {
    source: compiling.source,
    names: [...compiling.names],
    literals: new Set(literalTypes(root)),
    test: (input, variables) => test(input, scopeOf(variables)),
  }
}

const LITERALS: Readonly<Record<string, string>> = {
  NumericLiteral: 'number',
  StringLiteral: 'string',
  BooleanLiteral: 'boolean',
  DateTimeLiteral: 'instant',
}

function literalTypes(node: Node): string[] {
  const own = LITERALS[node.kind]
  return own === undefined ? node.children.flatMap(literalTypes) : [own]
}
