import type { z } from 'zod'
import type { Variables } from '../domain/shared/process-contract.ts'
import type { WorkItemElement } from '../domain/shared/work-item-types.ts'
import type { WorkItem } from '../db/cycle/work-item-store.ts'
import type { Actor, StepContext, UseCaseContext } from '../procedures/context.ts'

/** A file that a task asks for, uploaded to the work item before it is completed. */
export interface TaskFile {
  kind: string
  label: string
  required: boolean
  accepts: readonly ('pdf' | 'p7m' | 'xml' | 'json')[]
}

/** A user task of the models: what its form shows, what it accepts, what completing it does. */
export interface Task<I extends z.ZodType = z.ZodType> {
  element: WorkItemElement
  input: I
  files: readonly TaskFile[]
  /** The form's data, read as the viewer reads: the wall of conflicts applies. */
  load: (context: StepContext & { actor: Actor }, item: WorkItem) => Promise<Record<string, unknown>>
  /** Rows of the decision; returns what the process routes on. Throws BusinessError when refused. */
  complete: (context: UseCaseContext, item: WorkItem, input: z.output<I>) => Promise<Variables>
}

/** Declares a task with its types inferred from its input schema. */
export function defineTask<I extends z.ZodType>(task: Task<I>): Task<I> {
  return task
}
