import type { Knex } from 'knex'
import { createJobLedger } from '../db/platform/job-ledger.ts'
import type { JobOutcome } from '../db/platform/job-ledger.ts'
import { createStores } from '../db/stores.ts'
import { workbookReader } from '../db/expenditure/workbook-source.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import type { Clock, DocumentStore } from '../domain/shared/ports.ts'
import type { EngineJob, RunnableJob } from '../engine/job-runner.ts'
import type { Worker, WorkerContext } from '../workers/worker.ts'
import type { Logger } from 'pino'
import { inTransaction } from './transactions.ts'

export interface StepParts {
  knex: Knex
  engineId: string
  /** How long the engine leaves a job to us, in milliseconds, where a worker does not say more. */
  leaseMs: number
  files: DocumentStore
  clock: Clock
  publicUrl: string
  log: Logger
}

/** Makes a worker runnable: ledger, step, audit row and outcome in one transaction; a redelivery replays the outcome. */
export function oncePerJob(parts: StepParts, worker: Worker): RunnableJob {
  const run = async (job: EngineJob): Promise<JobOutcome> => {
    const input = worker.input.parse(job.variables)
    const handle = await stepOf(parts, worker, input)
    const ref = { engineId: parts.engineId, jobKey: job.key, jobType: job.type }
    return inTransaction(parts.knex, async (tx) => {
      const ledger = createJobLedger(tx)
      const { processId, processInstanceKey } = job
      const origin = { cycleId: input.cycleId, applicationId: applicationOf(input), processId }
      const before = await ledger.enter(ref, { ...origin, processInstanceKey })
      if (before) return before
      const outcome = await step(parts, worker, { tx, job, handle })
      await ledger.close(ref, outcome, {
        chainId: input.cycleId,
        at: parts.clock.now(),
        actor: `process:${job.processId}`,
        functionId: null,
        action: worker.jobType,
        subjectId: input.cycleId,
        facts: { input, outcome },
      })
      return outcome
    })
  }
  return {
    jobType: worker.jobType,
    fetchVariable: Object.keys(worker.input.shape),
    timeoutMs: worker.timeoutMs ?? parts.leaseMs,
    run,
  }
}

/* A process about one application says which: the wall then knows its instance. */
function applicationOf(input: object): string | null {
  return 'applicationId' in input && typeof input.applicationId === 'string' ? input.applicationId : null
}

type Handle = (context: WorkerContext) => Promise<unknown>

interface Step {
  tx: Knex.Transaction
  job: EngineJob
  handle: Handle
}

/* Long work on files is done here, before the transaction: one left open and idle meanwhile would be ended by the database,
   and would hold a connection that the reading needs. */
async function stepOf(parts: StepParts, worker: Worker, input: { cycleId: string }): Promise<Handle> {
  if ('handle' in worker) return (context) => worker.handle(input, context)
  return worker.prepare(input, { files: parts.files, readWorkbook: workbookReader(parts.knex) })
}

/* A refusal that the process catches rolls back to the savepoint and is itself the outcome; anything else takes the
   whole with it, so a worker that raises none needs no savepoint. */
async function step(parts: StepParts, worker: Worker, { tx, job, handle }: Step): Promise<JobOutcome> {
  const raises = worker.raises ?? []
  const act = (on: Knex.Transaction) => handle(contextOf(parts, on, job))
  const outcomeOf = (output: unknown) => ({
    variables: worker.output.parse(output) as Record<string, unknown>,
  })
  if (raises.length === 0) return outcomeOf(await act(tx))
  try {
    return outcomeOf(await tx.transaction(act))
  } catch (error) {
    if (!(error instanceof BusinessError) || !raises.some((code) => code === error.code)) throw error
    return { errorCode: error.code, message: JSON.stringify(error.facts) }
  }
}

function contextOf(parts: StepParts, tx: Knex.Transaction, job: EngineJob): WorkerContext {
  return {
    stores: createStores(tx),
    files: parts.files,
    now: parts.clock.now(),
    engineId: parts.engineId,
    element: {
      id: job.elementId,
      instanceKey: job.elementInstanceKey,
      processInstanceKey: job.processInstanceKey,
    },
    publicUrl: parts.publicUrl,
    log: parts.log,
  }
}
