import type { Logger } from 'pino'
import { TransientError } from '../domain/shared/errors.ts'
import { backOffMs } from './back-off.ts'
import { faultOf } from './faults.ts'
import { EngineRefusal, isNotFound } from './port.ts'
import type { ActivatedJob, Fault, ProcessEngine } from './port.ts'

/** Retries that every model gives a job: what the attempt is counted from. */
export const CONTRACT_RETRIES = 5
const COMMAND_ATTEMPTS = 5

/** A job as the composed step sees it, variables still unparsed; `attempt` counts from 1. */
export interface EngineJob extends Omit<ActivatedJob, 'retries' | 'variables'> {
  attempt: number
  variables: unknown
}
export type JobResult = { variables: Record<string, unknown> } | { errorCode: string; message: string }

export interface RunnableJob {
  jobType: string
  fetchVariable: string[] | null
  timeoutMs: number
  run: (job: EngineJob) => Promise<JobResult>
}

export interface RunnerOptions {
  engine: Pick<ProcessEngine, 'workJobs' | 'completeJob' | 'failJob' | 'throwJobError'>
  jobs: readonly RunnableJob[]
  workerName: string
  /** Resolves when our own side can work again (the database answers); until then no job is failed. */
  ourSideUp: () => Promise<void>
  /** True when the database answers now. */
  probe: () => Promise<boolean>
  onFinished: (
    jobType: string,
    outcome: 'completed' | 'error' | 'failed' | 'incident',
    seconds: number,
  ) => void
  log: Logger
}

/** Takes, runs and answers every job type: no other code asks an engine for jobs or completes, fails and throws them. */
export function startJobRunner(options: RunnerOptions): { stop: () => Promise<void> } {
  const byType = new Map(options.jobs.map((job) => [job.jobType, job]))
  return options.engine.workJobs({
    jobs: options.jobs.map(({ jobType: type, fetchVariable, timeoutMs }) => ({
      type,
      fetchVariables: fetchVariable,
      leaseMs: timeoutMs,
    })),
    workerName: options.workerName,
    async onJob(job) {
      const runnable = byType.get(job.type)
      if (runnable) await answer(options, runnable, job)
    },
  })
}

async function answer(options: RunnerOptions, runnable: RunnableJob, activated: ActivatedJob): Promise<void> {
  const { log, onFinished } = options
  const job = toEngineJob(activated)
  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1_000
  const context = { jobType: job.type, jobKey: job.key, attempt: job.attempt, elementId: job.elementId }
  try {
    await options.ourSideUp()
    const result = await runnable.run(job)
    const { outcome, refusal } = await tell(options, job, result)
    onFinished(job.type, outcome, seconds())
    if (outcome === 'incident')
      log.error({ ...context, err: refusal }, 'job stopped: the engine refuses its answer')
    else log.info({ ...context, seconds: seconds() }, 'job finished')
  } catch (error) {
    if (error instanceof TransientError && !(await options.probe())) {
      log.warn({ ...context, err: error }, 'database down: the lease runs out and the job comes back')
      return
    }
    const retries = error instanceof TransientError ? activated.retries - 1 : 0
    onFinished(job.type, retries > 0 ? 'failed' : 'incident', seconds())
    if (retries > 0) log.warn({ ...context, err: error }, 'job failed, will be tried again')
    else log.error({ ...context, err: error }, 'job stopped: incident')
    await sendFailure(options, job, { retries, fault: faultOf(error, job) })
  }
}

interface Told {
  outcome: 'completed' | 'error' | 'incident'
  refusal: EngineRefusal | null
}

/* A refused answer would be refused each time the job comes back: it becomes an incident, unless the job waits for one. */
async function tell(options: RunnerOptions, job: EngineJob, result: JobResult): Promise<Told> {
  const refusal = await sendResult(options, job, result)
  const isStopped =
    refusal !== null && (await sendFailure(options, job, { retries: 0, fault: refusedOf(job) })) === null
  if (isStopped) return { outcome: 'incident', refusal }
  return { outcome: 'errorCode' in result ? 'error' : 'completed', refusal }
}

const refusedOf = (job: { type: string }): Fault => ({
  code: 'ANSWER_REFUSED',
  constraint: null,
  sentence: `Il passo «${job.type}» ha fatto il suo lavoro, ma il motore ne rifiuta la risposta: ripetere non serve finché il programma o il modello non è corretto, poi si può riprovare da qui.`,
})

function sendFailure(
  options: RunnerOptions,
  job: EngineJob,
  { retries, fault }: { retries: number; fault: Fault },
): Promise<EngineRefusal | null> {
  const backOff = backOffMs(job.attempt, Math.random)
  return send(options, () => options.engine.failJob(job.key, { retries, backOffMs: backOff, fault }))
}

function sendResult(
  options: RunnerOptions,
  job: EngineJob,
  result: JobResult,
): Promise<EngineRefusal | null> {
  return send(options, () =>
    'errorCode' in result
      ? options.engine.throwJobError(job.key, { errorCode: result.errorCode, message: result.message })
      : options.engine.completeJob(job.key, result.variables),
  )
}

/* An answer that does not reach the engine is not lost: the lease runs out and the ledger replays the outcome. One that is
   refused would be refused again: it comes back. A job that the engine no longer knows was answered. */
async function send(options: RunnerOptions, command: () => Promise<unknown>): Promise<EngineRefusal | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await command()
      return null
    } catch (error) {
      if (isNotFound(error)) return null
      if (error instanceof EngineRefusal) return error
      if (attempt === COMMAND_ATTEMPTS) {
        options.log.warn({ err: error }, 'the engine took no answer: the job will come back')
        return null
      }
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt))
    }
  }
}

function toEngineJob({ retries, ...job }: ActivatedJob): EngineJob {
  return { ...job, attempt: Math.max(1, CONTRACT_RETRIES - retries + 1) }
}
