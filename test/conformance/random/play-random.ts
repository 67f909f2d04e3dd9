import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Knex } from 'knex'
import { isNotFound } from '../../../engine/port.ts'
import type { ActivatedJob, ProcessEngine } from '../../../engine/port.ts'
import { brokenInvariants } from '../../support/engine-invariants.ts'
import { expectSame, until } from '../check.ts'
import { BEGIN } from '../elements.ts'
import { toFile } from '../model.ts'
import { anyBlock, drawModel } from './draw-model.ts'
import type { DrawnModel } from './draw-model.ts'

const LIMIT_MS = 20_000

export interface RandomPlay {
  /** Several processes of ours on the same data. */
  engines: readonly ProcessEngine[]
  knex: Knex
  runs: number
  /** A new one where it is not given. */
  seed?: number
}

/** Plays random processes with random schedules. Fails where a task is not done as often as drawn, or a row does not fit. */
export async function playRandomModels({ engines, knex, runs, seed }: RandomPlay): Promise<void> {
  const property = fc.asyncProperty(anyBlock, fc.infiniteStream(fc.nat()), async (root, stream) => {
    const drawn = drawModel(root, 'random')
    const done = await play({ engines, knex, schedule: () => stream.next().value as number }, drawn)
    done.delete('enter-random')
    if (drawn.withdrawals.length === 0) expectSame('tasks done', [...done].sort(), [...drawn.tasks].sort())
    expectSame('rows that do not fit', await brokenInvariants(knex), [])
  })
  await fc.assert(property, { numRuns: runs, ...(seed === undefined ? {} : { seed }) })
}

/* Plays a drawn process: what can be done next is done in the order of the schedule, by whichever engine it says. */
async function play(
  { engines, knex, schedule }: Pick<RandomPlay, 'engines' | 'knex'> & { schedule: () => number },
  { model, messages, withdrawals, additions }: DrawnModel,
) {
  const run = randomUUID()
  const names = (name: string): string => `${name}-${run}`
  const done = new Map<string, number>()
  const jobs: ActivatedJob[] = []
  const either = (): ProcessEngine => engines[schedule() % engines.length]!
  const publish = (name: string, variables = {}) =>
    either().publishMessage({ name: names(name), correlationKey: run, messageId: randomUUID(), variables })
  await either().deploy([toFile(model, names)])
  const asked = model.jobTypes.map((type) => ({ type: names(type), fetchVariables: [], leaseMs: 60_000 }))
  const onJob = (job: ActivatedJob): Promise<void> => Promise.resolve(void jobs.push(job))
  const workers = engines.map((engine) => engine.workJobs({ jobs: asked, workerName: 'random', onJob }))
  await publish(`${BEGIN}random`, { key: run, yes: true, no: false })

  const answer = async (job: ActivatedJob): Promise<void> => {
    const type = job.type.replace(names(''), '')
    const added = additions.get(job.elementId)
    for (let times = added?.times ?? 0; added && times > 0; times -= 1) await publish(added.message)
    const taken = await either()
      .completeJob(job.key, {})
      .then(
        () => true,
        (error: unknown) => {
          if (isNotFound(error)) return false
          throw error
        },
      )
    if (taken) done.set(type, (done.get(type) ?? 0) + 1)
  }
  const unpublished = [...messages, ...withdrawals]
  const act = (): Promise<void>[] => {
    const turn = 1 + (schedule() % 4)
    const acts: Promise<void>[] = []
    while (acts.length < turn && jobs.length + unpublished.length > 0) {
      const chosen = schedule() % (jobs.length + unpublished.length)
      if (chosen < jobs.length) acts.push(...jobs.splice(chosen, 1).map(answer))
      else acts.push(...unpublished.splice(chosen - jobs.length, 1).map((name) => publish(name)))
    }
    return acts
  }
  await until({
    ...{ what: 'the instance', expected: 'ended', limitMs: LIMIT_MS },
    async read() {
      await Promise.all(act())
      const { rows } = await knex.raw<{ rows: { ended: boolean }[] }>(
        'select ended_at is not null as ended from engine.instances where process_id = ? and key = root_key',
        [names('random')],
      )
      return rows[0]?.ended
    },
    holds: (ended) => ended === true,
  })
  await Promise.all(workers.map((worker) => worker.stop()))
  return done
}
