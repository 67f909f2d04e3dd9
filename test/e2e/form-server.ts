import type { AddressInfo } from 'node:net'
import express from 'express'
import { pino } from 'pino'
import { BusinessError } from '../../domain/shared/errors.ts'
import { webRouter } from '../../web/router.ts'
import { completeAct } from '../../web/task-acts.ts'
import type { WebParts } from '../../web/page.ts'
import { onlyRead } from '../support/pages.ts'

/** A form as people meet it, on a task's page, without engine and database. */
export interface ShownForm {
  formId: string
  data: Record<string, unknown>
}

const NOW = new Date('2027-01-15T10:00:00Z')
const person = {
  ...{ personId: '1', displayName: 'Persona di prova', functionId: '1', bodyId: null },
  role: 'COMMITTEE_MEMBER',
} as const

/** Serves the page of one task with its form, and keeps what the page sends when the task is completed: that is refused, so
 * that the page comes back. */
export async function serveForm({ formId: form, data }: ShownForm) {
  const sent: unknown[] = []
  const saved: unknown[] = []
  const item = {
    ...{ id: '1', title: 'Attività', form, data, state: 'OPEN', element: 'Task_Any', cycleId: '1' },
    ...{
      subjectId: '1',
      applicationId: null,
      dueAt: null,
      files: [],
      draft: null,
      desk: null,
      completed: null,
    },
    ...{ hold: 'MINE', shared: false, taken: null, barred: null, others: [] },
  }
  const framed = { actor: person, functions: [], undecided: 0 }
  const parts = {
    ...onlyRead,
    signedIn: () => Promise.resolve(framed),
    reading: (_request: unknown, prepare: (framed: object) => unknown) => prepare(framed),
    look: () => Promise.resolve(item),
    reads: {
      together: (_viewer: unknown, read: (reads: object) => unknown) =>
        read({ inbox: { find: () => Promise.resolve(null) } }),
    },
    operations: {
      ...onlyRead.operations,
      async carryOut(name: string, { body }: { body: () => unknown }) {
        /* A page that is left before its draft is saved sends the draft at the next visit. */
        if (name === completeAct.operation) sent.push(await body())
        throw new BusinessError('MOVE_NOT_POSSIBLE')
      },
    },
    ...{ clock: { now: () => NOW }, demoPeople: null, clockMoves: false, mails: null },
    door: express.Router(),
    log: pino({ level: 'error' }),
  } as unknown as WebParts
  const app = express().post('/session', (_, response) => response.redirect(303, '/sign-in'))
  app.put('/api/work-items/1/draft', express.json(), (request, response) => {
    saved.push(request.body)
    response.json({ version: saved.length, savedAt: NOW, state: 'OPEN', takenBy: null })
  })
  const server = app.use(webRouter(parts)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/tasks/1`, sent, saved, close: () => void server.close() }
}
