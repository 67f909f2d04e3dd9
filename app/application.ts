import type { Server } from 'node:http'
import { join } from 'node:path'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import { connect, connectReaders, migrate } from '../db/platform/connection.ts'
import { createDatabasePlace } from '../db/platform/database-place.ts'
import { createEngineIdentity } from '../db/platform/engine-identity.ts'
import { createOutboxQueue } from '../db/platform/outbox-queue.ts'
import { createReadModels } from '../db/read-models.ts'
import { createStores } from '../db/stores.ts'
import { startJobRunner } from '../engine/job-runner.ts'
import { readModelFiles } from '../engine/model-files.ts'
import { createDocumentStore } from '../gateways/document-store.ts'
import { createMailGateway } from '../gateways/mail.ts'
import { createRegionalPortal } from '../gateways/regional-portal.ts'
import { recordRegionalReceipt } from '../use-cases/approval/record-regional-receipt.ts'
import { endIntervention } from '../use-cases/cycle/end-intervention.ts'
import { recordOutcomeTaken } from '../use-cases/evaluation/record-outcome-taken.ts'
import { recordRequestReceived } from '../use-cases/evaluation/record-request-received.ts'
import { workers } from '../workers/registry.ts'
import { createClock } from './clock.ts'
import type { Config } from './config.ts'
import { followDemoTime } from './demo-time.ts'
import { demoNetwork } from './demo/network.ts'
import { watchDepartures } from './departures.ts'
import { openEngine } from './engine.ts'
import { startInstanceWatch } from './instance-watch.ts'
import { startHousekeeping } from './housekeeping.ts'
import { createHttp } from './http.ts'
import type { HttpParts } from './http-parts.ts'
import { intervening } from './interventions.ts'
import { loadNetwork } from './network-file.ts'
import { createMetrics } from './metrics.ts'
import { oncePerJob } from './once-per-job.ts'
import { startRelay } from './relay.ts'
import { createUseCaseRunner } from './run-use-case.ts'
import { createTurns } from './turns.ts'
import { createWorkshop } from './workshop.ts'
import { withoutFunction } from '../procedures/context.ts'

const MODELS = join(import.meta.dirname, '../bpmn')
const PROBE_MS = 1_000

/** Nobody's session: what the relay does with an answer from outside. */
const relayActor = withoutFunction('relay', 'Relay')

/** Composes the whole application by hand and starts it; `stop` drains: jobs, relay, upkeep, HTTP, threads, engine, connections. */
export async function startApplication(config: Config, log: Logger): Promise<{ stop: () => Promise<void> }> {
  const { knex, readers } = await openDatabase(config)
  const identity = createEngineIdentity(knex)
  const time = { offsetMs: await identity.clockOffsetMs() }
  const clock = createClock(() => time.offsetMs)
  const engine = await openEngine(config, { identity, clock, log })
  if (config.CONCILIA_MODE === 'demo') await loadDemo(knex, clock.now())
  await engine.port.deploy(await readModelFiles(MODELS))

  const files = createDocumentStore(config.CONCILIA_DOCUMENTS_DIR)
  const mail = createMailGateway(mailSettings(config))
  const workshop = createWorkshop({
    databaseUrl: config.DATABASE_URL,
    documentsFolder: config.CONCILIA_DOCUMENTS_DIR,
  })
  /* More at once only wait for each other's locks, with the connections that readers and steps need. */
  const turns = createTurns(Math.ceil(config.CONCILIA_DATABASE_POOL / 4))
  const runner = createUseCaseRunner({ knex, readers, files, workshop, clock }, turns)
  const metrics = createMetrics()
  const parts = { config, knex, clock, engine, files, workshop, mail, log, metrics, runner }
  const demoTime = followTime(parts, { identity, time })
  const upkeep = await startUpkeep(parts)
  const relay = startRelaying(parts)
  const jobs = startWorking(parts)
  const server = await createHttp({ ...parts, identity, time, reads: createReadModels({ knex, readers }) })
  return {
    async stop() {
      await jobs.stop()
      await relay.stop()
      await upkeep.stop()
      await closeServer(server)
      await workshop.close()
      await demoTime?.stop()
      await engine.port.close()
      mail.close()
      await readers.destroy()
      await knex.destroy()
    },
  }
}

