import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import ts from 'typescript'

const ENGINE = join(import.meta.dirname, '../../engine/embedded')
const RUNS = new Set(['query', 'read'])

interface Statement {
  /** Null where the sources do not say which names there may be. */
  names: string[] | null
  text: string
  place: string
}

/* A name is written out, or the compiler knows the closed set of texts that it, or a gap in it, may be. */
function namesOf(name: ts.Expression, checker: ts.TypeChecker): string[] | null {
  if (!ts.isTemplateExpression(name)) return closedSet(name, checker)
  let names: string[] | null = [name.head.text]
  for (const { expression, literal } of name.templateSpans) {
    const gaps = closedSet(expression, checker)
    names = names && gaps && names.flatMap((before) => gaps.map((gap) => before + gap + literal.text))
  }
  return names
}

function closedSet(expression: ts.Expression, checker: ts.TypeChecker): string[] | null {
  const type = checker.getTypeAtLocation(expression)
  const members = type.isUnion() ? type.types : [type]
  return members.every((one) => one.isStringLiteral()) ? members.map(({ value }) => value) : null
}

/* Constants of other files may have the same name, so a text that is not written out is known by where it stands. */
function textOf(statement: ts.Expression, place: string): string {
  const [text] = ts.isArrayLiteralExpression(statement) ? statement.elements : []
  if (text && ts.isNoSubstitutionTemplateLiteral(text)) return text.text
  if (text && ts.isStringLiteral(text)) return text.text
  return `${place} ${text?.getText() ?? statement.getText()}`
}

function statementsIn(source: ts.SourceFile, checker: ts.TypeChecker): Statement[] {
  const file = relative(ENGINE, source.fileName)
  const found: Statement[] = []
  const visit = (node: ts.Node): void => {
    node.forEachChild(visit)
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return
    const [, name, statement] = node.arguments
    if (!RUNS.has(node.expression.text) || !name || !statement) return
    const names = namesOf(name, checker)
    const isFixed = ts.isStringLiteralLike(name)
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    const place = isFixed ? file : `${file}:${line}`
    found.push({ names, text: textOf(statement, place), place: `${file}:${line}` })
  }
  visit(source)
  return found
}

async function statements(): Promise<Statement[]> {
  const names = await readdir(ENGINE, { recursive: true })
  /* The names that `query` and `read` themselves pass on are those of their callers. */
  const files = names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'database.ts')
    .map((name) => join(ENGINE, name))
  const program = ts.createProgram(files, {
    ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true },
    ...{ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2024 },
  })
  const checker = program.getTypeChecker()
  return program
    .getSourceFiles()
    .filter(({ fileName }) => files.includes(fileName))
    .flatMap((source) => statementsIn(source, checker))
}

describe('the prepared statements of the embedded engine', () => {
  it('have each a name that stands for one text, for a connection keeps the first that it gets', async () => {
    const all = await statements()
    expect(all.length).toBeGreaterThan(50)
    expect(all.filter(({ names }) => names === null).map(({ place }) => place)).toEqual([])
    const texts = Map.groupBy(
      all.flatMap(({ names, ...at }) => (names ?? []).map((name) => ({ name, ...at }))),
      ({ name }) => name,
    )
    const twice = [...texts]
      .filter(([, uses]) => new Set(uses.map(({ text }) => text)).size > 1)
      .map(([name, uses]) => `${name}: ${uses.map(({ place }) => place).join(', ')}`)
    expect(twice).toEqual([])
  })
})
