import express from 'express'
import { pino } from 'pino'
import supertest from 'supertest'
import type { Actor } from '../../procedures/context.ts'
import type { WebParts } from '../../web/page.ts'
import { webRouter } from '../../web/router.ts'
import { silentEngine } from './api.ts'
import type { TestDatabase } from './database.ts'

/** What pages need to act, for tests that only read them. */
export const onlyRead = {
  exampleCycle: null,
  sessionOf: () => ({ leaveReceipt: () => undefined, takeReceipt: () => null }),
  operations: {
    carryOut: () => Promise.reject(new Error('no operation here')),
    refusalOfFile: (_name: unknown, _asked: unknown, error: unknown) => Promise.resolve(error),
    problemsOf: () => [],
  },
  inspect: () => Promise.reject(new Error('no upload here')),
  held: {
    markOf: () => null,
    admits: () => Promise.resolve(),
    hold: () => Promise.resolve(),
    find: () => Promise.resolve(null),
    drop: () => Promise.resolve(),
  },
}

const functionsOf = ({ stores, today }: TestDatabase, { personId }: Actor) =>
  stores.network.functionsOf(personId, today())

/** The pages on a test database, as a person sees them who is signed in, or as nobody does. */
export function pagesOf(database: TestDatabase, actor: Actor | null, others: Partial<WebParts> = {}) {
  const app = express()
  const parts: WebParts = {
    ...onlyRead,
    reads: database.reads,
    uploads: database.files,
    engine: silentEngine,
    look: database.look,
    clock: database.clock,
    signedIn: async () => actor && { actor, functions: await functionsOf(database, actor), undecided: 0 },
    demoPeople: () => database.stores.network.everybody(database.today()),
    clockMoves: false,
    regionOffice: null,
    mails: null,
    door: express.Router(),
    log: pino({ enabled: false }),
    ...others,
    reading: async (request, prepare) => prepare(await parts.signedIn(request)),
  }
  app.use(webRouter(parts))
  return supertest(app)
}
