import { parseExpression, parseUnaryTests } from '@bpmn-io/feelin'
import { FeelRefusal } from './errors.ts'

/** A node of the parsed text, under the grammar's name. */
export interface Node {
  readonly kind: string
  readonly text: string
  readonly children: readonly Node[]
}

interface Syntax {
  name: string
  from: number
  to: number
  firstChild: Syntax | null
  nextSibling: Syntax | null
}

/* Two texts that are whole sentences in Zeebe and a riddle for this grammar, or the reverse. */
const HINTS: readonly [RegExp, string][] = [
  [/\bget or else\s*\(/, 'get or else is read differently by Zeebe: use if … then … else'],
  [/`/, 'names in backticks are outside the subset: give the variable a plain name'],
]

/** Parses an expression, or with `unary` the cell of a decision table. Throws FeelRefusal. */
export function parse(source: string, { unary }: { unary: boolean }): Node {
  const hint = HINTS.find(([pattern]) => pattern.test(source.replace(/"(?:\\.|[^"\\])*"/g, '""')))
  if (hint) throw new FeelRefusal(hint[1])
  const tree = (unary ? parseUnaryTests : parseExpression)(source, {}, undefined)
  return toNode(tree.topNode, source)
}

function toNode(syntax: Syntax, source: string): Node {
  if (syntax.name === '⚠')
    throw new FeelRefusal(
      `syntax error at character ${syntax.from + 1}, near «${source.slice(syntax.from, syntax.from + 20)}»`,
    )
  if (syntax.name.endsWith('Comment')) throw new FeelRefusal('comments are outside the subset')
  const children: Node[] = []
  for (let child = syntax.firstChild; child !== null; child = child.nextSibling)
    children.push(toNode(child, source))
  return { kind: syntax.name, text: source.slice(syntax.from, syntax.to), children }
}

/** The children that mean something: no brackets and key words. */
export const parts = (node: Node): readonly Node[] =>
  node.children.filter(({ kind }) => /^[A-Z]/.test(kind) || kind === 'null' || kind === '?')

/** The nth part; a place that the grammar always fills. Throws FeelRefusal where it is empty. */
export function part(node: Node, index: number): Node {
  const found = parts(node)[index]
  if (!found) throw new FeelRefusal(`«${node.text}» is not complete`)
  return found
}
