import type { Logger } from 'pino'
import { TransientError } from '../domain/shared/errors.ts'
import { backOffMs } from './back-off.ts'
import type { EngineClients } from './client.ts'
import { isNotFound } from './client.ts'

/** Retries that every model gives a job: what the attempt is counted from. */
export const CONTRACT_RETRIES = 5
const COMMAND_ATTEMPTS = 5
/* The client asks again at its next tick, when a third is left: with 8 a type came to 40 jobs a second and then waited. */
const MAX_JOBS_PER_TYPE = 16

/** A job as the composed step sees it: no SDK type, variables still unparsed. */
export interface EngineJob {
  key: string
  type: string
  attempt: number
  elementId: string
  elementInstanceKey: string
  processId: string
  processInstanceKey: string
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
  clients: EngineClients
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

interface SdkJob {
  key: string
  type: string
  retries: number
  elementId: string
  elementInstanceKey: string
  bpmnProcessId: string
  processInstanceKey: string
  variables: unknown
}

/** Polls, runs and answers every job type; the only code that talks to the engine about jobs. */
export function startJobRunner(options: RunnerOptions): { stop: () => Promise<void> } {
  const workers = options.jobs.map((job) =>
    options.clients.grpc.createWorker({
      id: options.workerName,
      taskType: job.jobType,
      timeout: job.timeoutMs,
      maxJobsToActivate: MAX_JOBS_PER_TYPE,
      ...(job.fetchVariable ? { fetchVariable: job.fetchVariable } : {}),
      taskHandler: async (sdkJob) => {
        await answer(options, job, sdkJob)
        return sdkJob.forward()
      },
    }),
  )
  return {
    async stop() {
      await Promise.all(workers.map((worker) => worker.close()))
    },
  }
}

async function answer(options: RunnerOptions, runnable: RunnableJob, sdkJob: SdkJob): Promise<void> {
  const { log, onFinished } = options
  const job = toEngineJob(sdkJob)
  const started = performance.now()
  const seconds = (): number => (performance.now() - started) / 1_000
  const context = { jobType: job.type, jobKey: job.key, attempt: job.attempt, elementId: job.elementId }
  try {
    await options.ourSideUp()
    const result = await runnable.run(job)
    await sendResult(options, job, result)
    onFinished(job.type, 'errorCode' in result ? 'error' : 'completed', seconds())
    log.info({ ...context, seconds: seconds() }, 'job finished')
  } catch (error) {
    if (error instanceof TransientError && !(await options.probe())) {
      log.warn({ ...context, err: error }, 'database down: the lease runs out and the job comes back')
      return
    }
    const retries = error instanceof TransientError ? sdkJob.retries - 1 : 0
    onFinished(job.type, retries > 0 ? 'failed' : 'incident', seconds())
    if (retries > 0) log.warn({ ...context, err: error }, 'job failed, will be tried again')
    else log.error({ ...context, err: error }, 'job stopped: incident')
    await sendFailure(options, job, { retries, error })
  }
}

async function sendFailure(
  options: RunnerOptions,
  job: EngineJob,
  { retries, error }: { retries: number; error: unknown },
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error)
  await send(options, () =>
    options.clients.grpc.failJob({
      jobKey: job.key,
      retries,
      retryBackOff: backOffMs(job.attempt, Math.random),
      errorMessage: `${job.type} ${job.key}: ${reason}`.slice(0, 2_000),
    }),
  )
}

async function sendResult(options: RunnerOptions, job: EngineJob, result: JobResult): Promise<void> {
  const { grpc } = options.clients
  await send(options, () =>
    'errorCode' in result
      ? grpc.throwError({
          jobKey: job.key,
          errorCode: result.errorCode,
          errorMessage: result.message,
          variables: {},
        })
      : grpc.completeJob({ jobKey: job.key, variables: result.variables as never }),
  )
}

/* An answer that does not reach the engine is not lost: the lease runs out and the ledger replays the outcome. */
async function send(options: RunnerOptions, command: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await command()
      return
    } catch (error) {
      if (isNotFound(error)) return
      if (attempt === COMMAND_ATTEMPTS) {
        options.log.warn({ err: error }, 'the engine took no answer: the job will come back')
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt))
    }
  }
}

function toEngineJob(job: SdkJob): EngineJob {
  return {
    key: job.key,
    type: job.type,
    attempt: Math.max(1, CONTRACT_RETRIES - job.retries + 1),
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    processId: job.bpmnProcessId,
    processInstanceKey: job.processInstanceKey,
    variables: job.variables,
  }
}
