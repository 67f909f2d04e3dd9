import type { Knex } from 'knex'
import { createJobLedger } from '../db/job-ledger.ts'
import type { JobOutcome } from '../db/job-ledger.ts'
import { createStores } from '../db/stores.ts'
import { workbookReader } from '../db/workbook-source.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import { bpmnErrorCodes } from '../domain/shared/process-contract.ts'
import type { Clock, DocumentStore } from '../domain/shared/ports.ts'
import type { EngineJob, RunnableJob } from '../engine/job-runner.ts'
import type { Worker } from '../workers/worker.ts'
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

const isModelled = (error: unknown): error is BusinessError =>
  error instanceof BusinessError && (bpmnErrorCodes as readonly string[]).includes(error.code)

/** Makes a worker runnable: ledger, step, audit row and outcome in one transaction; a redelivery replays the outcome. */
export function oncePerJob(parts: StepParts, worker: Worker): RunnableJob {
  const run = async (job: EngineJob): Promise<JobOutcome> => {
    const input = worker.input.parse(job.variables)
    const ref = { engineId: parts.engineId, jobKey: job.key, jobType: job.type }
    return inTransaction(parts.knex, async (tx) => {
      const ledger = createJobLedger(tx)
      const before = await ledger.enter(ref)
      if (before) return before
      const stores = createStores(tx)
      await stores.processInstances.seen({ engineId: parts.engineId, cycleId: input.cycleId, ...job })
      const outcome = await step(parts, worker, { tx, job, input })
      await stores.audit.append({
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

/* A modelled refusal rolls back to the savepoint and is itself the outcome; anything else takes the whole with it. */
async function step(
  parts: StepParts,
  worker: Worker,
  { tx, job, input }: { tx: Knex.Transaction; job: EngineJob; input: { cycleId: string } },
): Promise<JobOutcome> {
  try {
    const output = await tx.transaction((savepoint) =>
      worker.handle(input, {
        stores: createStores(savepoint),
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
      }),
    )
    return { variables: worker.output.parse(output) as Record<string, unknown> }
  } catch (error) {
    if (isModelled(error)) return { errorCode: error.code, message: JSON.stringify(error.facts) }
    throw error
  }
}
