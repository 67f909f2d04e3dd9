import type { Knex } from 'knex'
import type { Bench } from './bench.ts'
import { timed } from './figures.ts'
import type { Figure } from './figures.ts'
import { createJobHand } from './job-hand.ts'
import { median } from './median.ts'
import { beginning, endless } from './models.ts'

const PROCESS = 'step-under-snapshot'
const UNMEASURED = 100
const MEASURED = 301
const MOST_RATIO = 2

/** Steps of one root with a snapshot held that keeps every dead row: at its end after this time (ms) against those before it. */
export async function measureSnapshot(bench: Bench, heldMs: number): Promise<Figure[]> {
  const { engine, knex } = bench
  await engine.deploy([endless(PROCESS)])
  const hand = createJobHand(engine, { held: [PROCESS] })
  try {
    await engine.publishMessage(beginning(PROCESS, 'only'))
    let job = await hand.next(PROCESS)
    const step = (): Promise<number> =>
      timed(async () => {
        const coming = hand.next(PROCESS)
        await engine.completeJob(job.key, {})
        job = await coming
      })
    await stepsOf(step, UNMEASURED)
    const before = median(await stepsOf(step, MEASURED))
    return [await withSnapshot(knex, () => steppedFor(step, { heldMs, before }))]
  } finally {
    await hand.stop()
  }
}

async function stepsOf(step: () => Promise<number>, count: number): Promise<number[]> {
  const times: number[] = []
  while (times.length < count) times.push(await step())
  return times
}

async function steppedFor(
  step: () => Promise<number>,
  { heldMs, before }: { heldMs: number; before: number },
): Promise<Figure> {
  const end = performance.now() + heldMs
  const times: number[] = []
  while (performance.now() < end || times.length < MEASURED) times.push(await step())
  const after = median(times.slice(-MEASURED))
  return {
    ...{ name: 'snapshotHeld', label: `a step with a snapshot held for ${heldMs / 1_000} s / before it` },
    ...{ value: after / before, unit: '×', limit: { atMost: MOST_RATIO } },
    detail: `${after.toFixed(1)} of ${before.toFixed(1)} ms, after ${times.length} steps`,
  }
}

/* The first query takes the snapshot; it must not be ended for idling, as a backup is not. */
async function withSnapshot<T>(knex: Knex, work: () => Promise<T>): Promise<T> {
  return knex.transaction(
    async (tx) => {
      await tx.raw('set local idle_in_transaction_session_timeout = 0')
      await tx.raw('select count(*) from engine.jobs j')
      return work()
    },
    { isolationLevel: 'repeatable read' },
  )
}
