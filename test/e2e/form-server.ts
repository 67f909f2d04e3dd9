import type { AddressInfo } from 'node:net'
import express from 'express'
import { assetRouter, libraryFiles } from '../../web/assets.ts'
import { createRenderer } from '../../web/render.ts'

/** A form as people meet it, on a task's page, without engine and database. */
export interface ShownForm {
  formId: string
  data: Record<string, unknown>
}

/** Serves the page of one task with its form, and keeps what the page sends when the task is completed. */
export async function serveForm({ formId, data }: ShownForm) {
  const render = createRenderer()
  const sent: unknown[] = []
  const app = express()
  app.use(assetRouter(), express.json())
  app.get('/tasks/1', (_, response) => {
    response.type('html').send(render('layout', { ...frame, content: render('task', { ...task, formId }) }))
  })
  app.get('/api/work-items/1', (_, response) => void response.json({ data }))
  app.post('/api/work-items/1/complete', (request, response) => {
    sent.push(request.body)
    response.status(409).json({ message: 'Ricevuto.' })
  })
  app.post('/session', (_, response) => response.redirect(303, '/sign-in'))
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/tasks/1`, sent, close: () => void server.close() }
}

const frame = {
  title: 'Attività',
  ...libraryFiles['form-js'],
  modules: ['frame', 'task'],
  person: { name: 'Persona di prova', role: 'Comitato', functions: [] },
  links: [],
  ...{ demo: true, clock: null, receipt: null, refusal: null, path: '/tasks/1' },
}
const task = {
  ...{ id: '1', title: 'Attività', open: true, state: 'Aperta', cycleId: '1', cycleCode: null, about: null },
  ...{ due: null, files: [], scoringId: null, exampleCall: false, person: '1' },
}
