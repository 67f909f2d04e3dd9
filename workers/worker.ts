import type { Logger } from 'pino'
import type { z } from 'zod'
import type { BpmnErrorCode } from '../domain/shared/process-contract.ts'
import type { StepContext } from '../use-cases/context.ts'

/** What a worker is given beside its input: where in the engine it stands, and a logger. */
export interface WorkerContext extends StepContext {
  engineId: string
  element: { id: string; instanceKey: string; processInstanceKey: string }
  /** Where people and the Region reach us, without a slash at its end. */
  publicUrl: string
  log: Logger
}

/** A job's input always says which cycle it belongs to: the audit chain is the cycle's. */
export type JobInput = z.ZodObject & z.ZodType<{ cycleId: string }>

/** One step that the process does: parse, act in one transaction, return what the process routes on. */
export interface Worker<I extends JobInput = JobInput, O extends z.ZodType = z.ZodType> {
  jobType: string
  input: I
  output: O
  /** Only for a step longer than the configured lease: milliseconds that the engine leaves the job to us. */
  timeoutMs?: number
  /** Business errors that its element catches in the process; any other refusal is an incident. */
  raises?: readonly BpmnErrorCode[]
  handle: (input: z.output<I>, context: WorkerContext) => Promise<z.input<O>>
}

/** Declares a worker with its types inferred from its schemas. */
export function defineWorker<I extends JobInput, O extends z.ZodType>(worker: Worker<I, O>): Worker<I, O> {
  return worker
}
