import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import compression from 'compression'
import express from 'express'
import type { RequestHandler, Router } from 'express'

const ROOT = join(import.meta.dirname, '..')
const modules = (path: string) => join(ROOT, 'node_modules', path)
const CLIENT = join(import.meta.dirname, 'client')
const PUBLIC = join(import.meta.dirname, 'public')

/* All that is served of each library: its folder, and the files in it that a page asks for. */
const FONT = 'fonts/Titillium_Web/titillium-web-v10-latin-ext_latin'
const libraries: Record<string, { folder: string; files: readonly string[] }> = {
  'bootstrap-italia': {
    folder: modules('bootstrap-italia/dist'),
    files: [
      'css/bootstrap-italia.min.css',
      ...['regular', '600', '700'].map((weight) => `${FONT}-${weight}.woff2`),
    ],
  },
  'form-js': {
    folder: modules('@bpmn-io/form-js/dist'),
    files: ['assets/form-js.css', 'form-viewer.umd.js'],
  },
  'bpmn-js': {
    folder: modules('bpmn-js/dist'),
    files: ['assets/diagram-js.css', 'assets/bpmn-js.css', 'bpmn-navigated-viewer.production.min.js'],
  },
}

/* Every file under its address below the edition. */
const files = new Map([
  ...Object.entries(libraries).flatMap(([name, { folder, files }]) =>
    files.map((file): [string, string] => [`${name}/${file}`, join(folder, file)]),
  ),
  ...readdirSync(CLIENT)
    .filter((file) => /^[a-z-]+\.js$/.test(file))
    .map((file): [string, string] => [`web/${file}`, join(CLIENT, file)]),
  ...readdirSync(PUBLIC).map((file): [string, string] => [`web/${file}`, join(PUBLIC, file)]),
])

/** Where every asset is: the folder is named after the content of all of them, so that a browser never asks again for what it
 * has, and asks for everything that changed. Assets name each other by relative addresses. */
export const assetsAt = `/assets/${edition()}`

function edition(): string {
  const hash = createHash('sha256')
  for (const [address, file] of files) hash.update(address).update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

/** What a page loads from each library before its own modules. */
export const libraryFiles = {
  'form-js': {
    styles: [`${assetsAt}/form-js/assets/form-js.css`],
    scripts: [`${assetsAt}/form-js/form-viewer.umd.js`],
  },
  'bpmn-js': {
    styles: [`${assetsAt}/bpmn-js/assets/diagram-js.css`, `${assetsAt}/bpmn-js/assets/bpmn-js.css`],
    scripts: [`${assetsAt}/bpmn-js/bpmn-navigated-viewer.production.min.js`],
  },
} as const

/** Styles, scripts and fonts, and the forms and models just as they are deployed: no data in any of them, so they may be
 * compressed. */
export function assetRouter(): Router {
  const router = express.Router()
  router.use(['/assets', '/forms', '/models'], compression())
  for (const [address, file] of files)
    router.get(`${assetsAt}/${address}`, (_request, response) =>
      response.sendFile(file, { immutable: true, maxAge: '1y' }),
    )
  router.use(
    '/forms',
    express.static(join(ROOT, 'bpmn/forms'), {
      index: false,
      setHeaders: (response) => response.setHeader('Content-Type', 'application/json; charset=utf-8'),
    }),
  )
  router.get('/models/:name.bpmn', sendModel)
  return router
}

/* Models alone, and nothing that stands beside them. */
const sendModel: RequestHandler<{ name: string }> = ({ params: { name } }, response, next) => {
  if (/^[a-z-]+$/.test(name))
    response.type('application/xml').sendFile(`${name}.bpmn`, { root: join(ROOT, 'bpmn') })
  else next()
}
