import type { Knex } from 'knex'
import { z } from 'zod'
import { createJobLedger } from '../db/platform/job-ledger.ts'
import type { JobOutcome } from '../db/platform/job-ledger.ts'
import { createStores } from '../db/stores.ts'
import { evaluation } from '../domain/process/evaluation.ts'
import { meeting } from '../domain/process/meeting.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import type { Clock } from '../domain/shared/ports.ts'
import type { EngineJob, RunnableJob } from '../engine/job-runner.ts'
import type { Worker, WorkerContext } from '../workers/worker.ts'
import type { Logger } from 'pino'
import { outsideAt } from './outside.ts'
import type { OutsideParts } from './outside.ts'
import { inTransaction } from './transactions.ts'

interface StepParts extends OutsideParts {
  engineId: string
  /** How long the engine leaves a job to us, in milliseconds, where a worker does not say more. */
  leaseMs: number
  clock: Clock
  publicUrl: string
  log: Logger
}

/** Makes a worker runnable: ledger, step, audit row and outcome in one transaction; a redelivery replays the outcome. A step that
 * fails leaves nothing but its instance's cycle and application. */
export function oncePerJob(parts: StepParts, worker: Worker): RunnableJob {
  const run = async (job: EngineJob): Promise<JobOutcome> => {
    const input = worker.input.parse(job.variables)
    const ref = { engineId: parts.engineId, jobKey: job.key, jobType: job.type }
    const now = parts.clock.now()
    const known = 'prepare' in worker ? await createJobLedger(parts.knex).outcomeOf(ref) : null
    if (known) return known
    const handle = await stepOf(parts, worker, { job, input, now })
    return inTransaction(parts.knex, async (tx) => {
      const ledger = createJobLedger(tx)
      const { processId, processInstanceKey } = job
      const origin = { cycleId: input.cycleId, ...subjectOf(input, processId) }
      const before = await ledger.enter(ref, { ...origin, processId, processInstanceKey })
      if (before) return before
      const outcome = await step(parts, worker, { tx, job, handle, now })
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
    run: (job) => run(job).catch((error: unknown) => tellFailed(parts, job, error)),
  }
}

/* What failed may stop the very first step of its instance: it is known by its cycle all the same. */
async function tellFailed({ knex, engineId }: StepParts, job: EngineJob, error: unknown): Promise<never> {
  const { processId, processInstanceKey, variables } = job
  const told = originSchema.safeParse(variables)
  if (told.success) {
    const ref = { engineId, jobKey: job.key, jobType: job.type }
    const origin = { cycleId: told.data.cycleId, ...subjectOf(told.data, processId) }
    await inTransaction(knex, (tx) =>
      createJobLedger(tx).tell(ref, { ...origin, processId, processInstanceKey }),
    )
  }
  throw error
}

const originSchema = z.looseObject({ cycleId: z.string() })

/* A process about one application says which, that of an evaluation its call, that of a meeting the meeting: the wall then knows
   its instance. */
function subjectOf(input: Readonly<Record<string, unknown>>, processId: string) {
  const named = (name: string): string | null => (typeof input[name] === 'string' ? input[name] : null)
  return {
    applicationId: named('applicationId'),
    evaluatedCallId: processId === evaluation.id ? named('callId') : null,
    meetingId: processId === meeting.id ? named('meetingId') : null,
  }
}

type Handle = (context: WorkerContext) => Promise<unknown>

interface Step {
  tx: Knex.Transaction
  job: EngineJob
  handle: Handle
  now: Date
}

/* Files are made here, before the transaction, which would hold locks and a connection meanwhile. What refuses here is a
   refusal of the step, to be recorded as one. */
async function stepOf(
  parts: StepParts,
  worker: Worker,
  { job, input, now }: { job: EngineJob; input: { cycleId: string }; now: Date },
): Promise<Handle> {
  if ('handle' in worker) return (context) => worker.handle(input, context)
  try {
    return await worker.prepare(input, { ...outsideAt(parts, now), ...placeOf(parts, job) })
  } catch (error) {
    if (!(error instanceof BusinessError)) throw error
    return () => Promise.reject(error)
  }
}

/* A refusal that the process catches rolls back to the savepoint and is itself the outcome; anything else takes the
   whole with it, so a worker that raises none needs no savepoint. */
async function step(parts: StepParts, worker: Worker, { tx, job, handle, now }: Step): Promise<JobOutcome> {
  const raises = worker.raises ?? []
  const act = (on: Knex.Transaction) =>
    handle({
      ...placeOf(parts, job),
      stores: createStores(on, job.processInstanceKey),
      files: parts.files,
      now,
    })
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

function placeOf(parts: StepParts, job: EngineJob) {
  return {
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
