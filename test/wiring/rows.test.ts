import { describe, expect, it } from '@jest/globals'
import ts from 'typescript'
import { sourcesOf } from './sources.ts'

/* The property names of each interface and object type of a source. */
function shapesIn(file: string, text: string): { name: string; properties: string[] }[] {
  const shapes: { name: string; properties: string[] }[] = []
  const visit = (node: ts.Node, name: string): void => {
    const inner =
      ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isFunctionDeclaration(node)
        ? (node.name?.text ?? name)
        : name
    if (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) {
      const properties = node.members.flatMap((one) =>
        ts.isPropertySignature(one) && ts.isIdentifier(one.name) ? [one.name.text] : [],
      )
      shapes.push({ name: inner, properties })
    }
    ts.forEachChild(node, (child) => visit(child, inner))
  }
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), '')
  return shapes
}

function handWritten(texts: ReadonlyMap<string, string>, columns: ReadonlySet<string>): string[] {
  const found = [...texts].flatMap(([file, text]) =>
    shapesIn(file, text)
      .filter(({ properties }) => properties.some((name) => columns.has(name)))
      .map(({ name }) => `${file} ${name}`),
  )
  return [...new Set(found)]
}

/* A name with an underscore is of SQL alone; any other may be of anything. */
const underscored = (tables: string): Set<string> =>
  new Set([...tables.matchAll(/\b([a-z0-9]+(?:_[a-z0-9]+)+): /g)].map(([, name = '']) => name))

describe('types of rows', () => {
  it('come from db/tables.ts: nobody writes a column of SQL into a type by hand', () => {
    const texts = sourcesOf('db', /(?<!\.test)\.ts$/)
    const columns = underscored(texts.get('db/tables.ts') ?? '')
    expect(columns.size).toBeGreaterThan(100)
    texts.delete('db/tables.ts')
    expect(handWritten(texts, columns)).toEqual([])
  })

  it('are seen where they are written by hand', () => {
    const texts = new Map([
      [
        'a.ts',
        'interface Row { id: string; cycle_id: string }\nconst read = (tx: Tx) => tx.first<{ due_at: Date }>()',
      ],
      [
        'b.ts',
        "type Row = Tables['cycles']\ninterface Cycle { cycleId: string }\nconst row = { cycle_id: 'c' }",
      ],
    ])
    expect(handWritten(texts, new Set(['cycle_id', 'due_at']))).toEqual(['a.ts Row', 'a.ts '])
  })
})
