import express from 'express'
import { pino } from 'pino'
import supertest from 'supertest'
import { answerErrors } from '../../api/http-errors.ts'
import type { ApiParts } from '../../api/mount.ts'
import { mountRoutes } from '../../api/mount.ts'
import type { Route } from '../../api/route.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { TestDatabase } from './database.ts'

/** The header that says who asks, in place of a session. */
export const PERSON = 'x-test-person'

/** Operations of the API over HTTP on a test database; whoever `PERSON` names is signed in. */
export function apiOf(database: TestDatabase, routes: readonly Route[], others: Partial<ApiParts> = {}) {
  const { reads, files: uploads, runRequest: run, runOnce, look, writeWorkbook } = database
  const server = express()
  server.use(
    mountRoutes(routes, {
      ...{ reads, uploads, now: database.clock.now, run, runOnce, look, writeWorkbook },
      actorOf: (request) => database.stores.network.actorOf(request.get(PERSON) ?? ''),
      regionOf: () => {
        throw new BusinessError('NOT_SIGNED_IN')
      },
      sessionOf: () => ({
        begin: () => Promise.resolve(null),
        end: () => undefined,
        people: () => Promise.resolve([]),
      }),
      engine: { tokens: () => Promise.resolve([]), operateUrl: 'http://operate.example' },
      ...others,
    }),
  )
  server.use(answerErrors(pino({ enabled: false })))
  return supertest(server)
}
