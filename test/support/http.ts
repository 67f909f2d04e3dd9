import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pino } from 'pino'
import supertest from 'supertest'
import type { EngineView } from '../../api/engine-view.ts'
import { readConfig } from '../../app/config.ts'
import { httpApplication } from '../../app/http.ts'
import type { HttpParts } from '../../app/http-parts.ts'
import { createMetrics } from '../../app/metrics.ts'
import { createUseCaseRunner } from '../../app/run-use-case.ts'
import { connect } from '../../db/platform/connection.ts'
import { createEngineIdentity } from '../../db/platform/engine-identity.ts'
import { createReadModels } from '../../db/read-models.ts'
import { createMailGateway } from '../../gateways/mail.ts'
import { silentEngine } from './api.ts'
import { freePort } from './free-port.ts'
import type { TestDatabase } from './database.ts'

/* Nothing listens on port 1. */
const settings = {
  CONCILIA_MODE: 'demo',
  CONCILIA_PUBLIC_URL: 'http://127.0.0.1:3000',
  CONCILIA_DOCUMENTS_DIR: '/nowhere',
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
  SMTP_URL: 'smtp://127.0.0.1:1',
  REGION_URL: 'http://127.0.0.1:1',
  REGION_CALLBACK_TOKEN: 'a-token-of-the-region',
}

type Served = Pick<TestDatabase, 'knex' | 'readers' | 'files' | 'workshop' | 'clock'>

function applicationOf(database: Served, given: object, view: Partial<EngineView> = {}) {
  const { knex, readers, files, workshop, clock } = database
  const config = readConfig({ ...settings, ...given })
  const engine = {
    port: { ...silentEngine, ...view, probe: () => Promise.reject(new Error('no engine here')) },
    moveClock: () => Promise.resolve(),
    pulse: null,
  } as unknown as HttpParts['engine']
  const application = httpApplication({
    ...{ config, knex, files, workshop, clock, engine },
    identity: createEngineIdentity(knex),
    time: { offsetMs: 0 },
    runner: createUseCaseRunner({ knex, readers, files, workshop, clock }),
    reads: createReadModels({ knex, readers }),
    mail: createMailGateway({ url: config.SMTP_URL, from: config.CONCILIA_MAIL_FROM }),
    metrics: createMetrics(),
    log: pino({ enabled: false }),
  })
  return { application, config }
}

/** The same at an address of its own, for a browser. */
export async function serveHttp(database: Served, view: Partial<EngineView> = {}) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { application } = applicationOf(database, { CONCILIA_PUBLIC_URL: url }, view)
  const server = application.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { url, close: () => void server.close() }
}

/** The whole application over HTTP on a test database, without an engine but what is to be seen of one; settings may be given
 * otherwise. */
export function httpOf(database: Served, given: object = {}, view: Partial<EngineView> = {}) {
  const { application, config } = applicationOf(database, given, view)
  /* supertest asks at an address of its own: it stands for the public one, unless a test names another. */
  const { host } = new URL(config.CONCILIA_PUBLIC_URL)
  return supertest((request: IncomingMessage, response: ServerResponse) => {
    if (/^127\.0\.0\.1:\d+$/.test(request.headers.host ?? '')) request.headers.host = host
    application(request, response)
  })
}

/** A pool whose database does not answer. */
export const deadDatabase = () => connect({ url: settings.DATABASE_URL, poolSize: 1 })
