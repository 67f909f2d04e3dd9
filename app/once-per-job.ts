import type { Knex } from 'knex'
import { createAuditStore } from '../db/audit-store.ts'
import { createJobLedger } from '../db/job-ledger.ts'
import type { JobOutcome } from '../db/job-ledger.ts'
import { createStores } from '../db/stores.ts'
import { workbookReader } from '../db/workbook-source.ts'
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
    const ref = { engineId: parts.engineId, jobKey: job.key, jobType: job.type }
    return inTransaction(parts.knex, async (tx) => {
      const ledger = createJobLedger(tx)
      const { processId, processInstanceKey } = job
      const before = await ledger.enter(ref, { cycleId: input.cycleId, processId, processInstanceKey })
      if (before) return before
      const outcome = await step(parts, worker, { tx, job, input })
      await createAuditStore(tx).append({
        chainId: input.cycleId,
        at: parts.clock.now(),
        actor: `process:${job.processId}`,
        action: worker.jobType,
        subjectId: input.cycleId,
        facts: { input, outcome },
      })
      await ledger.close(ref, outcome)
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

interface Step {
  tx: Knex.Transaction
  job: EngineJob
  input: { cycleId: string }
}

/* A refusal that the process catches rolls back to the savepoint and is itself the outcome; anything else takes the
   whole with it, so a worker that raises none needs no savepoint. */
async function step(parts: StepParts, worker: Worker, { tx, job, input }: Step): Promise<JobOutcome> {
  const raises = worker.raises ?? []
  const handle = (on: Knex.Transaction) => worker.handle(input, contextOf(parts, on, job))
  const outcomeOf = (output: unknown) => ({
    variables: worker.output.parse(output) as Record<string, unknown>,
  })
  if (raises.length === 0) return outcomeOf(await handle(tx))
  try {
    return outcomeOf(await tx.transaction(handle))
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
    readWorkbook: workbookReader(parts.knex),
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
