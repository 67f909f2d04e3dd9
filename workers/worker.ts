import type { Logger } from 'pino'
import type { z } from 'zod'
import { derivedId } from '../domain/shared/ids.ts'
import type { BusinessErrorCode } from '../domain/shared/errors.ts'
import type { StepContext } from '../procedures/context.ts'
import type { Outside } from '../documents/outside.ts'

/* Where in the engine a step stands. */
interface Place {
  engineId: string
  element: { id: string; instanceKey: string; processInstanceKey: string }
  /** Where people and the Region reach us, without a slash at its end. */
  publicUrl: string
  log: Logger
}

/** What a worker is given beside its input: where in the engine it stands, and a logger. */
export interface WorkerContext extends StepContext, Place {}

/* What one with long work is given before its transaction. */
interface WorkerOutside extends Outside, Place {}

/** The id of what this element of the process brings about: the same however often its step runs, another one when the
 * process comes here again. */
export const occurrenceId = <T extends string = string>(
  { engineId, element }: Pick<Place, 'engineId' | 'element'>,
  kind: string,
): T => derivedId<T>(kind, engineId, element.instanceKey)

/* A job's input always says which cycle it belongs to: the audit chain is the cycle's. */
type JobInput = z.ZodObject & z.ZodType<{ cycleId: string }>

interface Job<I extends JobInput, O extends z.ZodType> {
  jobType: string
  input: I
  output: O
  /** Only for a step longer than the configured lease: milliseconds that the engine leaves the job to us. */
  timeoutMs?: number
  /** Business errors that its element catches in the process; any other refusal is an incident. */
  raises?: readonly BusinessErrorCode[]
}

/* One step that the process does: parse, act in one transaction, return what the process routes on. */
interface StepWorker<I extends JobInput = JobInput, O extends z.ZodType = z.ZodType> extends Job<I, O> {
  handle: (input: z.output<I>, context: WorkerContext) => Promise<z.input<O>>
}

/* A step that makes files: it puts them in the store before its transaction opens, where a repetition changes nothing, and
   gives the short step that records them. */
interface LongWorker<I extends JobInput = JobInput, O extends z.ZodType = z.ZodType> extends Job<I, O> {
  prepare: (
    input: z.output<I>,
    outside: WorkerOutside,
  ) => Promise<(context: WorkerContext) => Promise<z.input<O>>>
}

export type Worker = StepWorker | LongWorker

/** Declares a worker with its types inferred from its schemas. */
export function defineWorker<I extends JobInput, O extends z.ZodType>(
  worker: StepWorker<I, O>,
): StepWorker<I, O> {
  return worker
}

/** The same for one with long work. */
export function defineLongWorker<I extends JobInput, O extends z.ZodType>(
  worker: LongWorker<I, O>,
): LongWorker<I, O> {
  return worker
}
