import { randomUUID } from 'node:crypto'
import type { Bench } from './bench.ts'
import { loadBenchRows } from './bench-rows.ts'
import type { BenchCycle } from './bench-rows.ts'
import type { Figure } from './figures.ts'
import { createJobCount } from './job-count.ts'
import type { JobCount } from './job-count.ts'
import { inLanes } from './lanes.ts'
import { median } from './median.ts'
import { beginning, endless, STEPS, threeSteps } from './models.ts'
import { recordStep } from './record-step.ts'

/* Each has an audit chain of its own, as many as are worked at a time. */
const CYCLES = 32
const ROUNDS = 5
const RUN_UP = 100
const JOBS = 900
const STARTS_IN_FLIGHT = 16
const LEASE_MS = 60_000
const LEAST_RATIO = 0.55
const FETCHED = ['cycleId', 'guidanceDocumentId']

type Kind = 'empty' | 'ours'
const jobTypes: Record<Kind, string> = { empty: 'empty-step', ours: recordStep.jobType }
type Rounds = Record<Kind, number>[]

/**
 * Jobs per second of our steps against jobs that are answered at once: a warm-up, then rounds of both, and the median. First in
 * processes of three steps, begun and ended while it is measured; then in one that never ends, where nothing but steps is done.
 */
export async function measureThroughput(bench: Bench): Promise<Figure[]> {
  const cycles = await loadBenchRows(bench.knex, CYCLES)
  const processes = await measured(
    (kind) => throughProcesses(bench, cycles, kind),
    () => bench.engine.deploy(Object.values(jobTypes).map(threeSteps)),
  )
  const stepsAlone = await measured(
    (kind) => throughSteps(bench, kind),
    () => beginEndless(bench, cycles),
  )
  return [
    {
      ...{ name: 'oursToEmpty', label: 'our steps / empty steps, in processes of three' },
      ...{ ...figureOf(processes), limit: { atLeast: LEAST_RATIO } },
    },
    {
      ...{ name: 'oursToEmptyAlone', label: 'the same without any process that begins or ends' },
      ...{ ...figureOf(stepsAlone), limit: null },
    },
  ]
}

async function measured(run: (kind: Kind) => Promise<number>, prepare: () => Promise<void>): Promise<Rounds> {
  await prepare()
  await run('empty')
  await run('ours')
  const rounds: Rounds = []
  while (rounds.length < ROUNDS) rounds.push(await playRound(run, rounds.length % 2 === 0))
  return rounds
}

/* Who goes first alternates, so that an engine that grows slower or faster favours neither. */
async function playRound(
  run: (kind: Kind) => Promise<number>,
  emptyFirst: boolean,
): Promise<Record<Kind, number>> {
  if (emptyFirst) return { empty: await run('empty'), ours: await run('ours') }
  return { ours: await run('ours'), empty: await run('empty') }
}

function figureOf(rounds: Rounds): Pick<Figure, 'value' | 'unit' | 'detail'> {
  const [ours, empty] = [
    median(rounds.map((round) => round.ours)),
    median(rounds.map((round) => round.empty)),
  ]
  const value = median(rounds.map((round) => round.ours / round.empty))
  return { value, unit: '', detail: `${ours.toFixed(0)} of ${empty.toFixed(0)} jobs/s` }
}

async function beginEndless(bench: Bench, cycles: readonly BenchCycle[]): Promise<void> {
  await bench.engine.deploy(Object.values(jobTypes).map(endless))
  for (const cycle of cycles)
    for (const jobType of Object.values(jobTypes))
      await bench.engine.publishMessage(beginning(jobType, cycle.cycleId, { ...cycle }))
}

/* As many as are counted, and no more: the next run begins with nothing left over. */
async function throughProcesses(bench: Bench, cycles: readonly BenchCycle[], kind: Kind): Promise<number> {
  const count = Math.ceil((RUN_UP + JOBS) / STEPS)
  return jobsPerSecond(bench, kind, () =>
    inLanes({ count, lanes: STARTS_IN_FLIGHT }, (index) =>
      bench.engine.publishMessage(
        beginning(`three-${jobTypes[kind]}`, randomUUID(), { ...cycles[index % cycles.length] }),
      ),
    ),
  )
}

const throughSteps = (bench: Bench, kind: Kind): Promise<number> =>
  jobsPerSecond(bench, kind, () => Promise.resolve())

async function jobsPerSecond(bench: Bench, kind: Kind, begin: () => Promise<void>): Promise<number> {
  const count = createJobCount()
  const begun = count.reached(RUN_UP).then(() => performance.now())
  const finished = count.reached(RUN_UP + JOBS).then(() => performance.now())
  const worker = kind === 'empty' ? startEmpty(bench, count) : startOurs(bench, count)
  try {
    const [from, to] = await Promise.all([begun, finished, begin()])
    return (JOBS * 1_000) / (to - from)
  } finally {
    await worker.stop()
  }
}

function startOurs(bench: Bench, count: JobCount): { stop: () => Promise<void> } {
  return bench.startOurs([recordStep], (_, outcome) =>
    outcome === 'completed' ? count.add() : count.fail(new Error(`a job of the bench ended as ${outcome}`)),
  )
}

function startEmpty({ engine }: Bench, count: JobCount): { stop: () => Promise<void> } {
  return engine.workJobs({
    jobs: [{ type: jobTypes.empty, fetchVariables: FETCHED, leaseMs: LEASE_MS }],
    workerName: 'empty',
    async onJob(job) {
      await engine.completeJob(job.key, {}).then(count.add, count.fail)
    },
  })
}
