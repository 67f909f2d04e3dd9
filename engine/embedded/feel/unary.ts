import { anyOf, equal, isOrder, ordered } from './compare.ts'
import { FeelRefusal } from './errors.ts'
import { fault } from './scope.ts'
import type { Compiling, Scope } from './scope.ts'
import { operand } from './terms.ts'
import { part, parts } from './tree.ts'
import type { Node } from './tree.ts'
import { isList, same } from './values.ts'

/* Whether a value passes; null where that cannot be said, because a side is null. */
type Test = (input: unknown, scope: Scope) => boolean | null

/** Passes what passes one of the tests: what stands behind `in`, or in the cell of a decision table. */
export function anyTest(nodes: readonly Node[], compiling: Compiling): Test {
  const tests = nodes.map((node) => oneTest(part(node, 0), compiling))
  const [only] = tests
  if (only && tests.length === 1) return only
  return (input, scope) => anyOf(tests, (test) => test(input, scope))
}

function oneTest(node: Node, compiling: Compiling): Test {
  if (node.kind === 'SimplePositiveUnaryTest')
    return part(node, 0).kind === 'Interval'
      ? interval(part(node, 0), compiling)
      : comparison(part(node, 0), part(node, 1), compiling)
  return membership(node, compiling)
}

function comparison({ text }: Node, bound: Node, compiling: Compiling): Test {
  if (!isOrder(text))
    throw new FeelRefusal(`Zeebe has no test that begins with ${text}: write the value alone`)
  const run = sideOf(bound, compiling)
  return (input, scope) => ordered(text, [input, run(scope)], compiling)
}

function interval(node: Node, compiling: Compiling): Test {
  const [start, end] = [sideOf(part(node, 0), compiling), sideOf(part(node, 1), compiling)]
  const from = node.text.startsWith('[') ? '>=' : '>'
  const to = node.text.endsWith(']') ? '<=' : '<'
  return (input, scope) => {
    const low = ordered(from, [input, start(scope)], compiling)
    const high = ordered(to, [input, end(scope)], compiling)
    /* Zeebe says nothing of an interval with an end that is missing. */
    return low === null || high === null ? null : low && high
  }
}

const SIDES = new Set([
  ...['NumericLiteral', 'StringLiteral', 'DateTimeLiteral', 'VariableName', 'PathExpression'],
  ...['ArithmeticExpression', 'ParenthesizedExpression'],
])
function sideOf(node: Node, compiling: Compiling) {
  if (!SIDES.has(node.kind)) throw new FeelRefusal(`«${node.text}» is no value to compare with`)
  return operand(node, compiling)
}

const VALUES = new Set([
  ...['NumericLiteral', 'StringLiteral', 'DateTimeLiteral', 'null', 'List'],
  ...['VariableName', 'PathExpression', 'FilterExpression'],
])

function membership(node: Node, compiling: Compiling): Test {
  if (node.kind === 'ParenthesizedExpression') return membership(part(node, 0), compiling)
  if (node.kind === 'BooleanLiteral')
    throw new FeelRefusal(`Zeebe reads ${node.text} among other tests as always ${node.text}`)
  if (!VALUES.has(node.kind))
    throw new FeelRefusal(`«${node.text}» is no test of the subset: a value, a comparison or an interval`)
  const run = operand(node, compiling)
  return (input, scope) => {
    const value = run(scope)
    if (isList(value)) return value.some((item) => same(item, input)) || same(value, input)
    /* Zeebe takes it as the answer, not as a value to compare with. */
    if (typeof value === 'boolean') throw fault(compiling, 'usa un valore logico come valore ammesso')
    return equal(input, value, compiling)
  }
}

/** The tests of a whole cell. Zeebe reads true and false as values only where they stand alone. */
export function cellTest(root: Node, compiling: Compiling): Test {
  const first = part(root, 0)
  if (first.kind === 'Wildcard') return () => true
  const isNegated = root.children[0]?.kind === 'not'
  const alone = onlyLiteral(parts(first))
  if (!isNegated && alone) return (input) => equal(input, alone.text === 'true', compiling)
  const test = anyTest(parts(first), compiling)
  return isNegated ? opposite(test) : test
}

function onlyLiteral([only, ...more]: readonly Node[]): Node | null {
  const literal = only && more.length === 0 ? part(only, 0) : null
  return literal?.kind === 'BooleanLiteral' ? literal : null
}

const opposite =
  (test: Test): Test =>
  (input, scope) => {
    const passed = test(input, scope)
    return passed === null ? null : !passed
  }
