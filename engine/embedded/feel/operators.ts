import { arithmetic } from './arithmetic.ts'
import { allOf, anyOf, equal, isOrder, ordered } from './compare.ts'
import { FeelRefusal } from './errors.ts'
import { logical } from './scope.ts'
import type { Compiling, Rule, Run } from './scope.ts'
import { operand } from './terms.ts'
import { anyTest } from './unary.ts'
import { part, parts } from './tree.ts'
import type { Node } from './tree.ts'

function side(node: Node, compiling: Compiling): Run {
  if (node.kind === 'Comparison')
    throw new FeelRefusal(`Zeebe compares once: put brackets around «${node.text}»`)
  return operand(node, compiling)
}

const comparison: Rule = (node, compiling) => {
  const kinds = node.children.map(({ kind }) => kind)
  if (kinds.includes('between')) return between(node, compiling)
  if (kinds.includes('in')) return inside(node, compiling)
  const [left, right] = [side(part(node, 0), compiling), side(part(node, 2), compiling)]
  const operator = part(node, 1).text
  if (operator === '=') return (scope) => equal(left(scope), right(scope), compiling)
  if (operator === '!=') return (scope) => !equal(left(scope), right(scope), compiling)
  if (!isOrder(operator)) throw new FeelRefusal(`the comparison ${operator} is outside the subset`)
  return (scope) => ordered(operator, [left(scope), right(scope)], compiling)
}

function between(node: Node, compiling: Compiling): Run {
  const value = side(part(node, 0), compiling)
  const ends = (['>=', '<='] as const).map((order, index) => ({
    order,
    end: side(part(node, index + 1), compiling),
  }))
  return (scope) => {
    const found = value(scope)
    return allOf(ends, ({ order, end }) => ordered(order, [found, end(scope)], compiling))
  }
}

function inside(node: Node, compiling: Compiling): Run {
  const value = side(part(node, 0), compiling)
  const tests = part(node, 1)
  const test = anyTest(tests.kind === 'PositiveUnaryTests' ? parts(tests) : [tests], compiling)
  return (scope) => test(value(scope) ?? null, scope)
}

const joined =
  (join: typeof allOf): Rule =>
  (node, compiling) => {
    const terms = parts(node).map((term) => operand(term, compiling))
    return (scope) => join(terms, (term) => logical(term(scope), compiling))
  }

/** What stands between values. */
export const OPERATORS: Readonly<Record<string, Rule>> = {
  Comparison: comparison,
  Conjunction: joined(allOf),
  Disjunction: joined(anyOf),
  ArithmeticExpression: arithmetic,
}
