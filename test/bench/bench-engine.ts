import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { pino } from 'pino'
import { createMetrics } from '../../app/metrics.ts'
import { oncePerJob } from '../../app/once-per-job.ts'
import { connect, migrate } from '../../db/connection.ts'
import { createEngine } from '../../engine/connect.ts'
import type { Engine } from '../../engine/connect.ts'
import { startJobRunner } from '../../engine/job-runner.ts'
import type { RunnerOptions } from '../../engine/job-runner.ts'
import { createDocumentStore } from '../../gateways/document-store.ts'
import type { EngineKind } from '../../local/engine.ts'
import { aborted } from '../../local/interruption.ts'
import { startLocal } from '../../local/launcher.ts'
import type { LocalParts } from '../../local/launcher.ts'
import { LOCAL_DIR } from '../../local/settings.ts'
import type { Worker } from '../../workers/worker.ts'

const INSTANCE = { name: 'bench', dataDir: join(LOCAL_DIR, 'bench'), portOffset: 20 }
const POOL_SIZE = 20
const LEASE_MS = 60_000

/** An engine and a migrated database of the bench's own, with our runner as the application composes it. */
export interface BenchEngine {
  kind: EngineKind
  engineId: string
  engine: Engine
  knex: Knex
  startOurs: (
    workers: readonly Worker[],
    onFinished: RunnerOptions['onFinished'],
  ) => ReturnType<typeof startJobRunner>
}

export interface BenchRun {
  kind: EngineKind
  signal: AbortSignal
  say: (line: string) => void
}

/** Starts an engine on empty data, measures, and leaves nothing behind, also when it fails or is interrupted. */
export async function onEngine<T>(
  { kind, signal, say }: BenchRun,
  measure: (bench: BenchEngine) => Promise<T>,
): Promise<T> {
  const needs = { postgres: true, mail: false, region: null, clockControlled: false, fresh: true }
  const parts = await startLocal({ instance: INSTANCE, engine: kind, ...needs, progress: say, signal })
  try {
    const stopped = Promise.race([aborted(signal), parts.broken()]).then((why) =>
      Promise.reject(new Error(why)),
    )
    return await Promise.race([measureOn(parts, measure), stopped])
  } finally {
    await parts.stop()
    await rm(INSTANCE.dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function measureOn<T>(parts: LocalParts, measure: (bench: BenchEngine) => Promise<T>): Promise<T> {
  if (parts.engine === null || parts.databaseUrl === null)
    throw new Error('the bench needs engine and database')
  const { kind, engineId, zeebeGrpcAddress: grpcAddress, camundaRestUrl: restUrl } = parts.engine
  const knex = connect({ url: parts.databaseUrl, poolSize: POOL_SIZE })
  const engine = createEngine({ grpcAddress, restUrl, user: 'demo', password: 'demo' }, '8.6')
  try {
    await migrate(knex)
    return await measure({
      kind,
      engineId,
      engine,
      knex,
      startOurs: ourRunner({ parts, engineId, engine, knex }),
    })
  } finally {
    await engine.close()
    await knex.destroy()
  }
}

function ourRunner({
  parts,
  engineId,
  engine,
  knex,
}: Omit<BenchEngine, 'kind' | 'startOurs'> & { parts: LocalParts }): BenchEngine['startOurs'] {
  const { dataDir, logsDir } = parts.settings
  const log = pino({ level: 'info' }, pino.destination(join(logsDir, 'workers.log')))
  const files = createDocumentStore(join(dataDir, 'documents'))
  const clock = { now: () => new Date() }
  const metrics = createMetrics()
  const steps = { knex, engineId, leaseMs: LEASE_MS, files, clock, publicUrl: 'http://127.0.0.1', log }
  return (workers, onFinished) =>
    startJobRunner({
      clients: engine.clients,
      jobs: workers.map((worker) => oncePerJob(steps, worker)),
      workerName: 'concilia',
      ourSideUp: () => Promise.resolve(),
      probe: () => Promise.resolve(true),
      onFinished(jobType, outcome, seconds) {
        metrics.jobFinished(jobType, outcome, seconds)
        onFinished(jobType, outcome, seconds)
      },
      log,
    })
}
