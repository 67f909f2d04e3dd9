import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { onFreshEngine } from './bench.ts'
import type { BenchServer } from './bench-server.ts'
import { timed } from './figures.ts'
import type { Figure } from './figures.ts'
import { median } from './median.ts'
import { beginning } from './models.ts'
import { OTHER_CYCLE, beginRound } from './scoring-round.ts'
import type { ScoringRound, WorkedRound } from './scoring-round.ts'

const MANY = 15_300
const FEW = 9
const UNMEASURED = 5
const SAMPLES = 61
const READS = 11
const OTHER_EVERY_MS = 500
const MOST_STEP_RATIO = 1.5
const MOST_TOKENS_MS = 100
const MOST_OTHER_SECONDS = 1

/** What 15,300 open user tasks do: to another cycle while they open, then to a step of their root and the reading of its tokens. */
export async function measureOpenTasks(server: BenchServer): Promise<Figure[]> {
  return onFreshEngine(server, 'few', (few) =>
    onFreshEngine(server, 'many', async (many) => {
      const [small, large] = [await beginRound(few), await beginRound(many)]
      const publishMs = await timed(() => large.request(MANY))
      const working = large.work()
      try {
        const others: number[] = []
        const openMs = await timed(() => meanwhile(working.opened(MANY), () => other(large, working, others)))
        return [
          otherCycle(others),
          loading({ publishMs, openMs }),
          await compareSteps({ small, large, working }),
          await readTokens(large),
        ]
      } finally {
        await working.hand.stop()
      }
    }),
  )
}

/* Again and again until the main thing has happened. */
async function meanwhile(main: Promise<void>, work: () => Promise<void>): Promise<void> {
  const ended = main.then(() => true)
  /* One that fails while the work lasts is met behind it. */
  ended.catch(() => undefined)
  do await work()
  while (!(await Promise.race([ended, pause(OTHER_EVERY_MS, false)])))
}

/* From publishing until its job is in our hands. */
async function other({ bench }: ScoringRound, { hand }: WorkedRound, seconds: number[]): Promise<void> {
  const started = performance.now()
  const coming = hand.next(OTHER_CYCLE)
  await bench.engine.publishMessage(beginning(OTHER_CYCLE, randomUUID()))
  const job = await coming
  seconds.push((performance.now() - started) / 1_000)
  await bench.engine.completeJob(job.key, {})
}

function otherCycle(seconds: readonly number[]): Figure {
  return {
    ...{ name: 'otherCycle', label: `another cycle's job starts while ${MANY} listeners run, at worst` },
    ...{ value: Math.max(...seconds), unit: 's', limit: { atMost: MOST_OTHER_SECONDS } },
    detail: `median ${median(seconds).toFixed(3)} s of ${seconds.length}`,
  }
}

function loading({ publishMs, openMs }: { publishMs: number; openMs: number }): Figure {
  return {
    ...{ name: 'openedTask', label: 'a user task of these requested and opened' },
    ...{ value: (publishMs + openMs) / MANY, unit: 'ms', limit: null },
    detail: `${(publishMs / MANY).toFixed(1)} message, ${(openMs / MANY).toFixed(1)} listener`,
  }
}

interface Both {
  small: ScoringRound
  large: ScoringRound
  working: WorkedRound
}

/* Each step is between two of the other root, on a database of its own. */
async function compareSteps({ small, large, working }: Both): Promise<Figure> {
  const smallWorking = small.work()
  try {
    await small.request(FEW)
    await smallWorking.opened(FEW)
    const few = await stepper(small, smallWorking, FEW)
    const many = await stepper(large, working, MANY)
    const times: { few: number; many: number }[] = []
    while (times.length < UNMEASURED + SAMPLES) times.push({ few: await few(), many: await many() })
    const measured = times.slice(UNMEASURED)
    const [fewMs, manyMs] = [median(measured.map(({ few }) => few)), median(measured.map(({ many }) => many))]
    return {
      ...{ name: 'stepOfMany', label: `a step with ${MANY} tasks open / with ${FEW} open` },
      ...{ value: manyMs / fewMs, unit: '×', limit: { atMost: MOST_STEP_RATIO } },
      detail: `${manyMs.toFixed(1)} of ${fewMs.toFixed(1)} ms`,
    }
  } finally {
    await smallWorking.hand.stop()
  }
}

/* Completes the oldest task until the job behind it is in our hands; before, another task is opened in its place. */
async function stepper(
  { bench: { engine }, instanceKey, request }: ScoringRound,
  { hand, opened }: WorkedRound,
  open: number,
): Promise<() => Promise<number>> {
  const tasks = await engine.userTasks(instanceKey, 'CREATED')
  let made = open
  return async () => {
    made += 1
    await Promise.all([opened(made), request(1)])
    const elementInstanceKey = tasks.shift()?.elementInstanceKey ?? (await newest())
    let job: Awaited<ReturnType<typeof hand.next>> | undefined
    const ms = await timed(async () => {
      const coming = hand.next('scored')
      await engine.completeUserTask({ elementInstanceKey, processInstanceKey: instanceKey, variables: {} })
      job = await coming
    })
    if (job) await engine.completeJob(job.key, {})
    return ms
  }
  async function newest(): Promise<string> {
    tasks.push(...(await engine.userTasks(instanceKey, 'CREATED')))
    return tasks.shift()?.elementInstanceKey ?? ''
  }
}

async function readTokens({ bench: { engine }, instanceKey }: ScoringRound): Promise<Figure> {
  const times: number[] = []
  let rows = 0
  while (times.length < READS)
    times.push(
      await timed(async () => {
        const tokens = await engine.tokens(instanceKey)
        rows = tokens.reduce((sum, { active }) => sum + active, 0)
      }),
    )
  return {
    ...{ name: 'tokens', label: 'tokens of an instance with 30,000 elements are read' },
    ...{ value: median(times), unit: 'ms', limit: { atMost: MOST_TOKENS_MS } },
    detail: `${rows} elements`,
  }
}
