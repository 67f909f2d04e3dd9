import pg from 'pg'
import { onEngine } from './bench.ts'
import type { Bench } from './bench.ts'
import type { BenchServer } from './bench-server.ts'
import type { Figure } from './figures.ts'
import { createJobHand } from './job-hand.ts'
import { median } from './median.ts'
import { beginning, endless } from './models.ts'
import { backgroundOf, recordStatements, saidWhenIdle } from './record-statements.ts'
import type { Recorder, Statement } from './record-statements.ts'
import { waitFor } from '../support/wait-for.ts'

const PROCESS = 'recorded-step'
const LEASE_MS = 60_000
const UNMEASURED = 100
const STEPS = 500
const IDLE_MS = 3_000
const MOST_STATEMENTS = 12

/** What an engine did for steps one after the other: all its statements, and of each step the first and how long it took. */
interface Recording {
  statements: Statement[]
  firsts: number[]
  stepMs: number[]
}

/**
 * Statements of an empty step, from handing its job out to its answer, and its time beside that of the same statements sent
 * again, on one connection, to a copy of the database that was made before.
 */
export async function measureStatements(server: BenchServer): Promise<Figure[]> {
  const original = await server.create('recorded')
  await onEngine(server, original, begin)
  const copy = await server.create('replayed', 'recorded')
  const recording = await onEngine(server, original, record)
  const rawMs = median(await replay(copy, recording))
  const stepMs = median(recording.stepMs)
  const [first = 0] = recording.firsts
  const perStep = (recording.statements.length - first) / recording.firsts.length
  return [
    {
      ...{ name: 'statements', label: 'statements of an empty step', value: perStep, unit: '' },
      ...{ limit: { atMost: MOST_STATEMENTS }, detail: `over ${recording.firsts.length} steps` },
    },
    {
      ...{ name: 'rawToEngine', label: 'its SQL replayed raw / the step', value: rawMs / stepMs, unit: '' },
      ...{ limit: null, detail: `${rawMs.toFixed(2)} of ${stepMs.toFixed(2)} ms` },
    },
  ]
}

async function begin({ engine, knex }: Bench): Promise<void> {
  await engine.deploy([endless(PROCESS)])
  await engine.publishMessage(beginning(PROCESS, 'only'))
  const found = () => knex('engine.jobs').first<{ key: string } | undefined>('type')
  await waitFor('the first job', 10_000, async () => (await found()) ?? null)
}

async function record({ engine }: Bench): Promise<Recording> {
  const recorder = recordStatements()
  const idle = await whatIdlesSay(engine, recorder)
  const { promise: enough, resolve, reject } = Promise.withResolvers<undefined>()
  const starts: { at: number; statement: number }[] = []
  const worker = engine.workJobs({
    jobs: [{ type: PROCESS, fetchVariables: [], leaseMs: LEASE_MS }],
    workerName: 'recorded',
    async onJob({ key }) {
      starts.push({ at: performance.now(), statement: recorder.statements.length })
      if (starts.length > UNMEASURED + STEPS) resolve(undefined)
      await engine.completeJob(key, {}).catch(reject)
    },
  })
  await enough.finally(worker.stop)
  recorder.stop()
  return recordingOf(recorder.statements, starts, idle)
}

async function whatIdlesSay(engine: Bench['engine'], recorder: Recorder): Promise<Set<string>> {
  const nobodys = createJobHand(engine, { held: ['nothing'] })
  return saidWhenIdle(recorder, IDLE_MS).finally(nobodys.stop)
}

/* What an idle engine says too is not of the step, nor is the taking that found the very first job. */
function recordingOf(
  all: readonly Statement[],
  starts: readonly { at: number; statement: number }[],
  idle: ReadonlySet<string>,
): Recording {
  const ends = starts.slice(0, UNMEASURED + STEPS + 1)
  const background = backgroundOf(all, idle)
  const isOfStep = (statement: Statement): boolean => !background.has(statement)
  const countBefore = (index: number): number => all.slice(0, index).filter(isOfStep).length
  const measured = ends.slice(UNMEASURED)
  const last = measured.at(-1)?.statement ?? 0
  return {
    statements: all.slice(0, last).filter(isOfStep),
    firsts: measured.slice(0, -1).map(({ statement }) => countBefore(statement)),
    stepMs: measured.slice(1).map(({ at }, index) => at - (measured[index]?.at ?? at)),
  }
}

async function replay(url: string, { statements, firsts }: Recording): Promise<number[]> {
  const client = new pg.Client({ connectionString: url, options: '-c role=concilia_engine -c timezone=UTC' })
  await client.connect()
  const times: number[] = []
  try {
    for (const { asked } of statements) {
      times.push(performance.now())
      await client.query(asked)
    }
    times.push(performance.now())
  } finally {
    await client.end()
  }
  const bounds = [...firsts, statements.length].map((index) => times[index] ?? 0)
  return bounds.slice(1).map((at, index) => at - (bounds[index] ?? at))
}
