import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { isNotFound } from '../../../engine/port.ts'
import type { ActivatedJob, ProcessEngine } from '../../../engine/port.ts'
import { expectSame, insist, until } from '../check.ts'
import { toFile } from '../model.ts'
import { expectFairRace } from './race-outcome.ts'
import type { Race, Seen } from './race-outcome.ts'
import { LOOPS, raceModels } from './race-models.ts'

const LIMIT_MS = 120_000
const LEASE_MS = 60_000

type Parties = ReturnType<typeof gather>

/**
 * Publishers, completers and new subscribers on the same few keys at the same time, over several processes of ours. Throws
 * Difference unless each process id takes each message once, in the order of publication, and nothing is missed.
 */
export async function runRace(engines: readonly ProcessEngine[], knex: Knex, race: Race): Promise<Seen> {
  const parties = gather(engines)
  await engines[0]!.deploy(raceModels.map((model) => toFile(model, parties.names)))
  const seen: Seen = { loops: new Map(), noted: [], shared: [], contested: new Map() }
  const working = work(parties, seen)
  const { keys, closings } = await publishAll(parties, race)
  const published = race.publishers * race.each
  const wanted = { noted: published, shared: published, loops: published * LOOPS.length }
  await until({
    ...{ what: 'messages taken', expected: wanted, limitMs: LIMIT_MS },
    read: () => ({
      ...{ noted: seen.noted.length, shared: seen.shared.length },
      loops: [...seen.loops.values()].flat().length,
    }),
    holds: ({ noted, shared, loops }) =>
      working.hasFailed() || (noted >= wanted.noted && shared >= wanted.shared && loops >= wanted.loops),
  })
  await Promise.all(closings.map((closing) => parties.publish('closed', closing)))
  await until({
    ...{ what: 'instances that live', expected: 0, limitMs: LIMIT_MS },
    read: async () =>
      (await knex('engine.instances').whereNull('ended_at').whereLike('process_id', parties.names('%')))
        .length,
    holds: (living) => working.hasFailed() || living === 0,
  })
  await working.stop()
  await expectFairRace(knex, { seen, race, keys, names: parties.names })
  return seen
}

/* The engines in turn, and names that no other race has. */
function gather(engines: readonly ProcessEngine[]) {
  const run = randomUUID()
  const names = (name: string): string => `${name}-${run}`
  let turn = 0
  const either = (): ProcessEngine => engines[(turn += 1) % engines.length]!
  const publish = (
    name: string,
    correlationKey: string,
    variables: Record<string, unknown> = {},
    messageId: string = randomUUID(),
  ): Promise<void> =>
    insist(LIMIT_MS, () =>
      either().publishMessage({ name: names(name), correlationKey, messageId, variables }),
    )
  const answer = (job: ActivatedJob, variables: Record<string, unknown>): Promise<boolean> =>
    insist(LIMIT_MS, () => either().completeJob(job.key, variables)).then(
      () => true,
      (error: unknown) => {
        if (isNotFound(error)) return false
        throw error
      },
    )
  let answered = 0
  /** Every fourth job is answered by two at once: one of them must be told that there is no such job. */
  const complete = async (job: ActivatedJob, variables: Record<string, unknown> = {}): Promise<boolean> => {
    const times = (answered += 1) % 4 === 0 ? 2 : 1
    const answers = await Promise.all(Array.from({ length: times }, () => answer(job, variables)))
    const taken = answers.filter(Boolean).length
    if (taken > 1) expectSame(`answers that were taken for one job of ${job.type}`, taken, 1)
    return taken === 1
  }
  return { engines, names, either, publish, complete }
}

function work({ engines, names, either, publish, complete }: Parties, seen: Seen) {
  const handlers: Record<string, (job: ActivatedJob) => Promise<unknown>> = {
    /* Noted down when it comes: the next one is there as soon as this is answered, whoever hears of the answer first. */
    Took(job) {
      const { number, key, taken } = job.variables as { number: string; key: string; taken: number }
      const taker = `${job.processId.replace(names(''), '')} ${key}`
      seen.loops.set(taker, [...(seen.loops.get(taker) ?? []), number])
      return complete(job, { taken: taken + 1 })
    },
    Noted: async (job) => (await complete(job)) && seen.noted.push(messageOf(job)),
    Shared: async (job) => (await complete(job)) && seen.shared.push(messageOf(job)),
    /* A withdrawal takes a few statements more: some answers wait as long, so that now one comes first and now the other. */
    async Contested(job) {
      const key = job.variables['key'] as string
      const late = async (statements: number): Promise<boolean> => {
        for (let waited = 0; waited < statements; waited += 1) await either().probe()
        return complete(job)
      }
      const [isDone] = await Promise.all([late(5 * (seen.contested.size % 4)), publish('withdrawn', key)])
      seen.contested.set(key, isDone)
    },
  }
  const failures: unknown[] = []
  const onJob = async (job: ActivatedJob): Promise<void> => {
    const handler = handlers[job.type.replace(names(''), '')] ?? complete
    await handler(job).catch((error: unknown) => failures.push(error))
  }
  const types = [...new Set(raceModels.flatMap(({ jobTypes }) => jobTypes))]
  const jobs = types.map((type) => ({ type: names(type), fetchVariables: null, leaseMs: LEASE_MS }))
  const workers = engines.map((engine) => engine.workJobs({ jobs, workerName: 'race', onJob }))
  return {
    hasFailed: () => failures.length > 0,
    async stop(): Promise<void> {
      await Promise.all(workers.map((worker) => worker.stop()))
      if (failures.length > 0) throw failures[0]
    },
  }
}

const messageOf = ({ variables }: ActivatedJob): string =>
  `${variables['key'] as string} ${variables['number'] as string}`

/* Subscribers begin one by one while the publishers are at it; every fourth message is sent twice at once, under one id. */
async function publishAll({ publish }: Parties, { publishers, each, pairs }: Race) {
  const keys = Array.from({ length: pairs }, (_, index) => `key-${index}`)
  const keyOf = (lane: number): string => keys[lane % pairs]!
  const closings: string[] = []
  const begin = (id: string, variables: Record<string, unknown>) => () =>
    publish(`begin-${id}`, '', variables)
  const beginClosing = (id: string, key: string) => {
    const closing = randomUUID()
    closings.push(closing)
    return begin(id, { key, closing })
  }
  const lanes = Array.from({ length: publishers }, (_, index) => index)
  const subscribers = keys.flatMap((key) => {
    const total = lanes.filter((lane) => keyOf(lane) === key).length * each
    return [
      ...LOOPS.map((id) => begin(id, { key, taken: 0, total })),
      ...['always', 'sharing', 'sharing'].map((id) => beginClosing(id, key)),
    ]
  })
  const contests = lanes.map(() => begin('contested', { key: randomUUID() }))
  const publishLane = async (lane: number): Promise<void> => {
    for (let number = 0; number < each; number += 1) {
      const id = `${lane}-${number}`
      const times = number % 4 === 0 ? 2 : 1
      await Promise.all(Array.from({ length: times }, () => publish('news', keyOf(lane), { number: id }, id)))
      if (number % 2 === 1) await subscribers.shift()?.()
      if (number % 3 === 1) await contests.shift()?.()
    }
  }
  await Promise.all(lanes.map(publishLane))
  await Promise.all([...subscribers, ...contests].map((beginOne) => beginOne()))
  return { keys, closings }
}
