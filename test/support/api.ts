import express from 'express'
import { pino } from 'pino'
import supertest from 'supertest'
import { answerErrors } from '../../api/http-errors.ts'
import type { ApiParts } from '../../api/carry-out.ts'
import { mountRoutes } from '../../api/mount.ts'
import type { EngineView } from '../../api/engine-view.ts'
import type { Route } from '../../api/route.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { TestDatabase } from './database.ts'

/** The header that says who asks, in place of a session. */
export const PERSON = 'x-test-person'

/** An engine of which nothing is to be seen. */
export const silentEngine: EngineView = {
  tokens: () => Promise.resolve([]),
  incidents: () => Promise.resolve([]),
  openIncidents: () => Promise.resolve([]),
  path: () => Promise.resolve([]),
  instance: () => Promise.resolve(null),
  family: () => Promise.resolve([]),
  holds: () => Promise.resolve(false),
  versions: () => Promise.resolve([]),
  versionOf: () => Promise.resolve(1),
  changedAhead: () => Promise.resolve([]),
  stays: () => Promise.resolve([]),
  times: () => Promise.resolve([]),
  caller: () => Promise.resolve(null),
  called: () => Promise.resolve([]),
  variables: () => Promise.resolve([]),
  waits: () => Promise.resolve({ jobs: [], timers: [], messages: [] }),
  operateUrl: 'http://operate.example',
}

/** Operations of the API over HTTP on a test database; whoever `PERSON` names is signed in. */
export function apiOf(database: TestDatabase, routes: readonly Route[], others: Partial<ApiParts> = {}) {
  const { reads, files: uploads, runRequest: run, runOnce, look, workshop } = database
  const server = express()
  const parts: ApiParts = {
    ...{ reads, uploads, now: database.clock.now, run, runOnce, look, inspect: workshop.inspect },
    actorOf: (request) => database.stores.network.actorOf(request.get(PERSON) ?? '', database.today()),
    regionOf: () => {
      throw new BusinessError('NOT_SIGNED_IN')
    },
    sessionOf: () => ({
      begin: () => Promise.resolve(null),
      actIn: () => Promise.resolve(null),
      end: () => Promise.resolve(),
      leaveReceipt: () => undefined,
      takeReceipt: () => null,
      people: () => Promise.resolve([]),
    }),
    engine: silentEngine,
    publicUrl: 'http://concilia.example',
    limit: () => Promise.resolve(),
    ...others,
    reading: async (request, prepare) => {
      const actor = await parts.actorOf(request)
      return prepare(actor && { actor }, () => Promise.resolve())
    },
  }
  server.use(mountRoutes(routes, parts))
  server.use(answerErrors(pino({ enabled: false })))
  return supertest(server)
}
