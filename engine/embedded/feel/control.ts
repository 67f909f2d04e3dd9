import { allOf, anyOf } from './compare.ts'
import { FeelRefusal } from './errors.ts'
import { fault, logical, named, within } from './scope.ts'
import type { Compiling, Rule, Run, Scope } from './scope.ts'
import { plainName } from './terms.ts'
import { part, parts } from './tree.ts'
import type { Node } from './tree.ts'
import { isList } from './values.ts'

const choice: Rule = (node, compiling) => {
  const [condition, yes, no] = [0, 1, 2].map((index) => compiling.compile(part(node, index), compiling)) as [
    Run,
    Run,
    Run,
  ]
  return (scope) => (logical(condition(scope), compiling) === true ? yes(scope) : no(scope))
}

const ITERABLE = new Set([
  ...['VariableName', 'PathExpression', 'FilterExpression', 'List'],
  ...['FunctionInvocation', 'ParenthesizedExpression'],
])

interface Iteration {
  items: Run
  each: Run
  name: string
}

function iteration(node: Node, compiling: Compiling): Iteration {
  const iterators = parts(part(node, 0))
  const [iterator] = iterators
  if (!iterator || iterators.length !== 1)
    throw new FeelRefusal(`«${node.text}» goes through more than one list at once`)
  const [source, ...more] = parts(part(iterator, 1))
  if (!source || more.length > 0 || !ITERABLE.has(source.kind))
    throw new FeelRefusal(`«${part(iterator, 1).text}» is no list to go through`)
  const name = plainName(part(iterator, 0).text)
  return {
    name,
    items: compiling.compile(source, compiling),
    each: compiling.compile(part(node, 1), within(compiling, name)),
  }
}

/* Null where there is no list: so does Zeebe. */
function listOf({ items }: Iteration, scope: Scope, compiling: Compiling): readonly unknown[] | null {
  const list = items(scope) ?? null
  if (list === null || isList(list)) return list
  throw fault(compiling, `scorre ${named(list)} come se fosse una lista`)
}

const askOf =
  ({ each, name }: Iteration, scope: Scope) =>
  (item: unknown): unknown =>
    each((asked) => (asked === name ? item : scope(asked))) ?? null

const loop: Rule = (node, compiling) => {
  const each = iteration(node, compiling)
  return (scope) => listOf(each, scope, compiling)?.map(askOf(each, scope)) ?? null
}

const quantified: Rule = (node, compiling) => {
  const each = iteration(node, compiling)
  const join = node.children[0]?.kind === 'some' ? anyOf : allOf
  return (scope) => {
    const ask = askOf(each, scope)
    const list = listOf(each, scope, compiling)
    return list && join(list, (item) => logical(ask(item), compiling))
  }
}

/** What chooses and repeats. */
export const CONTROL: Readonly<Record<string, Rule>> = {
  IfExpression: choice,
  ForExpression: loop,
  QuantifiedExpression: quantified,
}
