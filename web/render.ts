import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Handlebars from 'handlebars'
import { formHelpers } from './forms/form-helpers.ts'
import { formsOf } from './forms/form-state.ts'
import type { FormState } from './forms/form-state.ts'
import { helpers } from './helpers.ts'

const FOLDER = join(import.meta.dirname, 'templates')

/** Renders a template of `web/templates` with its view, and with the forms of its page. Throws when the template names a field
 * that the view lacks. */
export type Render = (template: string, view: object, forms?: FormState) => string

/** Reads all templates once; any can be part of another. What they call is known beforehand: every other name is a field of a view,
 * and is not looked for among the helpers each time. */
export function createRenderer(): Render {
  const handlebars = Handlebars.create()
  const part = (name: string) => {
    let compiled: HandlebarsTemplateDelegate<object> | undefined
    return (view: object): string => (compiled ??= handlebars.compile(`{{> ${name}}}`, known))(view)
  }
  const all = { ...helpers, ...formHelpers(part('field'), part('cell')) }
  const known: CompileOptions = {
    knownHelpers: Object.fromEntries(Object.keys(all).map((name) => [name, true])),
    knownHelpersOnly: true,
  }
  handlebars.registerHelper(all)
  for (const [name, source] of [...read(FOLDER), ...read(join(FOLDER, 'parts'))])
    handlebars.registerPartial(name, source)
  const templates = new Map(
    read(FOLDER).map(([name, source]) => [
      name,
      handlebars.compile<object>(source, { strict: true, ...known }),
    ]),
  )
  return (template, view, forms = formsOf('', { sent: null, session: null, functionId: null })) => {
    const compiled = templates.get(template)
    if (compiled === undefined) throw new TypeError(`no template ${template}`)
    return compiled(view, { data: { forms } })
  }
}

function read(folder: string): [name: string, source: string][] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => [basename(file, '.hbs'), readFileSync(join(folder, file), 'utf8')])
}
