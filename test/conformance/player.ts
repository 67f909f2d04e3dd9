import { randomUUID } from 'node:crypto'
import type {
  ActivatedJob,
  FoundUserTask,
  Incident,
  ProcessEngine,
  UserTaskState,
} from '../../engine/port.ts'
import { Difference } from './difference.ts'
import { expectSame, insist, until } from './check.ts'
import { BEGIN, ENTER } from './elements.ts'
import { toFile } from './model.ts'
import type { Model } from './model.ts'

export interface PlayerSettings {
  engine: ProcessEngine
  /** Ends every name of the case, so that no run and no case meets another. */
  suffix: string
  /** How long a condition may take to come true. */
  limitMs: number
  /** How long something that must not come is watched for. */
  graceMs: number
  leaseMs: number
}

interface Sent {
  variables?: Record<string, unknown>
  /** A new one where it is not given. */
  id?: string
  timeToLiveMs?: number
}

const TIME_TO_LIVE_MS = 60_000
const RETRIES = 3

/** Plays a case over the port: what it starts is known, and cancelled when it closes. */
export function createPlayer({ engine, suffix, limitMs, graceMs, leaseMs }: PlayerSettings) {
  const names = (name: string) => `${name}-${suffix}`
  const jobs: ActivatedJob[] = []
  const instances = new Set<string>()
  const workers: { stop: () => Promise<void> }[] = []
  const heard = new Set<string>()

  const onJob = (job: ActivatedJob): Promise<void> => {
    instances.add(job.processInstanceKey)
    jobs.push({ ...job, type: job.type.replace(names(''), '') })
    return Promise.resolve()
  }
  const hear = (types: readonly string[]): void => {
    const fresh = [...new Set(types)].filter((type) => !heard.has(type))
    for (const type of fresh) heard.add(type)
    const asked = fresh.map((type) => ({ type: names(type), fetchVariables: null, leaseMs }))
    if (asked.length > 0) workers.push(engine.workJobs({ jobs: asked, workerName: names('player'), onJob }))
  }
  const next = (type: string): ActivatedJob | undefined => {
    const index = jobs.findIndex((job) => job.type === type)
    return index < 0 ? undefined : jobs.splice(index, 1)[0]
  }
  const holds = <T>(condition: Omit<Parameters<typeof until<T>>[0], 'limitMs'>) =>
    until({ limitMs, ...condition, read: () => insist(limitMs, async () => condition.read()) })

  const player = {
    /** The port itself, for what a case says about a single call. */
    engine,

    async deploy(...models: readonly Model[]): Promise<void> {
      await insist(limitMs, () => engine.deploy(models.map((model) => toFile(model, names))))
      hear(models.flatMap(({ jobTypes }) => jobTypes))
    },

    publish: (name: string, correlationKey: string, { variables = {}, id, timeToLiveMs }: Sent = {}) =>
      insist(limitMs, () =>
        engine.publishMessage({
          name: names(name),
          correlationKey,
          messageId: id ?? randomUUID(),
          variables,
          timeToLiveMs: timeToLiveMs ?? TIME_TO_LIVE_MS,
        }),
      ),

    /** Starts a process and takes it past `Enter`; gives the key of its instance. */
    async begin(variables: Record<string, unknown> = {}, processId = 'main'): Promise<string> {
      const entered = await player.enter(variables, processId)
      await player.complete(entered)
      return entered.processInstanceKey
    },

    /** The same, but leaves the instance at `Enter`. */
    async enter(variables: Record<string, unknown> = {}, processId = 'main'): Promise<ActivatedJob> {
      await player.publish(BEGIN + processId, randomUUID(), { variables })
      return player.take(ENTER + processId)
    },

    /** The next job of a type, which stays ours until it is answered. */
    take: (type: string): Promise<ActivatedJob> =>
      until({
        ...{ what: `job ${type}`, expected: 'a job', limitMs },
        read: () => next(type) ?? 'none',
        holds: (job) => job !== 'none',
      }).then((job) => job as ActivatedJob),

    async takeMany(type: string, count: number): Promise<ActivatedJob[]> {
      const taken: ActivatedJob[] = []
      while (taken.length < count) taken.push(await player.take(type))
      return taken
    },

    /** Takes and completes in one. */
    async work(type: string, variables: Record<string, unknown> = {}): Promise<ActivatedJob> {
      const job = await player.take(type)
      await player.complete(job, variables)
      return job
    },

    /** No job of the type comes: only where nothing else would come after it. */
    async expectNoJob(type: string): Promise<void> {
      const end = performance.now() + graceMs
      const ended = 'the time of grace is over'
      const found = await until({
        ...{ what: `jobs ${type}`, expected: 'none', limitMs: 2 * graceMs },
        read: () => next(type) ?? (performance.now() > end ? ended : null),
        holds: (seen) => seen !== null,
      })
      if (found !== ended) throw new Difference(`jobs ${type}`, 'none', 'a job')
    },

    complete: (job: ActivatedJob, variables: Record<string, unknown> = {}) =>
      insist(limitMs, () => engine.completeJob(job.key, variables)),

    /** Fails a job with one attempt less, or the retries given. */
    fail(job: ActivatedJob, { retries = job.retries - 1, backOffMs = 0 } = {}): Promise<void> {
      const fault = { code: 'CONFORMANCE', constraint: null, sentence: 'Errore voluto dalla prova.' }
      return insist(limitMs, () => engine.failJob(job.key, { retries, backOffMs, fault }))
    },

    throwError: (job: ActivatedJob, errorCode: string) =>
      insist(limitMs, () => engine.throwJobError(job.key, { errorCode, message: 'Errore voluto.' })),

    setVariables: (elementInstanceKey: string, variables: Record<string, unknown>, local = false) =>
      insist(limitMs, () => engine.setVariables({ elementInstanceKey, variables, local })),

    userTasks: (instance: string, state: UserTaskState, elementIds: readonly string[]) =>
      holds<FoundUserTask[]>({
        ...{ what: `user tasks ${state}`, expected: elementIds },
        read: () => engine.userTasks(instance, state),
        holds: (found) =>
          found
            .map(({ elementId }) => elementId)
            .sort()
            .join() === [...elementIds].sort().join(),
      }),

    completeTask: (
      { elementInstanceKey }: FoundUserTask,
      processInstanceKey: string,
      variables: Record<string, unknown> = {},
    ) =>
      insist(limitMs, () => engine.completeUserTask({ elementInstanceKey, processInstanceKey, variables })),

    /** As many tokens as said wait at these elements; others are not looked at. */
    async expectTokens(instance: string, expected: Record<string, number>): Promise<void> {
      const counts = async () => {
        const tokens = await engine.tokens(instance)
        return Object.fromEntries(
          Object.keys(expected).map((id) => [id, tokens.find((one) => one.elementId === id)?.active ?? 0]),
        )
      }
      const wanted = JSON.stringify(expected)
      await holds({
        ...{ what: 'tokens', expected },
        read: counts,
        holds: (found) => JSON.stringify(found) === wanted,
      })
    },

    /** The one incident of an instance. */
    async incident(instance: string): Promise<Incident> {
      const [found] = await holds<Incident[]>({
        ...{ what: 'incidents', expected: 'one' },
        read: () => engine.incidents(instance),
        holds: ({ length }) => length === 1,
      })
      if (!found) throw new Difference('incidents', 'one', 'none')
      return found
    },

    /** The element has an incident; its variables are changed, and it is resolved. */
    async mend(instance: string, elementId: string, variables: Record<string, unknown>): Promise<void> {
      const incident = await player.incident(instance)
      expectSame('element of the incident', incident.elementId, elementId)
      await player.setVariables(instance, variables)
      await player.resolve(incident)
    },

    resolve: ({ key }: Incident) => insist(limitMs, () => engine.resolveIncident(key)),

    /** A job without attempts gets new ones, and its incident is resolved. */
    async retry({ key, jobKey }: Incident): Promise<void> {
      if (jobKey === null) throw new Difference('job of the incident', 'a job', 'none')
      await insist(limitMs, () => engine.updateJobRetries(jobKey, RETRIES))
      await insist(limitMs, () => engine.resolveIncident(key))
    },

    /** How often an element was completed, once it is as often as said. */
    expectCompleted: (instance: string, elementId: string, times: number) =>
      holds({
        ...{ what: `completed ${elementId}`, expected: times },
        read: async () =>
          (await engine.path(instance)).find((step) => step.elementId === elementId)?.completed ?? 0,
        holds: (found) => found === times,
      }),

    /** The instance came to its end at this element, and no token is left. */
    async expectEnd(instance: string, elementId = 'End'): Promise<void> {
      await player.expectCompleted(instance, elementId, 1)
      await holds({
        ...{ what: 'tokens at the end', expected: [] },
        read: () => engine.tokens(instance),
        holds: ({ length }) => length === 0,
      })
    },

    /** Stops working; what was started lives on. */
    async leave(): Promise<void> {
      for (const worker of workers.splice(0)) await worker.stop()
    },

    /** Stops working, and cancels what is left of every instance that was seen. */
    async close(): Promise<void> {
      await player.leave()
      for (const instance of instances)
        await engine.cancelInstance(instance).catch((error: unknown) => {
          if (!isOver(error)) throw error
        })
    },
  }
  return player
}
export type Player = ReturnType<typeof createPlayer>

/* Ended by itself, or called by an instance that is cancelled with it. */
const isOver = (error: unknown): boolean => error instanceof Error && error.name === 'EngineRefusal'