const mailSettings = ({ SMTP_URL, CONCILIA_MAIL_FROM, CONCILIA_MAIL_REPLY_TO }: Config) => ({
  ...{ url: SMTP_URL, from: CONCILIA_MAIL_FROM, replyTo: CONCILIA_MAIL_REPLY_TO },
})

/* The schema is brought up in the owner's rights: the application has none to alter a table. */
async function openDatabase({ DATABASE_URL: url, CONCILIA_DATABASE_POOL: most }: Config) {
  const owner = connect({ url, poolSize: 1 })
  await migrate(owner).finally(() => owner.destroy())
  const poolSize = Math.floor(most / 2)
  return {
    knex: connect({ url, poolSize, role: 'concilia_application' }),
    ...connectReaders({ url, poolSize }),
  }
}

/* Its network comes with the first start only: somebody may have loaded another one before. */
async function loadDemo(knex: Knex, now: Date): Promise<void> {
  await knex.transaction(async (tx) => {
    const stores = createStores(tx)
    if (!(await stores.networkSettings.isLoaded())) await loadNetwork(stores, demoNetwork, now)
  })
}

type Parts = Pick<
  HttpParts,
  'config' | 'knex' | 'clock' | 'engine' | 'files' | 'workshop' | 'mail' | 'log' | 'metrics' | 'runner'
>

/* Outside the demo nobody moves the clock. */
function followTime(
  { config, engine, log }: Parts,
  { identity, time }: Pick<HttpParts, 'identity' | 'time'>,
): { stop: () => Promise<void> } | null {
  if (config.CONCILIA_MODE !== 'demo') return null
  return followDemoTime({ identity, time, onMoved: engine.clockMoved, log })
}

/* Begins before the relay, and ends after it: where the database is an older copy nothing may leave, and what left last is
   marked. */
async function startUpkeep(parts: Parts): Promise<{ stop: () => Promise<void> }> {
  const { knex, config, clock, engine, log } = parts
  const folder = config.CONCILIA_DOCUMENTS_DIR
  const departures = await watchDepartures({ place: createDatabasePlace(knex), folder, log })
  const housekeeping = startHousekeeping({
    ...{ knex, clock, log },
    retention: engine.retention,
    historyDays: config.CONCILIA_HISTORY_DAYS,
  })
  const watch = startInstanceWatch({ knex, engineId: engine.id, engine: engine.port, log })
  return {
    async stop() {
      await watch.stop()
      await departures.stop()
      await housekeeping.stop()
    },
  }
}

function startRelaying({ config, knex, clock, engine, files, mail, log, metrics, runner }: Parts) {
  return startRelay({
    queue: createOutboxQueue(knex),
    engine: engine.port,
    ...{ mail, clock },
    giveWay: runner.giveWay,
    region: createRegionalPortal({ url: config.REGION_URL }),
    files,
    recordReceipt: (answer) =>
      runner.run({ actor: relayActor, arrivedAt: clock.now() }, recordRegionalReceipt, answer),
    recordRequestReceived: (received) =>
      runner.run({ actor: relayActor, arrivedAt: clock.now() }, recordRequestReceived, received),
    intervene: intervening(engine.port, (ended) =>
      runner.run({ actor: relayActor, arrivedAt: clock.now() }, endIntervention, ended),
    ),
    recordOutcomeTaken: (taken) =>
      runner.run({ actor: relayActor, arrivedAt: clock.now() }, recordOutcomeTaken, taken),
    onSent: metrics.outboxSent,
    log,
  })
}

function startWorking({ config, knex, clock, engine, files, workshop, log, metrics }: Parts) {
  const steps = {
    knex,
    engineId: engine.id,
    publicUrl: config.CONCILIA_PUBLIC_URL,
    leaseMs: config.CONCILIA_JOB_LEASE_MS,
    files,
    workshop,
    clock,
    log,
  }
  return startJobRunner({
    engine: engine.port,
    jobs: workers.map((worker) => oncePerJob(steps, worker)),
    workerName: 'concilia',
    ...databaseGate(knex),
    onFinished: metrics.jobFinished,
    log,
  })
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
