import { join } from 'node:path'
import express from 'express'
import type { RequestHandler, Router } from 'express'

const ROOT = join(import.meta.dirname, '..')
const modules = (path: string) => join(ROOT, 'node_modules', path)

/* Versions are pinned: a library's file changes only with a release of ours. */
const libraries: Record<string, string> = {
  'bootstrap-italia': modules('bootstrap-italia/dist'),
  'form-js': modules('@bpmn-io/form-js/dist'),
  'bpmn-js': modules('bpmn-js/dist'),
}

/** What a page loads from each library before its own modules. */
export const libraryFiles = {
  'form-js': {
    styles: ['/assets/form-js/assets/form-js.css'],
    scripts: ['/assets/form-js/form-viewer.umd.js'],
  },
  'bpmn-js': {
    styles: ['/assets/bpmn-js/assets/diagram-js.css', '/assets/bpmn-js/assets/bpmn-js.css'],
    scripts: ['/assets/bpmn-js/bpmn-navigated-viewer.production.min.js'],
  },
} as const

/** Styles, scripts and fonts, and the forms and models just as they are deployed: no data in any of them. */
export function assetRouter(): Router {
  const router = express.Router()
  for (const [name, folder] of Object.entries(libraries))
    router.use(`/assets/${name}`, express.static(folder, { maxAge: '1d', index: false }))
  router.get('/assets/web/:name.js', sendNamed(join(import.meta.dirname, 'client'), 'js'))
  router.use('/assets/web', express.static(join(import.meta.dirname, 'public'), { index: false }))
  router.use(
    '/forms',
    express.static(join(ROOT, 'bpmn/forms'), {
      index: false,
      setHeaders: (response) => response.setHeader('Content-Type', 'application/json; charset=utf-8'),
    }),
  )
  router.get('/models/:name.bpmn', sendNamed(join(ROOT, 'bpmn'), 'bpmn'))
  return router
}

/* One kind of file of a folder, and nothing that stands beside it. */
function sendNamed(root: string, extension: 'js' | 'bpmn'): RequestHandler<{ name: string }> {
  const type = { js: 'text/javascript; charset=utf-8', bpmn: 'application/xml' }[extension]
  return (request, response, next) => {
    const { name } = request.params
    if (/^[a-z-]+$/.test(name)) response.type(type).sendFile(`${name}.${extension}`, { root })
    else next()
  }
}
