import { createServer } from 'node:http'
import type { Server } from 'node:http'
import express from 'express'
import helmet from 'helmet'
import { answerErrors } from '../api/http-errors.ts'
import type { ApiParts } from '../api/carry-out.ts'
import { mountRoutes } from '../api/mount.ts'
import { operationsOf } from '../api/operations.ts'
import type { EngineView } from '../api/engine-view.ts'
import { openApiDocument } from '../api/openapi.ts'
import { routes } from '../api/routes.ts'
import { demoSessionRoutes } from '../api/session.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import { createStores } from '../db/stores.ts'
import type { WebParts } from '../web/page.ts'
import { changedAhead } from '../engine/changed-ahead.ts'
import { webRouter } from '../web/router.ts'
import { demoClockRoutes } from './demo-clock.ts'
import { demoRegionRoutes, regionOffice } from './demo-region.ts'
import { demoExamplesRouter, exampleCycle } from './demo-examples.ts'
import type { HttpParts } from './http-parts.ts'
import { checkHealth, measure } from './health.ts'
import { localMailBox } from './local-mail-box.ts'
import { regionCaller } from './region-caller.ts'
import { providerDoor } from './sign-in.ts'
import { bears } from './bearer.ts'
import { isLocal, ownAddressOnly, sameOriginWrites } from './own-address.ts'
import { calendarFeeds } from './calendar-feed.ts'
import { createHeldForms } from './held-forms.ts'
import { createRateLimits } from './rate-limits.ts'
import { createSessions } from './session.ts'
import type { SessionParts, Sessions } from './session.ts'
import { localDateOf } from '../domain/shared/terms.ts'

/* No script of a page itself: a text that people wrote can never run. */
const contentSources = {
  'script-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'upgrade-insecure-requests': null,
}

/** Every surface over HTTP in one list: health, metrics, API with its session, pages; what fails in any of them is told
 * by the last handler, never by a stack. */
export function httpApplication(parts: HttpParts): express.Express {
  const { config, log } = parts
  const demoPeople = demoPeopleOf(parts)
  const sessions = createSessions(sessionParts(parts, demoPeople))
  const ofDemo = config.CONCILIA_MODE === 'demo' ? demoSessionRoutes : []
  const operations = [...routes, ...ofDemo, ...demoClockRoutes(parts), ...demoRegionRoutes(config)]
  const api = apiParts(parts, sessions)
  const app = express()
  app.disable('x-powered-by')
  /* What is the viewer's own is kept nowhere, so nobody asks whether it changed. */
  app.disable('etag')
  /* A proxy on this machine says from which address people came. */
  app.set('trust proxy', 'loopback')
  app.use(
    helmet({
      contentSecurityPolicy: { directives: contentSources },
      /* Told no referrer at all, a browser sends a plain form of ours from the origin "null". */
      referrerPolicy: { policy: 'same-origin' },
    }),
  )
  /* A probe asks at whatever address it finds us. */
  app.use(healthAndMetrics(parts))
  app.use(ownAddressOnly(config.CONCILIA_PUBLIC_URL), sameOriginWrites(config.CONCILIA_PUBLIC_URL))
  app.get('/api/openapi.json', (_request, response) => void response.json(openApiDocument(operations)))
  const door = providerDoor(parts, { stores: createStores(parts.knex), sessions, limit: api.limit })
  app.use(onlyUnder('/api/', mountRoutes(operations, api)))
  app.use(demoExamplesRouter(parts, api.actorOf))
  app.use(
    calendarFeeds({
      ...{ stores: createStores(parts.knex), reads: parts.reads, clock: parts.clock, limit: api.limit },
      publicUrl: config.CONCILIA_PUBLIC_URL,
    }),
  )
  const held = createHeldForms({ ...sessionParts(parts, demoPeople), sessions, limit: api.limit })
  const { signedIn, reading } = sessions
  const acts = operationsOf(operations, api)
  app.use(pages(parts, { ...api, signedIn, reading, demoPeople, door, held, operations: acts }))
  app.use(answerErrors(log))
  return app
}

/* A page is none of the operations, each of which would be compared with its address. */
const onlyUnder =
  (beginning: string, router: express.Router): express.RequestHandler =>
  (request, response, next) => {
    if (request.path.startsWith(beginning)) router(request, response, next)
    else next()
  }

/** Resolves when it listens. */
export async function createHttp(parts: HttpParts): Promise<Server> {
  const server = createServer(httpApplication(parts))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(parts.config.CONCILIA_PORT, parts.config.CONCILIA_HOST, resolve)
  })
  return server
}

type DemoPeople = SessionParts['demoPeople']

function demoPeopleOf({ config, knex, clock }: HttpParts): DemoPeople {
  if (config.CONCILIA_MODE !== 'demo') return null
  return () => createStores(knex).network.everybody(localDateOf(clock.now()))
}

function sessionParts({ config, knex, clock }: HttpParts, demoPeople: DemoPeople): SessionParts {
  return {
    stores: createStores(knex),
    secure: config.CONCILIA_PUBLIC_URL.startsWith('https:'),
    demoPeople,
    today: () => localDateOf(clock.now()),
  }
}

function apiParts(parts: HttpParts, sessions: Sessions): ApiParts {
  const { config, runner } = parts
  return {
    reads: parts.reads,
    uploads: parts.files,
    inspect: parts.workshop.inspect,
    ...sessions,
    publicUrl: config.CONCILIA_PUBLIC_URL,
    regionOf: regionCaller(config.REGION_CALLBACK_TOKEN),
    now: () => parts.clock.now(),
    run: runner.run,
    runOnce: runner.runOnce,
    look: runner.look,
    engine: engineView(parts),
    limit: createRateLimits(),
  }
}

const engineView = ({ config, engine: { port } }: HttpParts): EngineView => ({
  ...port,
  changedAhead: (asked) => changedAhead(port, asked),
  operateUrl: config.camunda?.CONCILIA_OPERATE_URL ?? null,
})

function pages(
  parts: HttpParts,
  given: ApiParts & Pick<WebParts, 'signedIn' | 'reading' | 'demoPeople' | 'door' | 'held' | 'operations'>,
): express.Router {
  const { config } = parts
  return webRouter({
    ...given,
    clock: parts.clock,
    exampleCycle: config.CONCILIA_MODE === 'demo' ? exampleCycle : null,
    clockMoves: config.CONCILIA_MODE === 'demo' && parts.engine.moveClock !== null,
    regionOffice: regionOffice(config),
    mails: localMailBox(config),
    log: parts.log,
  })
}

function healthAndMetrics(parts: HttpParts): express.Router {
  const router = express.Router()
  router.get('/health', async (_request, response) => {
    const health = await checkHealth({
      knex: parts.knex,
      engine: parts.engine.port,
      pulse: parts.engine.pulse,
      mailAnswers: () => parts.mail.answers(),
      regionUrl: parts.config.REGION_URL,
    })
    response.status(health.state === 'up' ? 200 : 503).json(health)
  })
  const { CONCILIA_METRICS_TOKEN: token } = parts.config
  const mayMeasure = token === undefined ? isLocal : bears(token)
  router.get('/metrics', async (request, response) => {
    if (!mayMeasure(request)) throw new BusinessError('NOT_ALLOWED')
    response
      .type('text/plain')
      .send(await parts.metrics.text(await measure({ knex: parts.knex, pulse: parts.engine.pulse })))
  })
  return router
}
