import type { Logger } from 'pino'
import type { z } from 'zod'
import type { StepContext } from '../use-cases/context.ts'

/** What a worker is given beside its input; `jobKey` and `attempt` are for log lines only. */
export interface WorkerContext extends StepContext {
  jobKey: string
  attempt: number
  log: Logger
}

/** One step that the process does: parse, act in one transaction, return what the process routes on. */
export interface Worker<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  jobType: string
  input: I
  output: O
  /** How long the engine leaves the job to us before giving it to another, in milliseconds. */
  timeoutMs: number
  handle: (input: z.output<I>, context: WorkerContext) => Promise<z.input<O>>
}

/** Declares a worker with its types inferred from its schemas; the lease is 60 seconds unless said. */
export function defineWorker<I extends z.ZodType, O extends z.ZodType>(
  worker: Omit<Worker<I, O>, 'timeoutMs'> & { timeoutMs?: number },
): Worker<I, O> {
  return { timeoutMs: 60_000, ...worker }
}
