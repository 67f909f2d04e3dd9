import type { Bench } from './bench.ts'
import { loadBenchRows } from './bench-rows.ts'
import type { Figure } from './figures.ts'
import { createJobCount } from './job-count.ts'
import type { JobCount } from './job-count.ts'
import { median } from './median.ts'
import { beginning, endless } from './models.ts'
import { recordStep } from './record-step.ts'

/* Each has a process of either kind: as many as are worked at a time, each with an audit chain of its own. */
const CYCLES = 32
const ROUNDS = 5
const RUN_UP = 100
const JOBS = 900
const LEASE_MS = 60_000
const LEAST_RATIO = 0.55
const FETCHED = ['cycleId', 'guidanceDocumentId']

type Kind = 'empty' | 'ours'
const processes: Record<Kind, string> = { empty: 'empty-step', ours: recordStep.jobType }

/** Our steps per second against jobs that are answered at once: a warm-up, then rounds of both, and the median. */
export async function measureThroughput(bench: Bench): Promise<Figure[]> {
  const { engine } = bench
  await engine.deploy(Object.values(processes).map(endless))
  for (const cycle of await loadBenchRows(bench.knex, CYCLES))
    for (const processId of Object.values(processes))
      await engine.publishMessage(beginning(processId, cycle.cycleId, { ...cycle }))
  const run = (kind: Kind): Promise<number> => jobsPerSecond(bench, kind)
  await run('empty')
  await run('ours')
  const rounds: Record<Kind, number>[] = []
  while (rounds.length < ROUNDS) rounds.push(await playRound(run, rounds.length % 2 === 0))
  return [figureOf(rounds)]
}

/* Who goes first alternates, so that an engine that grows slower or faster favours neither. */
async function playRound(
  run: (kind: Kind) => Promise<number>,
  emptyFirst: boolean,
): Promise<Record<Kind, number>> {
  if (emptyFirst) return { empty: await run('empty'), ours: await run('ours') }
  return { ours: await run('ours'), empty: await run('empty') }
}

function figureOf(rounds: readonly Record<Kind, number>[]): Figure {
  const [ours, empty] = [
    median(rounds.map((round) => round.ours)),
    median(rounds.map((round) => round.empty)),
  ]
  return {
    name: 'oursToEmpty',
    label: 'our steps / empty steps',
    value: median(rounds.map((round) => round.ours / round.empty)),
    unit: '',
    limit: { atLeast: LEAST_RATIO },
    detail: `${ours.toFixed(0)} of ${empty.toFixed(0)} jobs/s`,
  }
}

async function jobsPerSecond(bench: Bench, kind: Kind): Promise<number> {
  const count = createJobCount()
  const begun = count.reached(RUN_UP).then(() => performance.now())
  const finished = count.reached(RUN_UP + JOBS).then(() => performance.now())
  const worker = kind === 'empty' ? startEmpty(bench, count) : startOurs(bench, count)
  try {
    const [from, to] = await Promise.all([begun, finished])
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
    jobs: [{ type: processes.empty, fetchVariables: FETCHED, leaseMs: LEASE_MS }],
    workerName: 'empty',
    async onJob(job) {
      await engine.completeJob(job.key, {}).then(count.add, count.fail)
    },
  })
}
