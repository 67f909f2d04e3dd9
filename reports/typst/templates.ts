import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { functions, printers } from './helpers.ts'

export const templatesFolder = join(import.meta.dirname, '..', 'templates')

const handlebars = Handlebars.create()
handlebars.registerHelper({ ...printers, ...functions })

class BarePrint extends Handlebars.Visitor {
  override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
    const name = 'original' in statement.path ? statement.path.original : ''
    if (!(name in printers)) throw new Error(`{{${name}}} prints without a helper that escapes for Typst`)
  }
}

/** Compiles a template, refusing a value printed without a helper: it could carry Typst code. */
export function compileTemplate(source: string): (viewModel: unknown) => string {
  const program = Handlebars.parse(source)
  new BarePrint().accept(program)
  return handlebars.compile(program, { noEscape: true, strict: true })
}

const read = (name: string): string => readFileSync(join(templatesFolder, `${name}.typ.hbs`), 'utf8')
for (const part of ['head', 'scores']) handlebars.registerPartial(part, compileTemplate(read(part)))

const compiled = new Map<string, (viewModel: unknown) => string>()

/** The template of a kind, read and compiled once. */
export function templateOf(kind: string): (viewModel: unknown) => string {
  const known = compiled.get(kind)
  if (known !== undefined) return known
  const template = compileTemplate(read(kind))
  compiled.set(kind, template)
  return template
}
