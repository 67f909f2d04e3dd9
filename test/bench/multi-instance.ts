import { randomUUID } from 'node:crypto'
import type { Bench } from './bench.ts'
import { timed } from './figures.ts'
import type { Figure } from './figures.ts'
import { createJobHand } from './job-hand.ts'
import type { JobHand } from './job-hand.ts'
import { median } from './median.ts'
import { appraisals, beginning } from './models.ts'

const MANY = 900
const FEW = 9
const UNMEASURED = 5
const SAMPLES = 61
const MOST_RATIO = 1.5

/** One instance of a multi-instance from its first job to what it gives to the collection: of 900 against of 9. */
export async function measureMultiInstance(bench: Bench): Promise<Figure[]> {
  const hand = createJobHand(bench.engine, { held: ['appraise', 'confirm'] })
  try {
    await bench.engine.deploy([appraisals()])
    const many = await jobsOf(bench, hand, MANY)
    let few: string[] = []
    const times: { few: number; many: number }[] = []
    while (times.length < UNMEASURED + SAMPLES) {
      if (few.length === 0) few = await jobsOf(bench, hand, FEW)
      times.push({ few: await pass(bench, hand, few), many: await pass(bench, hand, many) })
    }
    return [figureOf(times.slice(UNMEASURED))]
  } finally {
    await hand.stop()
  }
}

function figureOf(times: readonly { few: number; many: number }[]): Figure {
  const [fewMs, manyMs] = [median(times.map(({ few }) => few)), median(times.map(({ many }) => many))]
  return {
    ...{ name: 'stepOfMultiInstance', label: `two steps of a multi-instance of ${MANY} / of ${FEW}` },
    ...{ value: manyMs / fewMs, unit: '×', limit: { atMost: MOST_RATIO } },
    detail: `${manyMs.toFixed(1)} of ${fewMs.toFixed(1)} ms`,
  }
}

/* The first jobs of all its instances. */
async function jobsOf({ engine }: Bench, hand: JobHand, count: number): Promise<string[]> {
  const items = Array.from({ length: count }, () => randomUUID())
  await engine.publishMessage(beginning('appraisals', randomUUID(), { items }))
  const keys: string[] = []
  while (keys.length < count) keys.push((await hand.next('appraise')).key)
  return keys
}

function pass({ engine }: Bench, hand: JobHand, jobs: string[]): Promise<number> {
  const key = jobs.shift() ?? ''
  return timed(async () => {
    const coming = hand.next('confirm')
    await engine.completeJob(key, {})
    await engine.completeJob((await coming).key, { result: key })
  })
}
