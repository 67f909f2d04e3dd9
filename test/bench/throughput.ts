import { setTimeout as pause } from 'node:timers/promises'
import { deployModels, readModelFiles } from '../../engine/deploy.ts'
import type { BenchEngine } from './bench-engine.ts'
import { loadBenchRows } from './bench-rows.ts'
import type { BenchCycle } from './bench-rows.ts'
import { createJobCount } from './job-count.ts'
import type { JobCount } from './job-count.ts'
import { median } from './median.ts'
import { STEPS, recordSteps } from './record-step.ts'

const CYCLES = 20
const ROUNDS = 5
/* Fewer than the engine's back-pressure refuses. */
const STARTS_IN_FLIGHT = 16
/* Instances before the clock runs: by then exporter and importers are at work, as they are in a long load. */
const RUN_UP = 100
const LEASE_MS = 60_000
const CATCH_UP_WITHIN_MS = 180_000
const LOOK_EVERY_MS = 250

type Kind = 'empty' | 'ours'
export interface Round {
  emptyJobsPerSecond: number
  oursJobsPerSecond: number
  ratio: number
}
export interface Throughput {
  instances: number
  rounds: Round[]
  emptyJobsPerSecond: number
  oursJobsPerSecond: number
  ratio: number
}

/** Jobs per second of our workers against an empty worker of the SDK: a warm-up, then five rounds of both, and medians. */
export async function measureThroughput(
  bench: BenchEngine,
  { instances, say }: { instances: number; say: (line: string) => void },
): Promise<Throughput> {
  await deployModels(bench.engine.clients, await readModelFiles(import.meta.dirname))
  const cycles = await loadBenchRows(bench.knex, CYCLES)
  const count = createJobCount()
  const empty = startEmptyWorkers(bench, count)
  const ours = bench.startOurs(recordSteps, (_, outcome) =>
    outcome === 'completed' ? count.add() : count.fail(new Error(`a job of the bench ended as ${outcome}`)),
  )
  const run = (kind: Kind): Promise<number> => jobsPerSecond({ bench, count, cycles, instances }, kind)
  try {
    await run('empty')
    await run('ours')
    const rounds: Round[] = []
    while (rounds.length < ROUNDS) {
      const round = await playRound(run, rounds.length % 2 === 0)
      rounds.push(round)
      say(`round ${rounds.length} of ${ROUNDS}: ${describe(round)}`)
    }
    return { instances, rounds, ...mediansOf(rounds) }
  } finally {
    await ours.stop()
    await empty.stop()
  }
}

/** The ratio with the two figures that it comes from. */
export function describe({ emptyJobsPerSecond, oursJobsPerSecond, ratio }: Round): string {
  return `${ratio.toFixed(2)}  (${oursJobsPerSecond.toFixed(1)} of ${emptyJobsPerSecond.toFixed(1)} jobs/s)`
}

/* Who goes first alternates, so that an engine that grows slower or faster favours neither. */
async function playRound(run: (kind: Kind) => Promise<number>, emptyFirst: boolean): Promise<Round> {
  const first = await run(emptyFirst ? 'empty' : 'ours')
  const second = await run(emptyFirst ? 'ours' : 'empty')
  const [emptyJobsPerSecond, oursJobsPerSecond] = emptyFirst ? [first, second] : [second, first]
  return { emptyJobsPerSecond, oursJobsPerSecond, ratio: oursJobsPerSecond / emptyJobsPerSecond }
}

function mediansOf(rounds: readonly Round[]): Round {
  return {
    emptyJobsPerSecond: median(rounds.map((round) => round.emptyJobsPerSecond)),
    oursJobsPerSecond: median(rounds.map((round) => round.oursJobsPerSecond)),
    ratio: median(rounds.map((round) => round.ratio)),
  }
}

/* The SDK's own limit of 32 jobs at a time, on the client of ours: the empty worker is not held back. */
function startEmptyWorkers({ engine }: BenchEngine, count: JobCount): { stop: () => Promise<void> } {
  const workers = STEPS.map((step) =>
    engine.clients.grpc.createWorker({
      taskType: `empty-${step}`,
      timeout: LEASE_MS,
      fetchVariable: ['cycleId', 'guidanceDocumentId'],
      async taskHandler(job) {
        const completed = await job.complete()
        count.add()
        return completed
      },
    }),
  )
  return {
    async stop() {
      await Promise.all(workers.map((worker) => worker.close()))
    },
  }
}

async function jobsPerSecond(
  {
    bench,
    count,
    cycles,
    instances,
  }: { bench: BenchEngine; count: JobCount; cycles: readonly BenchCycle[]; instances: number },
  kind: Kind,
): Promise<number> {
  await searchHasCaughtUp(bench)
  count.restart()
  const begun = count.reached(RUN_UP * STEPS.length).then(() => performance.now())
  const finished = count.reached((RUN_UP + instances) * STEPS.length).then(() => performance.now())
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < RUN_UP + instances) {
      const variables = { kind, ...cycles[next % cycles.length] }
      next += 1
      await bench.engine.clients.grpc.createProcessInstance({ bpmnProcessId: 'three-steps', variables })
    }
  }
  const [from, to] = await Promise.all([begun, finished, ...Array.from({ length: STARTS_IN_FLIGHT }, lane)])
  return (instances * STEPS.length * 1_000) / (to - from)
}

/* Operate reads behind the engine: a measure that left its reading to the next one would seem faster than it is. */
async function searchHasCaughtUp({ kind, engine }: BenchEngine): Promise<void> {
  if (kind === 'broker') return
  const marker = { bpmnProcessId: 'three-steps', variables: { kind: 'nobody' } }
  const { processInstanceKey } = await engine.clients.grpc.createProcessInstance(marker)
  const end = performance.now() + CATCH_UP_WITHIN_MS
  while ((await engine.search.tokens(processInstanceKey)).length === 0) {
    if (performance.now() > end) throw new Error("the engine's search does not catch up")
    await pause(LOOK_EVERY_MS)
  }
}
