import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Handlebars from 'handlebars'
import { helpers } from './helpers.ts'

const FOLDER = join(import.meta.dirname, 'templates')

/** Renders a template of `web/templates` with its view. Throws when the template names a field that the view lacks. */
export type Render = (template: string, view: object) => string

/** Reads all templates once; any can be part of another. */
export function createRenderer(): Render {
  const handlebars = Handlebars.create()
  handlebars.registerHelper(helpers)
  for (const [name, source] of [...read(FOLDER), ...read(join(FOLDER, 'parts'))])
    handlebars.registerPartial(name, source)
  const templates = new Map(
    read(FOLDER).map(([name, source]) => [name, handlebars.compile<object>(source, { strict: true })]),
  )
  return (template, view) => {
    const compiled = templates.get(template)
    if (compiled === undefined) throw new TypeError(`no template ${template}`)
    return compiled(view)
  }
}

function read(folder: string): [name: string, source: string][] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => [basename(file, '.hbs'), readFileSync(join(folder, file), 'utf8')])
}
