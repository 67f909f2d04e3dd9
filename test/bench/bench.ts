import { join } from 'node:path'
import type { Knex } from 'knex'
import { pino } from 'pino'
import { createMetrics } from '../../app/metrics.ts'
import { oncePerJob } from '../../app/once-per-job.ts'
import { createWorkshop } from '../../app/workshop.ts'
import { connect } from '../../db/platform/connection.ts'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import type { EmbeddedEngine } from '../../engine/embedded/engine.ts'
import { startJobRunner } from '../../engine/job-runner.ts'
import type { RunnerOptions } from '../../engine/job-runner.ts'
import { createDocumentStore } from '../../gateways/document-store.ts'
import type { Worker } from '../../workers/worker.ts'
import type { BenchServer } from './bench-server.ts'

const POOL_SIZE = 20
const LEASE_MS = 60_000
export const ENGINE_ID = 'embedded-bench'

/** The engine and a migrated database of one measure's own, with our runner as the application composes it. */
export interface Bench {
  url: string
  engine: EmbeddedEngine
  knex: Knex
  startOurs: (
    workers: readonly Worker[],
    onFinished: RunnerOptions['onFinished'],
  ) => ReturnType<typeof startJobRunner>
}

const clock = { now: () => new Date() }

/** Opens the engine on this database for as long as the work lasts. */
export async function onEngine<T>(
  { folder }: BenchServer,
  url: string,
  work: (bench: Bench) => Promise<T>,
): Promise<T> {
  const log = pino({ level: 'info' }, pino.destination(join(folder, 'bench.log')))
  const knex = connect({ url, poolSize: POOL_SIZE })
  const engine = createEmbeddedEngine({ url, clock, log })
  try {
    const documentsFolder = join(folder, 'documents')
    const files = createDocumentStore(documentsFolder)
    const parts = {
      knex,
      engineId: ENGINE_ID,
      leaseMs: LEASE_MS,
      files,
      workshop: createWorkshop({ databaseUrl: url, documentsFolder }),
      clock,
      publicUrl: 'http://127.0.0.1',
      log,
    }
    return await work({ url, engine, knex, startOurs: ourRunner(engine, parts) })
  } finally {
    await engine.close()
    await knex.destroy()
  }
}

/** The same on an empty database of this name. */
export async function onFreshEngine<T>(
  server: BenchServer,
  name: string,
  work: (bench: Bench) => Promise<T>,
): Promise<T> {
  return onEngine(server, await server.create(name), work)
}

function ourRunner(engine: EmbeddedEngine, parts: Parameters<typeof oncePerJob>[0]): Bench['startOurs'] {
  const metrics = createMetrics()
  return (workers, onFinished) =>
    startJobRunner({
      engine,
      jobs: workers.map((worker) => oncePerJob(parts, worker)),
      workerName: 'concilia',
      ourSideUp: () => Promise.resolve(),
      probe: () => Promise.resolve(true),
      onFinished(jobType, outcome, seconds) {
        metrics.jobFinished(jobType, outcome, seconds)
        onFinished(jobType, outcome, seconds)
      },
      log: parts.log,
    })
}
