// The test gateway, a program of its own: Camunda's protocol in front of the embedded engine, with faults on demand.
import pg from 'pg'
import { pino } from 'pino'
import { connect, migrate } from '../../db/platform/connection.ts'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import { createActivation } from './activation.ts'
import { createMovedClock } from './clock.ts'
import { createFaults } from './faults.ts'
import { createGate } from './gate.ts'
import { startGrpc } from './grpc-server.ts'
import { startRest } from './rest-server.ts'
import { gatewaySchema } from './settings.ts'
import { shape86 } from './shape-8-6.ts'
import { shape88 } from './shape-8-8.ts'
import { createSignIn } from './sign-in.ts'
import { createVerbs } from './verbs.ts'

const POOL_SIZE = 8

const settings = gatewaySchema.parse(process.env)
const log = pino({ level: 'warn' })
const url = settings.GATEWAY_DATABASE_URL
const knex = connect({ url, poolSize: POOL_SIZE })
await migrate(knex)
const clock = createMovedClock()
const engine = createEmbeddedEngine({ url, clock, log })
const activation = createActivation(knex, (err) => log.error({ err }, 'gateway: no job could be handed over'))

/* Without it jobs are found by the sweep, later. */
const notices = new pg.Client({ connectionString: url })
notices.on('notification', activation.wake)
notices.on('error', (err) => log.error({ err }, 'gateway: the database tells nothing any more'))
await notices.connect()
await notices.query('listen engine_jobs')

const faults = createFaults()
const signIn = createSignIn(settings.GATEWAY_SIGN_IN)
const pass = createGate({ faults, signIn, log })
const verbs = createVerbs({ engine, knex, clock, activation })
const grpc = await startGrpc({ port: settings.GATEWAY_GRPC_PORT, pass, verbs, activation })
const shape = settings.GATEWAY_API === '8.6' ? shape86 : shape88
const parts = { pass, engine, knex, clock, shape, signIn, faults }
/* Last: who asks here finds all of it ready. */
const rest = await startRest({ port: settings.GATEWAY_REST_PORT, ...parts })

async function stop(): Promise<void> {
  grpc.stop()
  rest.close()
  rest.closeAllConnections()
  await activation.stop()
  await engine.close()
  await notices.end()
  await knex.destroy()
}
process.once('SIGTERM', () => void stop().then(() => process.exit(0)))
