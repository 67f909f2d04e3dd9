import { randomUUID } from 'node:crypto'
import type { Bench } from './bench.ts'
import { createJobCount } from './job-count.ts'
import { createJobHand } from './job-hand.ts'
import type { JobHand } from './job-hand.ts'
import { inLanes } from './lanes.ts'
import { beginning, scoring, single } from './models.ts'
import { waitFor } from '../support/wait-for.ts'

const PUBLISHERS = 16
const STARTS_WITHIN_MS = 10_000
export const OTHER_CYCLE = 'other-cycle'

/** A process in which each request opens a user task, once its listener has been answered. */
export interface ScoringRound {
  bench: Bench
  instanceKey: string
  /** Publishes so many requests: their listeners wait for `work`. */
  request: (count: number) => Promise<void>
  /** Begins to answer the listeners; holds the steps behind the tasks, and the jobs of the other cycle. */
  work: () => WorkedRound
}

export interface WorkedRound {
  hand: JobHand
  /** Resolves when so many tasks have opened since the work began. */
  opened: (tasks: number) => Promise<void>
}

/** Deploys the models and begins the process. */
export async function beginRound(bench: Bench): Promise<ScoringRound> {
  const { engine, knex } = bench
  const roundId = randomUUID()
  await engine.deploy([scoring(), single(OTHER_CYCLE)])
  await engine.publishMessage(beginning('scoring', roundId, { roundId }))
  const ask = () =>
    knex('engine.instances as i').first<{ key: string } | undefined>(knex.raw('i.key::text as key'))
  const { key } = await waitFor('the process', STARTS_WITHIN_MS, async () => (await ask()) ?? null)
  const publish = async (): Promise<void> => {
    const scoringId = randomUUID()
    const about = { name: 'score-requested', correlationKey: roundId, messageId: scoringId }
    await engine.publishMessage({ ...about, variables: { scoringId } })
  }
  return {
    bench,
    instanceKey: key,
    request: (count) => inLanes({ count, lanes: PUBLISHERS }, publish),
    work() {
      const count = createJobCount()
      const types = { held: ['scored', OTHER_CYCLE], answered: ['open-score'] }
      return { hand: createJobHand(engine, { ...types, onAnswered: count.add }), opened: count.reached }
    },
  }
}
