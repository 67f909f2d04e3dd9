import type { Server } from 'node:http'
import { join } from 'node:path'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { connect, migrate } from '../db/connection.ts'
import { createEngineIdentity } from '../db/engine-identity.ts'
import { createOutboxQueue } from '../db/outbox-queue.ts'
import { createReadModels } from '../db/read-models.ts'
import { createStores } from '../db/stores.ts'
import type { EngineConnection } from '../engine/client.ts'
import { createEngine } from '../engine/connect.ts'
import { deployModels, readModelFiles } from '../engine/deploy.ts'
import { markEngine } from '../engine/mark.ts'
import { startJobRunner } from '../engine/job-runner.ts'
import { createDocumentStore } from '../gateways/document-store.ts'
import { createMailGateway } from '../gateways/mail.ts'
import { createRegionalPortal } from '../gateways/regional-portal.ts'
import { recordRegionalReceipt } from '../use-cases/approval/record-regional-receipt.ts'
import { ensureClockOffset } from '../local/clock.ts'
import { workers } from '../workers/registry.ts'
import { createClock } from './clock.ts'
import type { Config } from './config.ts'
import { loadDemoNetwork } from './demo/network.ts'
import { createHttp } from './http.ts'
import type { HttpParts } from './http.ts'
import { createMetrics } from './metrics.ts'
import { oncePerJob } from './once-per-job.ts'
import { startRelay } from './relay.ts'
import { createUseCaseRunner } from './run-use-case.ts'

const MODELS = join(import.meta.dirname, '../bpmn')
const PROBE_MS = 1_000

/** Nobody's session: what the relay does with an answer from outside. */
const relayActor = { personId: 'relay', displayName: 'Relay', roles: [] }

/** Composes the whole application by hand and starts it; `stop` drains: polling, relay, HTTP, pool. */
export async function startApplication(config: Config, log: Logger): Promise<{ stop: () => Promise<void> }> {
  const knex = connect({ url: config.DATABASE_URL, poolSize: config.CONCILIA_DATABASE_POOL })
  await migrate(knex)
  const identity = createEngineIdentity(knex)
  const engine = createEngine(engineConnection(config), config.CONCILIA_ENGINE_API)
  await identity.bind(config.CONCILIA_ENGINE_ID, () => markEngine(engine.clients))
  const time = { offsetMs: await identity.clockOffsetMs() }
  if (config.CONCILIA_MODE === 'demo') await knex.transaction((tx) => loadDemoNetwork(createStores(tx)))
  if (config.CONCILIA_ENGINE_ACTUATOR_URL)
    await ensureClockOffset(config.CONCILIA_ENGINE_ACTUATOR_URL, time.offsetMs)
  await deployChangedModels({ identity, engine, engineId: config.CONCILIA_ENGINE_ID, log })

  const clock = createClock(() => time.offsetMs)
  const files = createDocumentStore(config.CONCILIA_DOCUMENTS_DIR)
  const mail = createMailGateway({ url: config.SMTP_URL, from: config.CONCILIA_MAIL_FROM })
  const parts = {
    config,
    knex,
    clock,
    engine,
    files,
    mail,
    log,
    metrics: createMetrics(),
    runner: createUseCaseRunner({ knex, files, clock }),
  }
  const relay = startRelaying(parts)
  const jobs = startWorking(parts)
  const server = await createHttp({ ...parts, identity, time, reads: createReadModels(knex) })
  return {
    async stop() {
      await jobs.stop()
      await relay.stop()
      await closeServer(server)
      await engine.close()
      mail.close()
      await knex.destroy()
    },
  }
}

type Parts = Pick<
  HttpParts,
  'config' | 'knex' | 'clock' | 'engine' | 'files' | 'mail' | 'log' | 'metrics' | 'runner'
>

function engineConnection(config: Config): EngineConnection {
  return {
    grpcAddress: config.ZEEBE_GRPC_ADDRESS,
    restUrl: config.CAMUNDA_REST_URL,
    user: config.CONCILIA_ENGINE_USER,
    password: config.CONCILIA_ENGINE_PASSWORD,
  }
}

function startRelaying({ config, knex, clock, engine, files, mail, log, metrics, runner }: Parts) {
  return startRelay({
    queue: createOutboxQueue(knex),
    engine: engine.port,
    mail,
    region: createRegionalPortal({ url: config.REGION_URL }),
    files,
    recordReceipt: (answer) =>
      runner.run({ actor: relayActor, arrivedAt: clock.now() }, recordRegionalReceipt, answer),
    onSent: metrics.outboxSent,
    log,
  })
}

function startWorking({ config, knex, clock, engine, files, log, metrics }: Parts) {
  const steps = {
    knex,
    engineId: config.CONCILIA_ENGINE_ID,
    publicUrl: config.CONCILIA_PUBLIC_URL,
    leaseMs: config.CONCILIA_JOB_LEASE_MS,
    files,
    clock,
    log,
  }
  return startJobRunner({
    clients: engine.clients,
    jobs: workers.map((worker) => oncePerJob(steps, worker)),
    workerName: 'concilia',
    ...databaseGate(knex),
    onFinished: metrics.jobFinished,
    log,
  })
}

async function deployChangedModels({
  identity,
  engine,
  engineId,
  log,
}: {
  identity: ReturnType<typeof createEngineIdentity>
  engine: ReturnType<typeof createEngine>
  engineId: string
  log: Logger
}): Promise<void> {
  const changed = await identity.notDeployed(engineId, await readModelFiles(MODELS))
  await deployModels(engine.clients, changed)
  await identity.recordDeployed(engineId, changed)
  log.info({ files: changed.map((file) => file.name) }, 'models deployed')
}

/* While the database is down no job is failed for it: handlers wait here and the leases run out. */
function databaseGate(knex: Knex): { probe: () => Promise<boolean>; ourSideUp: () => Promise<void> } {
  const probe = (): Promise<boolean> =>
    knex.raw('select 1').then(
      () => true,
      () => false,
    )
  let down: Promise<void> | null = null
  const untilUp = async (): Promise<void> => {
    while (!(await probe())) await new Promise((resolve) => setTimeout(resolve, PROBE_MS))
    down = null
  }
  return {
    async probe() {
      const up = await probe()
      if (!up) down ??= untilUp()
      return up
    },
    ourSideUp: () => down ?? Promise.resolve(),
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
