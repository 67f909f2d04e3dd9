import express from 'express'
import { pino } from 'pino'
import supertest from 'supertest'
import type { Actor } from '../../procedures/context.ts'
import type { WebParts } from '../../web/page.ts'
import { webRouter } from '../../web/router.ts'
import { silentEngine } from './api.ts'
import type { TestDatabase } from './database.ts'

/** The pages on a test database, as a person sees them who is signed in, or as nobody does. */
export function pagesOf(database: TestDatabase, actor: Actor | null, others: Partial<WebParts> = {}) {
  const app = express()
  app.use(
    webRouter({
      reads: database.reads,
      engine: silentEngine,
      look: database.look,
      clock: database.clock,
      actorOf: () => Promise.resolve(actor),
      demoPeople: () => database.stores.network.everybody(database.today()),
      clockMoves: false,
      mails: null,
      door: express.Router(),
      log: pino({ enabled: false }),
      ...others,
    }),
  )
  return supertest(app)
}
